import { expect, it } from "vitest";
import { studyRegion } from "./region.bench.ts";

it("studies a small region: everybody is seen, and the figures are figures", () => {
  const study = studyRegion({ seed: "small", enterprises: 120, months: 36, endDay: "2026-10-31" });
  const { enterprises } = study.summary;
  expect(enterprises.micro + enterprises.small + enterprises.medium + enterprises.large).toBe(120);
  expect(study.observations).toBeGreaterThan(150);
  expect(study.bads).toBeGreaterThan(3);
  for (const { auc, low, high } of study.layers) {
    expect(low).toBeLessThanOrEqual(auc);
    expect(high).toBeGreaterThanOrEqual(auc);
    expect(auc).toBeLessThan(0.97);
  }
});
