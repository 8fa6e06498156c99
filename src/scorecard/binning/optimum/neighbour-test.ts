import { normalQuantile } from "../../distributions/normal.ts";
import type { BinLimits, BinningProblem } from "./binning-problem.ts";
import type { Course } from "./trend-steps.ts";

/** Whether the bins start … boundary − 1 and boundary … end − 1 may be neighbours on a course. */
export type NeighbourTest = (start: number, boundary: number, end: number, course: Course) => boolean;

/** The tests that no order of the bins answers, so that neighbours must be tried pair by pair; null when there are none. */
export function neighbourTestOf(problem: BinningProblem): NeighbourTest | null {
  const { limits } = problem;
  const differs = limits.maxPValue < 1 ? differenceTest(problem) : null;
  const follows = limits.trendInEveryVintage ? vintageTest(problem) : null;
  if (differs === null) return follows;
  if (follows === null) return differs;
  return (start, boundary, end, course) =>
    differs(start, boundary, end, course) && follows(start, boundary, end, course);
}

/** The same test for bins that are read from the last to the first. */
export function mirrorTest(test: NeighbourTest | null, size: number): NeighbourTest | null {
  if (test === null) return null;
  const turned = { rise: "fall", fall: "rise", apart: "apart" } as const;
  return (start, boundary, end, course) => test(size - end, size - boundary, size - start, turned[course]);
}

/**
 * The z² from which on two bad rates differ at a p-value: the test's statistic has to reach it.
 * @param maxPValue  in (0, 1]
 */
export function leastChiSquared(maxPValue: BinLimits["maxPValue"]): number {
  return maxPValue >= 1 ? 0 : normalQuantile(1 - maxPValue / 2) ** 2;
}

/** Two-sided z-test for two proportions with the pooled rate in the variance, without continuity correction. */
function differenceTest({ preBins, limits }: BinningProblem): NeighbourTest {
  const { rows, badRows } = preBins;
  const least = leastChiSquared(limits.maxPValue);
  return (start, boundary, end) => {
    const left = (rows[boundary] as number) - (rows[start] as number);
    const right = (rows[end] as number) - (rows[boundary] as number);
    const leftBads = (badRows[boundary] as number) - (badRows[start] as number);
    const rightBads = (badRows[end] as number) - (badRows[boundary] as number);
    const bads = leftBads + rightBads;
    const count = left + right;
    const difference = leftBads * right - rightBads * left;
    const variance = ((left * right) / count) * bads * (count - bads);
    return variance > 0 && (difference * difference) / variance >= least;
  };
}

/** Compared by products, so that a vintage without rows in a bin objects to nothing. */
function vintageTest({ vintages }: BinningProblem): NeighbourTest {
  return (start, boundary, end, course) => {
    if (course === "apart") return true;
    for (const { bads, goods } of vintages) {
      const leftBads = (bads[boundary] as number) - (bads[start] as number);
      const leftGoods = (goods[boundary] as number) - (goods[start] as number);
      const rightBads = (bads[end] as number) - (bads[boundary] as number);
      const rightGoods = (goods[end] as number) - (goods[boundary] as number);
      const turn = rightBads * leftGoods - leftBads * rightGoods;
      if (course === "rise" ? turn < 0 : turn > 0) return false;
    }
    return true;
  };
}
