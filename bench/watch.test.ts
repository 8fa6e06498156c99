import { expect, it } from "vitest";
import { benchWatch } from "./watch.bench.ts";

it("replays early warning in small, and warns of some defaults before they come", () => {
  const figures = benchWatch(40, "small");
  expect(figures.ofDefaults + figures.ofShocks + figures.ofNothing).toBe(figures.alerts);
  expect(figures.warned).toBeGreaterThan(0);
  expect(figures.perHundredAMonth).toBeLessThan(6);
});
