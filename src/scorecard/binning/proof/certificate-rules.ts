import type { BinningProblem } from "../optimum/binning-problem.ts";
import { divergenceOf, isLargestPart } from "../optimum/divergence.ts";
import { leastChiSquared } from "../optimum/neighbour-test.ts";
import type { Trend } from "../optimum/trend.ts";
import type { Totals } from "../weight-of-evidence.ts";

/** The checker's own reading of a problem: apart from the search, slow and plain. */
export interface CertificateRules {
  readonly isWithin: (bins: number) => boolean;
  readonly isAdmissible: (start: number, end: number) => boolean;
  /** What the binning is worth over the sample, or over its worst vintage. */
  readonly valueOf: (edges: readonly number[]) => number;
  /** Whether no average under these weights can lie below the worst vintage. */
  readonly mayWeigh: (weights: readonly number[]) => boolean;
  /** The weighted part of a bin; NaN when the bin is not admissible. */
  readonly partOf: (start: number, end: number, weights: readonly number[]) => number;
  readonly withOtherBins: (value: number, weights: readonly number[]) => number;
  readonly join: (part: number, rest: number) => number;
  /** In which phases (1 = after the turn) the bin middle … end may stand behind start … middle in `phase`. */
  readonly phasesAfter: (
    trend: Trend,
    phase: number,
    start: number,
    middle: number,
    end: number,
  ) => readonly number[];
  /** Whether a concave or convex trend allows the step to the bin end … next after the one before it. */
  readonly bends: (trend: Trend, start: number, middle: number, end: number, next: number) => boolean;
}

type Course = "rise" | "fall" | "apart";

/** Boundaries that a proof has assumed beyond the problem's own fixed and forbidden ones. */
export interface Decided {
  readonly with: readonly number[];
  readonly without: readonly number[];
}

export function rulesOf(problem: BinningProblem, decided: Decided): CertificateRules {
  const { preBins, limits, vintages, objective, over } = problem;
  const { size } = preBins;
  const mustHave = [...limits.fixedBoundaries, ...decided.with];
  const mustLack = [...limits.forbiddenBoundaries, ...decided.without];
  const least = limits.maxPValue < 1 ? leastChiSquared(limits.maxPValue) : null;
  const samples = over === "sample" ? [{ ...preBins, totals: problem.totals, otherBins: 0 }] : vintages;
  const partsOf = (start: number, end: number): number[] =>
    samples.map((sample) => partIn(problem, sample, start, end));
  const join = (part: number, rest: number): number =>
    isLargestPart(objective) ? Math.max(part, rest) : part + rest;

  const isAdmissible = (start: number, end: number): boolean => {
    if (!(start < end && end <= size)) return false;
    const count = span(preBins.rows, start, end);
    const badCount = span(preBins.badRows, start, end);
    if (count < limits.minRows || count > limits.maxRows) return false;
    if (badCount < limits.minBadRows || count - badCount < limits.minGoodRows) return false;
    if (mustLack.some((boundary) => boundary === start || boundary === end)) return false;
    if (mustHave.some((boundary) => start < boundary && boundary < end)) return false;
    return partsOf(start, end).every((part) => Number.isFinite(part));
  };
  const follows = (course: Course, start: number, middle: number, end: number): boolean =>
    isFarEnough(problem, course, start, middle, end) &&
    (least === null || chiSquaredOf(problem, start, middle, end) >= least) &&
    (!limits.trendInEveryVintage ||
      vintages.every((vintage) => turnIn(vintage, start, middle, end) * signs[course] >= 0));
  const phasesAfter: CertificateRules["phasesAfter"] = (trend, phase, start, middle, end) =>
    movesOf(trend, phase)
      .filter(({ course }) => follows(course, start, middle, end))
      .map(({ to }) => to);
  const bends: CertificateRules["bends"] = (trend, start, middle, end, next) => {
    const before = rateOf(preBins, middle, end) - rateOf(preBins, start, middle);
    const step = rateOf(preBins, end, next) - rateOf(preBins, middle, end);
    return trend === "concave" ? step <= before : step >= before;
  };

  return {
    join,
    phasesAfter,
    bends,
    isAdmissible,
    isWithin: (bins) => bins >= limits.minBins && bins <= limits.maxBins,
    valueOf: (edges) => {
      const sums = samples.map(({ otherBins }) => otherBins);
      for (let bin = 0; bin + 1 < edges.length; bin++) {
        for (const [index, part] of partsOf(edges[bin] as number, edges[bin + 1] as number).entries()) {
          sums[index] = join(sums[index] as number, part);
        }
      }
      return Math.min(...sums);
    },
    mayWeigh: (weights) => mayWeigh(problem, weights),
    partOf: (start, end, weights) =>
      isAdmissible(start, end) ? average(partsOf(start, end), weights) : Number.NaN,
    withOtherBins: (value, weights) =>
      join(
        value,
        average(
          samples.map(({ otherBins }) => otherBins),
          weights,
        ),
      ),
  };
}

/** Whether the bins between these edges are a binning of the trend within the limits. */
export function admits(rules: CertificateRules, edges: readonly number[], trend: Trend): boolean {
  const bins = edges.length - 1;
  const isBent = trend === "concave" || trend === "convex";
  let phases: readonly number[] = [0];
  for (let bin = 0; bin < bins; bin++) {
    const [start, end, next, last] = edges.slice(bin, bin + 4) as [number, number, number, number];
    if (!rules.isAdmissible(start, end)) return false;
    if (bin + 1 < bins) phases = phases.flatMap((phase) => rules.phasesAfter(trend, phase, start, end, next));
    if (isBent && bin + 2 < bins && !rules.bends(trend, start, end, next, last)) return false;
  }
  return rules.isWithin(bins) && phases.length > 0;
}

function mayWeigh({ over, vintages, objective }: BinningProblem, weights: readonly number[]): boolean {
  if (over === "sample") return weights.length === 0;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const isAverage = weights.length === vintages.length && Math.abs(sum - 1) < 1e-12;
  return (
    isAverage && weights.every((one) => one >= 0 && (!isLargestPart(objective) || one === 0 || one === 1))
  );
}

interface Outcomes {
  readonly bads: Float64Array;
  readonly goods: Float64Array;
}

const signs = { rise: 1, fall: -1, apart: 0 } as const;

function movesOf(trend: Trend, phase: number): readonly { readonly course: Course; readonly to: number }[] {
  switch (trend) {
    case "ascending":
      return [{ course: "rise", to: 0 }];
    case "descending":
      return [{ course: "fall", to: 0 }];
    case "peak":
      return phase === 0
        ? [
            { course: "rise", to: 0 },
            { course: "fall", to: 1 },
          ]
        : [{ course: "fall", to: 1 }];
    case "valley":
      return phase === 0
        ? [
            { course: "fall", to: 0 },
            { course: "rise", to: 1 },
          ]
        : [{ course: "rise", to: 1 }];
    default:
      return [{ course: "apart", to: 0 }];
  }
}

function isFarEnough(
  { preBins, limits }: BinningProblem,
  course: Course,
  start: number,
  middle: number,
  end: number,
) {
  const turned = { ...preBins, bads: preBins.goods, goods: preBins.bads };
  const of = course === "fall" ? turned : preBins;
  const step = rateOf(of, middle, end) - rateOf(of, start, middle);
  return (course === "apart" ? Math.abs(step) : step) >= limits.minRateGap;
}

/** z² of the pooled test for two proportions. */
function chiSquaredOf({ preBins }: BinningProblem, start: number, middle: number, end: number): number {
  const left = span(preBins.rows, start, middle);
  const right = span(preBins.rows, middle, end);
  const bads = span(preBins.badRows, start, end);
  const difference = span(preBins.badRows, start, middle) * right - span(preBins.badRows, middle, end) * left;
  const variance = ((left * right) / (left + right)) * bads * (left + right - bads);
  return variance > 0 ? difference ** 2 / variance : Number.NaN;
}

function turnIn({ bads, goods }: Outcomes, start: number, middle: number, end: number): number {
  return (
    span(bads, middle, end) * span(goods, start, middle) -
    span(bads, start, middle) * span(goods, middle, end)
  );
}

function partIn(
  { objective, smoothingRows }: BinningProblem,
  of: Outcomes & { readonly totals: Totals },
  start: number,
  end: number,
): number {
  const bin = { bads: span(of.bads, start, end), goods: span(of.goods, start, end) };
  const below = { bads: of.bads[start] as number, goods: of.goods[start] as number };
  return divergenceOf(objective, bin, below, of.totals, smoothingRows);
}

function rateOf({ bads, goods }: Outcomes, start: number, end: number): number {
  const bad = span(bads, start, end);
  return bad / (bad + span(goods, start, end));
}

function average(values: readonly number[], weights: readonly number[]): number {
  if (weights.length === 0) return values[0] as number;
  return values.reduce((sum, value, index) => sum + value * (weights[index] as number), 0);
}

function span(prefix: ArrayLike<number>, start: number, end: number): number {
  return (prefix[end] as number) - (prefix[start] as number);
}
