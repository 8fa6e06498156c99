import { expect, it } from "vitest";
import { benchmarkScorecard } from "./benchmark-scorecard.ts";
import { benchmarkSolver } from "./benchmark-solver.ts";
import { peers, timePeer } from "./peers.ts";

it("runs the benchmark of `bench scorecard` in small, with its checks", async () => {
  let others = 0;
  const size = { rows: 4_000, variables: 4, badRate: 0.15 };
  const times = await benchmarkScorecard(size, { workers: 2, runs: 1 }, async (sample) => {
    for (const peer of peers) {
      const measured = await timePeer(peer, sample);
      if (measured === null) console.warn(`NOT COMPARED with ${peer.name}: it is not installed`);
      else others += Object.keys(measured.ms).length;
    }
  });
  expect(times.binMs).toHaveLength(1);
  expect(times.recordUs).toBeGreaterThan(0);
  expect(others % 3).toBe(0);
  expect(benchmarkSolver(20, 10).solveUs).toBeGreaterThan(0);
});
