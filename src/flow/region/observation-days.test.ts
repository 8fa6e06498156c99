import { expect, it } from "vitest";
import { addMonths } from "#kernel";
import { observationDaysOf } from "./observation-days.ts";

const deliveries = Array.from({ length: 36 }, (_, index) => ({
  month: addMonths("2023-11", index),
  knownAt: 10 * (index + 1),
}));

it("the card is tried on the newest year, and fitted on days whose outcomes were known before it", () => {
  const days = observationDaysOf(deliveries, "2026-10-31");
  expect(days.at(-1)).toEqual({ day: "2025-10-31", knownAt: 240, part: "outOfTime" });
  expect(days.slice(0, -1).map(({ day }) => day)).toEqual(["2024-04-30", "2024-07-31", "2024-10-31"]);
  expect(days.slice(0, -1).every(({ part }) => part === "development")).toBe(true);
});

it("each day knows the deliveries up to its month and none later", () => {
  for (const { day, knownAt } of observationDaysOf(deliveries, "2026-10-31")) {
    expect(deliveries.find(({ month }) => day.startsWith(month))?.knownAt).toBe(knownAt);
  }
});

it("a month that is not over counts from the one before; too short a history gives nothing", () => {
  expect(observationDaysOf(deliveries, "2026-10-20").at(-1)?.day).toBe("2025-09-30");
  expect(observationDaysOf(deliveries.slice(0, 17), "2025-03-31").map(({ day }) => day)).toEqual([]);
  expect(observationDaysOf([], "2026-10-31")).toEqual([]);
});
