import { expect, it } from "vitest";
import { benchNewYear } from "./region-new-year.bench.ts";

it("shows what a rule without a calendar makes of the new year, and that early warning makes nothing of it", {
  timeout: 240_000,
}, () => {
  const figures = benchNewYear({
    enterprises: 24,
    seeds: ["new-year-small"],
    months: 30,
    endDay: "2026-07-31",
  });
  expect(figures.enterprises).toBe(24);
  // Without a calendar each of two standstills an enterprise is an alarm, and almost nothing else is.
  expect(figures.naive.low).toBeGreaterThan(24);
  expect(figures.naive.without).toBeLessThan(figures.naive.withNewYear / 4);
  // Chance moves single alerts between the two worlds; a standstill that is told would add one an enterprise.
  expect(figures.near.withNewYear - figures.near.without).toBeLessThanOrEqual(3);
  // Hours of people are the steadiest stream, and couplings see every week: rules that counted the standstill's days would
  // speak in some forty weeks more.
  const steady = ["workforceDown", "couplingBroken"].map((rule) => figures.hitsByRule[rule]);
  const extra = steady.reduce((sum, rule) => sum + (rule?.withNewYear ?? 0) - (rule?.without ?? 0), 0);
  expect(steady.every((rule) => rule !== undefined)).toBe(true);
  expect(extra).toBeLessThanOrEqual(8);
});
