import { expect, it } from "vitest";
import { countExactness } from "./binning-exactness.ts";
import { benchSolver } from "./binning-solver.bench.ts";

it("compares the solver with brute force in small", () => {
  const counted = countExactness(500, "bench in small");
  expect(counted.mismatches).toEqual([]);
  expect(counted.feasible).toBeGreaterThan(100);
  expect(counted.certificates).toBeGreaterThan(10);
});

it("times the solver beside a mixed-integer program of the same optimum in small", async () => {
  const times = await benchSolver(10, 2, true);
  expect(times.timesFaster).toBeGreaterThan(1);
});
