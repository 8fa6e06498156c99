import { resolve } from "node:path";
import { expect, it } from "vitest";
import { detectAnomalies } from "#association";
import { plantDays } from "../src/association/testing/plant-series.ts";
import { benchAnomalies, machineHours, steelHours } from "./anomaly.bench.ts";

const data = resolve(import.meta.dirname, "../../shared/data");

it("scores every method beside the plain robust deviation, and the vote raises fewer false alarms than it", () => {
  const { methods } = benchAnomalies(plantDays, ["small", "other"], 3);
  expect(methods.map(({ method }) => method)).toEqual(["robustZ", "cadOse", "knnCad", "vote"]);
  const falseOf = (method: string) => methods.find((one) => one.method === method)?.falseAlarms ?? Infinity;
  expect(falseOf("vote")).toBeLessThanOrEqual(falseOf("robustZ"));
});

const steel = steelHours(resolve(data, "steel_energy"));
it.skipIf(steel === null)(
  "judges a real year of a steel plant, and tells less than one point in two hundred",
  () => {
    if (steel === null) return;
    expect(steel.values.length).toBe(8760);
    const points = detectAnomalies(steel).filter(({ kind }) => kind === "point");
    expect(points.length).toBeGreaterThan(0);
    expect(points.length / steel.values.length).toBeLessThan(0.005);
  },
);

const machine = machineHours(resolve(data, "sme_machines"), "1");
it.skipIf(machine === null)("judges three real weeks of a machine without a word too many", () => {
  if (machine === null) return;
  expect(detectAnomalies(machine).length).toBeLessThan(10);
});
if (steel === null || machine === null)
  process.stderr.write(`REAL DATA NOT HERE: anomalies were not judged on it (${data})\n`);
