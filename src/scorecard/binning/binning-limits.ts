import type { BinningParameters, IndicatorRules } from "../parameters.ts";
import type { ExpectedDirection } from "../sample.ts";
import type { BinLimits, BinningProblem, VintagePreBins } from "./optimum/binning-problem.ts";
import type { Trend, TrendChoice } from "./optimum/trend.ts";

/** The parameters of one indicator: its own rules over those of all. */
export function applyRules(parameters: BinningParameters, rules: IndicatorRules): BinningParameters {
  const { trend, minBins, maxBins, minBinShare, missing, special } = rules;
  const most = maxBins ?? parameters.maxBins;
  return {
    ...parameters,
    trend: trend ?? parameters.trend,
    minBins: minBins ?? Math.min(parameters.minBins, most),
    maxBins: most,
    minBinShare: minBinShare ?? parameters.minBinShare,
    missing: missing ?? parameters.missing,
    special: special ?? parameters.special,
  };
}

/** The trends to try, the best of which is taken. */
export function trendsOf(choice: TrendChoice, expected: ExpectedDirection): readonly Trend[] {
  if (choice === "auto") return ["ascending", "descending", "peak", "valley"];
  if (choice === "monotone" || (choice === "expected" && expected === "none"))
    return ["ascending", "descending"];
  if (choice === "expected") return [expected === "higherIsBetter" ? "descending" : "ascending"];
  return [choice];
}

/**
 * Without smoothing a bin of one outcome has no finite weight of evidence, so it is not admissible.
 * @param rows  all rows of the training sample, missing ones included
 */
export function limitsOf(
  parameters: BinningParameters,
  rows: number,
): Omit<BinLimits, "fixedBoundaries" | "forbiddenBoundaries"> {
  const least = parameters.smoothingRows > 0 || parameters.objective !== "iv" ? 0 : 1;
  return {
    minBins: parameters.minBins,
    maxBins: parameters.maxBins,
    minRows: Math.max(1, parameters.minBinRows, leastRows(parameters.minBinShare, rows)),
    maxRows: mostRows(parameters.maxBinShare, rows),
    minBadRows: Math.max(least, parameters.minBadsPerBin),
    minGoodRows: Math.max(least, parameters.minGoodsPerBin),
    minRateGap: parameters.minRateGap,
    maxPValue: parameters.maxPValue,
    trendInEveryVintage: parameters.over === "everyVintage",
  };
}

/** The fewest rows that are at least this share: 7 of 100 at 0.07, although 0.07 · 100 is above 7 in double precision. */
export function leastRows(share: number, rows: number): number {
  const product = Math.ceil(share * rows);
  return product > 0 && (product - 1) / rows >= share ? product - 1 : product;
}

/** The most rows that are at most this share: 29 of 100 at 0.29, although 0.29 · 100 is below 29. */
function mostRows(share: number, rows: number): number {
  const product = Math.floor(share * rows);
  return (product + 1) / rows <= share ? product + 1 : product;
}

/** What the solver is told of the vintages: counted only where the limits or the objective look at them. */
export function vintageView(
  over: BinningParameters["over"],
  count: () => readonly VintagePreBins[],
): Pick<BinningProblem, "over" | "vintages"> {
  return {
    over: over === "worstVintage" ? over : "sample",
    vintages: over === "sample" ? [] : count(),
  };
}
