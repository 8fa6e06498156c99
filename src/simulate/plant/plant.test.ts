import { expect, it } from "vitest";
import { startOfDayMs } from "#kernel";
import { type Plant, plantMinutes } from "./plant.ts";

const plant: Plant = {
  seed: "plant-test",
  rhythm: "dayShift",
  elements: [
    { code: "INJ-01", kind: "machine", name: "注塑机 1", powerW: 28_000, cycleSeconds: 40 },
    { code: "EM-01", kind: "meter", name: "总电表", powerW: 60_000, cycleSeconds: 0 },
  ],
};
const workingDay = startOfDayMs("2026-11-18");

it("writes the same past at once and minute by minute", () => {
  const whole = plantMinutes(plant, workingDay, workingDay + 86_400_000);
  const pieces = Array.from({ length: 1440 }, (_, i) =>
    plantMinutes(plant, workingDay + i * 60_000, workingDay + (i + 1) * 60_000),
  ).flat();
  expect(pieces).toEqual(whole);
  expect(whole).toHaveLength(2 * 1440);
});

it("works by day on working days, and its meter sees what its machines draw", () => {
  const day = plantMinutes(plant, workingDay, workingDay + 86_400_000);
  const running = day.filter(({ state }) => state === 2);
  expect(running.length).toBeGreaterThan(400);
  const opensMs = workingDay + 8 * 3_600_000;
  expect(running.every(({ atMs }) => atMs > opensMs && atMs <= opensMs + 10 * 3_600_000)).toBe(true);
  for (let i = 0; i < day.length; i += 2) {
    expect(day[i + 1]?.powerW).toBeGreaterThanOrEqual(day[i]?.powerW ?? Number.NaN);
  }
  const sunday = startOfDayMs("2026-11-22");
  expect(plantMinutes(plant, sunday, sunday + 86_400_000).some(({ state }) => state === 2)).toBe(false);
});
