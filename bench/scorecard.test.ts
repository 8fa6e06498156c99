import { expect, it } from "vitest";
import { benchScorecard } from "./scorecard.bench.ts";

it("runs the scorecard benchmark in small, with its checks", () => {
  const times = benchScorecard(123, 12, 0.22, 1);
  expect(times.crossValidateMs).toBeGreaterThan(0);
  expect(benchScorecard(1_500, 4, 0.2, 0).crossValidateMs).toBeNull();
});
