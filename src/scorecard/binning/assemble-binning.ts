import type { BinningParameters } from "../parameters.ts";
import type { Bin } from "./bin.ts";
import type { Binning, ObjectiveBounds } from "./binning.ts";
import { describeBins, trendOfRates } from "./describe-bins.ts";
import type { CountedBin } from "./counted-bin.ts";
import { divergenceOf, isLargestPart } from "./optimum/divergence.ts";
import type { SearchedColumn } from "./search-column.ts";
import { addOutcomes } from "./counting/present-rows.ts";
import { smoothingOf } from "./smoothing.ts";
import type { Totals } from "./weight-of-evidence.ts";

interface BinningParts {
  readonly valueKind: Binning["valueKind"];
  readonly parameters: BinningParameters;
  readonly totals: Totals;
  /** In their order. */
  readonly valueBins: readonly CountedBin[];
  /** Special, other and missing bins, in their order. */
  readonly apart: readonly CountedBin[];
}

type Origin =
  | { readonly kind: "given" }
  /** `upper` bounds what the solver was not asked, such as groups that are not neighbours; absent when nothing was left out. */
  | { readonly kind: "found"; readonly found: SearchedColumn; readonly upper?: number };

/** Value bins and the bins beside them as the answer for one indicator. */
export function assembleBinning(parts: BinningParts & Origin): Binning {
  const { valueKind, parameters, totals, valueBins } = parts;
  const { apart } = parts;
  const bins = [...valueBins, ...apart];
  const { smoothingRows } = parameters;
  const constant = divergenceOfAll(apart, parts);
  const described = describeBins(bins, totals, smoothingRows);
  const joined = joinMerged(bins, described.bins);
  return {
    kind: "binned",
    valueKind,
    ...(parts.kind === "given"
      ? givenAnswer(valueBins, divergenceOfAll(joined, parts))
      : afterMerging(
          answerOf(parts.found, parts.upper, constant, parameters),
          divergenceOfAll(bins, parts) - divergenceOfAll(joined, parts),
          parameters,
        )),
    cuts: valueBins.flatMap(({ kind }) => (kind.kind === "range" && kind.from !== null ? [kind.from] : [])),
    ...described,
  };
}

/** Bins that were merged counted with the one they went to. */
function joinMerged(bins: readonly CountedBin[], described: readonly Bin[]): readonly CountedBin[] {
  return bins.flatMap((bin, place) => {
    if (described[place]?.mergedInto !== undefined) return [];
    const merged = bins.filter((_, other) => described[other]?.mergedInto === place);
    const outcomes = merged.reduce((sum, other) => addOutcomes(sum, other.outcomes), bin.outcomes);
    return [{ ...bin, outcomes }];
  });
}

/**
 * Merging after the optimum was found costs something, and other value bins might have lost less: what they reach is less
 * by that, and what no choice exceeds stays, as joining two bins never adds to a divergence.
 */
function afterMerging(
  answer: ReturnType<typeof answerOf>,
  loss: number,
  { objective, over }: BinningParameters,
): ReturnType<typeof answerOf> {
  if (over === "worstVintage" || isLargestPart(objective) || loss <= 0) return answer;
  const { lower, upper } = answer.certificate;
  return { ...answer, status: "bounded", certificate: { lower: lower - loss, upper } };
}

function answerOf(
  { solution, problem, everyValue }: SearchedColumn,
  upper: number | undefined,
  constant: number,
  { objective, over }: BinningParameters,
): Pick<Binning, "status" | "trend" | "certificate" | "candidates"> {
  // The worst vintage has its own bins beside the values in its figure; of a largest part nothing can be added.
  const beside = over === "worstVintage" || isLargestPart(objective) ? 0 : constant;
  const other = upper ?? 0;
  const isRounding = other - solution.upper <= 1e-12 * Math.max(1, solution.upper);
  const bound = isRounding ? solution.upper : other;
  return {
    status: solution.kind === "optimal" && bound <= solution.lower ? "optimal" : "bounded",
    trend: solution.trend,
    certificate: { lower: solution.lower + beside, upper: bound + beside },
    candidates: { preBins: problem.preBins.size, everyValue },
  };
}

function givenAnswer(
  valueBins: readonly CountedBin[],
  value: number,
): Pick<Binning, "status" | "trend" | "certificate" | "candidates"> {
  const rates = valueBins
    .filter(({ outcomes }) => outcomes.goodRows + outcomes.badRows > 0)
    .map(({ outcomes: { bads, goods } }) => bads / (bads + goods));
  const certificate: ObjectiveBounds = { lower: value, upper: value };
  return {
    status: "given",
    trend: trendOfRates(rates),
    certificate,
    candidates: { preBins: valueBins.length, everyValue: false },
  };
}

/** The objective over bins that stand on their own. */
function divergenceOfAll(bins: readonly CountedBin[], { parameters, totals }: BinningParts): number {
  const { objective, smoothingRows } = parameters;
  let below: Totals = { bads: 0, goods: 0 };
  let value = 0;
  for (const bin of bins) {
    const { outcomes } = bin;
    const part = divergenceOf(objective, outcomes, below, totals, smoothingOf(bin, smoothingRows));
    value = isLargestPart(objective) ? Math.max(value, part) : value + part;
    below = { bads: below.bads + outcomes.bads, goods: below.goods + outcomes.goods };
  }
  return value;
}
