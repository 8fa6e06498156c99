import { expect, it } from "vitest";
import { benchEvaluation } from "./model-evaluation.bench.ts";

it("runs the benchmark of evaluation in small, with its checks", () => {
  for (const scores of ["whole", "distinct"] as const) {
    expect(benchEvaluation(600, scores).evaluateMs).toBeGreaterThan(0);
  }
});
