import { expect, it } from "vitest";
import { benchIndicators } from "./indicators.bench.ts";

it("runs the indicator benchmark in small, with its checks", async () => {
  const times = await benchIndicators(5, 5_000, 1);
  expect(times.loadMs).toBeGreaterThan(0);
});
