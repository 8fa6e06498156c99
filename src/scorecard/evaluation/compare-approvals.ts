import { quantileOfSorted, type Random } from "#kernel";
import { levelsOf, sumOf } from "./score-levels.ts";
import { aucEstimate } from "./delong.ts";
import type { Estimate } from "./estimate.ts";

/** Two rankings of the same rows with known outcome; a higher risk is riskier. */
export interface ComparedRisks {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly bad: Uint8Array;
}

/** What approving by the first ranking instead of the second would have changed. */
export interface ApprovalComparison {
  /** Share of the rows that is approved. */
  readonly approvalRate: number;
  /** Bads among the approved, by each ranking. */
  readonly firstBadRate: Estimate;
  readonly secondBadRate: Estimate;
  /** 1 − first / second at the same approval rate; positive when the first lets fewer bads in. */
  readonly badRateFall: Estimate;
  /** Approvals by the first at the second's bad rate over the second's, less 1. */
  readonly approvalsRise: Estimate;
}

/**
 * Compares two rankings at one approval rate. Intervals are percentiles of a bootstrap over rows, moved by the bias that
 * it shows, both rankings drawn together, so that what they share cancels. Rows of equal risk at the border count in part.
 * @param options.approvalRate  in (0, 1)
 * @returns NaN figures where the second ranking lets no bad in
 * @source B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), ch. 13
 */
export function compareApprovals(
  risks: ComparedRisks,
  options: {
    readonly approvalRate: number;
    readonly confidence: number;
    readonly rounds: number;
    readonly random: Random;
  },
): ApprovalComparison {
  const { approvalRate, confidence, rounds, random } = options;
  const orders = { first: orderBy(risks.first), second: orderBy(risks.second) };
  const ones = new Float64Array(risks.bad.length).fill(1);
  const found = measure(risks, orders, { weights: ones, approvalRate });
  const drawn = Array.from({ length: rounds }, () =>
    measure(risks, orders, { weights: drawRows(risks.bad.length, random), approvalRate }),
  );
  const estimate = (figure: (one: Measured) => number): Estimate =>
    percentiles(figure(found), drawn.map(figure), confidence);
  return {
    approvalRate,
    firstBadRate: estimate(({ firstBadRate }) => firstBadRate),
    secondBadRate: estimate(({ secondBadRate }) => secondBadRate),
    badRateFall: estimate(({ firstBadRate, secondBadRate }) => 1 - firstBadRate / secondBadRate),
    approvalsRise: estimate(({ rise }) => rise),
  };
}

/** Area under the ROC curve of risks (higher is riskier) with DeLong's interval. */
export function aucOfRisks(risk: Float64Array, bad: Uint8Array, confidence: number): Estimate {
  return aucEstimate(levelsOf({ points: risk.map((value) => -value), pd: risk, bad }), confidence);
}

interface Measured {
  readonly firstBadRate: number;
  readonly secondBadRate: number;
  readonly rise: number;
}

/** Rows by rising risk, and the risks themselves. */
interface Ordered {
  readonly rows: Int32Array;
  readonly risk: Float64Array;
}

function measure(
  { bad }: ComparedRisks,
  { first, second }: { readonly first: Ordered; readonly second: Ordered },
  { weights, approvalRate }: { readonly weights: Float64Array; readonly approvalRate: number },
): Measured {
  const secondCurve = curveOf(second, bad, weights);
  const firstCurve = curveOf(first, bad, weights);
  const secondBadRate = badRateAt(secondCurve, approvalRate);
  return {
    firstBadRate: badRateAt(firstCurve, approvalRate),
    secondBadRate,
    rise: largestShareWithin(firstCurve, secondBadRate) / approvalRate - 1,
  };
}

/** Cumulative weight and bads after each group of equal risk, the safest first. */
interface Curve {
  readonly weight: readonly number[];
  readonly bads: readonly number[];
}

function curveOf({ rows, risk }: Ordered, bad: Uint8Array, weights: Float64Array): Curve {
  const curve: { weight: number[]; bads: number[] } = { weight: [0], bads: [0] };
  let weight = 0;
  let bads = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    weight += weights[row] as number;
    bads += (weights[row] as number) * (bad[row] as number);
    const next = rows[at + 1];
    if (next !== undefined && risk[next] === risk[row]) continue;
    curve.weight.push(weight);
    curve.bads.push(bads);
  }
  return curve;
}

function badRateAt({ weight, bads }: Curve, share: number): number {
  const wanted = share * (weight.at(-1) as number);
  for (let at = 1; at < weight.length; at++) {
    const end = weight[at] as number;
    if (end < wanted) continue;
    const start = weight[at - 1] as number;
    const part = end === start ? 0 : (wanted - start) / (end - start);
    const before = bads[at - 1] as number;
    return (before + part * ((bads[at] as number) - before)) / wanted;
  }
  return Number.NaN;
}

/** The largest share that may be approved with a bad rate not above the given one. */
function largestShareWithin({ weight, bads }: Curve, badRate: number): number {
  const total = weight.at(-1) as number;
  for (let at = weight.length - 1; at > 0; at--) {
    const end = weight[at] as number;
    if (end > 0 && (bads[at] as number) / end <= badRate) return end / total;
    const start = weight[at - 1] as number;
    const before = bads[at - 1] as number;
    // Inside the group the rate is linear in what is taken of it: solve for the part.
    const slope = (bads[at] as number) - before - badRate * (end - start);
    const part = slope === 0 ? 0 : (badRate * start - before) / slope;
    if (part >= 0 && part <= 1) return (start + part * (end - start)) / total;
  }
  return 0;
}

function orderBy(risk: Float64Array): Ordered {
  return {
    risk,
    rows: Int32Array.from(risk.keys()).sort(
      (left, right) => (risk[left] as number) - (risk[right] as number) || left - right,
    ),
  };
}

function drawRows(rows: number, random: Random): Float64Array {
  const weights = new Float64Array(rows);
  for (let draw = 0; draw < rows; draw++) {
    const row = random.integer(rows);
    weights[row] = (weights[row] as number) + 1;
  }
  return weights;
}

/** Percentiles of the draws, moved by twice the bias that drawing shows: a largest share is overstated by each draw. */
function percentiles(value: number, drawn: readonly number[], confidence: number): Estimate {
  const sorted = Float64Array.from(drawn.filter(Number.isFinite)).sort();
  if (sorted.length < 2) return { value, low: Number.NaN, high: Number.NaN };
  const bias = sumOf(sorted) / sorted.length - value;
  const tail = (1 - confidence) / 2;
  const low = quantileOfSorted(sorted, tail) - 2 * bias;
  const high = quantileOfSorted(sorted, 1 - tail) - 2 * bias;
  return { value, low: Math.min(low, value), high: Math.max(high, value) };
}
