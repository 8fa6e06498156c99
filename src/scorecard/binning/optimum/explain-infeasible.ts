import { enumerateBins } from "./admissible-bins.ts";
import { freeBinLimits } from "./binning-problem.ts";
import type { BinLimits, BinningProblem } from "./binning-problem.ts";
import { findBestBins } from "./find-best-bins.ts";
import type { BinningConstraint, InfeasibleReason } from "./trend.ts";

/**
 * Why a problem has no binning: drops the constraints in force one by one, then two by two and so on until a binning
 * exists, and names those of all the smallest sets whose dropping makes one possible.
 * @param problem   has no binning
 * @param hasBins   whether a relaxed problem has one; that of neighbouring pre-bins unless said otherwise
 */
export function explainInfeasible(problem: BinningProblem, hasBins = hasBinning): InfeasibleReason {
  if (problem.preBins.size < 2) return { conflicts: ["distinctValues"] };
  const inForce = relaxationsOf(problem);
  for (let dropped = 1; dropped <= inForce.length; dropped++) {
    const conflicts = new Set<BinningConstraint>();
    for (const chosen of choose(inForce, dropped)) {
      if (
        isPossible(
          chosen.reduce((relaxed, { relax }) => relax(relaxed), finite(problem)),
          hasBins,
        )
      ) {
        for (const { constraint } of chosen) conflicts.add(constraint);
      }
    }
    if (conflicts.size > 0) return { conflicts: [...conflicts].sort() };
  }
  return { conflicts: inForce.map(({ constraint }) => constraint).sort() };
}

interface Relaxation {
  readonly constraint: BinningConstraint;
  readonly relax: (problem: BinningProblem) => BinningProblem;
}

/** Without smoothing an information value is finite only with both outcomes in a bin, which is a limit like the others. */
function finite(problem: BinningProblem): BinningProblem {
  if (problem.objective !== "iv" || problem.smoothingRows > 0) return problem;
  const { limits } = problem;
  return withLimits(problem, {
    minBadRows: Math.max(1, limits.minBadRows),
    minGoodRows: Math.max(1, limits.minGoodRows),
  });
}

function relaxationsOf(problem: BinningProblem): Relaxation[] {
  const { limits, trends } = finite(problem);
  const free = { ...freeBinLimits, maxBins: problem.preBins.size };
  const relaxed: Relaxation[] = limitNames
    .filter(([name]) => limits[name] !== free[name] && !isEmptyList(limits[name]))
    .map(([name, constraint]) => ({
      constraint,
      relax: (given) => withLimits(given, { [name]: free[name] }),
    }));
  if (!trends.includes("none")) {
    relaxed.push({ constraint: "trend", relax: (given) => ({ ...given, trends: ["none"] }) });
  }
  if (needsBothOutcomes(problem)) {
    relaxed.push({ constraint: "vintageOfOneOutcome", relax: (given) => ({ ...given, over: "sample" }) });
  }
  return relaxed;
}

const limitNames: readonly (readonly [keyof BinLimits, BinningConstraint])[] = [
  ["minBins", "minBins"],
  ["maxBins", "maxBins"],
  ["minRows", "minBinRows"],
  ["maxRows", "maxBinRows"],
  ["minBadRows", "minBadsPerBin"],
  ["minGoodRows", "minGoodsPerBin"],
  ["fixedBoundaries", "fixedCuts"],
  ["forbiddenBoundaries", "forbiddenCuts"],
  ["minRateGap", "minRateGap"],
  ["maxPValue", "maxPValue"],
  ["trendInEveryVintage", "trendOfEveryVintage"],
];

function isEmptyList(limit: BinLimits[keyof BinLimits]): boolean {
  return Array.isArray(limit) && limit.length === 0;
}

function needsBothOutcomes({ over, objective, smoothingRows }: BinningProblem): boolean {
  return over === "worstVintage" && objective === "iv" && smoothingRows === 0;
}

function withLimits(problem: BinningProblem, limits: Partial<BinLimits>): BinningProblem {
  return { ...problem, limits: { ...problem.limits, ...limits } };
}

/** Asked with a divergence that is always finite: only what was stated as a limit may stand in the way. */
function isPossible(problem: BinningProblem, hasBins: (problem: BinningProblem) => boolean): boolean {
  return hasBins(needsBothOutcomes(problem) ? problem : { ...problem, objective: "hellinger" });
}

function hasBinning(problem: BinningProblem): boolean {
  return findBestBins(problem, enumerateBins(problem)) !== null;
}

function* choose<T>(from: readonly T[], count: number, first = 0): Generator<readonly T[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let index = first; index <= from.length - count; index++) {
    for (const rest of choose(from, count - 1, index + 1)) yield [from[index] as T, ...rest];
  }
}
