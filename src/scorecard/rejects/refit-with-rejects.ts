import { takeRows } from "../data-table.ts";
import { developScorecard } from "../develop-scorecard.ts";
import { aucOf } from "../evaluation/delong.ts";
import { cutOffOfRate } from "../evaluation/measure-swap-set.ts";
import { levelsOf } from "../evaluation/score-levels.ts";
import type { RulesByIndicator, ScorecardParameters } from "../parameters.ts";
import type { IndicatorColumn, Sample } from "../sample.ts";
import type { Scorecard } from "../scorecard.ts";
import { scoreSample } from "../scoring/score-sample.ts";
import { inferRejects } from "./infer-rejects.ts";
import type { InferredRejects, RejectChoice } from "./infer-rejects.ts";
import type { RejectRefit } from "./reject-inference.ts";

/** A development on accepted applicants, and the declined ones. */
export interface RefitInput {
  readonly sample: Sample;
  /** Developed on the sample. */
  readonly card: Scorecard;
  /** The sample's indicators, in its order and with its categories; at least one row. */
  readonly rejects: readonly IndicatorColumn[];
  readonly parameters: ScorecardParameters;
  readonly rules?: RulesByIndicator;
  /** The largest factor tried, and the bands of parcelling. */
  readonly choice: Pick<RejectChoice, "badFactor" | "parcels">;
  /** Same seed, same draws. */
  readonly seed: string;
}

/**
 * Develops the card again with the rejects, by each method at factor 1 and at the factor chosen: how much of the card
 * hangs on what is assumed of people whose outcome nobody saw.
 * @returns up to six refits, each taking as long as the development
 * @throws as `developScorecard`
 */
export function refitWithRejects(input: RefitInput): readonly RejectRefit[] {
  const factors = input.choice.badFactor === 1 ? [1] : [1, input.choice.badFactor];
  const accepted = scoreOf(input.card, input.sample.indicators);
  const rejected = scoreOf(input.card, input.rejects);
  return (["parcelling", "fuzzy", "reclassification"] as const).flatMap((method) =>
    factors.map((badFactor): RejectRefit => {
      const { weights } = input.sample;
      const inferred = inferRejects({
        accepted: { ...accepted, bad: input.sample.bad, ...(weights && { weights }) },
        rejected,
        method,
        badFactor,
        parcels: input.choice.parcels,
        seed: input.seed,
      });
      const sample = joinRejects(input.sample, input.rejects, inferred);
      const card = developScorecard(sample, input.parameters, input.rules);
      return { method, badFactor, ...compareCards(input, card, [accepted, rejected]) };
    }),
  );
}

/** The sample with the inferred rejects below it; vintages are left out, since rejects have none. */
export function joinRejects(
  { indicators, bad, weights }: Sample,
  rejects: readonly IndicatorColumn[],
  inferred: InferredRejects,
): Sample {
  const rows = bad.length + inferred.row.length;
  const joined = { bad: new Uint8Array(rows), weights: new Float64Array(rows).fill(1) };
  joined.bad.set(bad);
  joined.bad.set(inferred.bad, bad.length);
  if (weights) joined.weights.set(weights);
  joined.weights.set(inferred.weights, bad.length);
  const columns = indicators.map((column, index) =>
    joinColumns(column, takeRows(rejects[index] as IndicatorColumn, inferred.row)),
  );
  return { ...joined, indicators: columns };
}

interface Scored {
  readonly points: Float64Array;
  readonly pd: Float64Array;
}

function scoreOf(card: Scorecard, indicators: readonly IndicatorColumn[]): Scored {
  const { points, rawPd } = scoreSample(card, indicators);
  return { points, pd: rawPd };
}

function compareCards(
  { sample, rejects }: RefitInput,
  card: Scorecard,
  [oldAccepted, oldRejected]: readonly [Scored, Scored],
): Omit<RejectRefit, "method" | "badFactor"> {
  const accepted = scoreOf(card, sample.indicators);
  const rejected = scoreOf(card, rejects);
  const { weights } = sample;
  const observed = { ...accepted, bad: sample.bad, ...(weights && { weights }) };
  const decided = approvals(accepted, rejected);
  const decidedBefore = approvals(oldAccepted, oldRejected);
  const same = decided.filter((approved, row) => approved === decidedBefore[row]).length;
  return {
    indicators: card.indicators.map(({ id }) => id),
    auc: aucOf(levelsOf(observed)).auc,
    acceptedPd: meanOf(accepted.pd),
    rejectPd: meanOf(rejected.pd),
    sameDecisions: same / decided.length,
  };
}

/** 1 for each applicant approved when the best are, as many as were accepted. */
function approvals(accepted: Scored, rejected: Scored): Uint8Array {
  const points = new Float64Array(accepted.points.length + rejected.points.length);
  points.set(accepted.points);
  points.set(rejected.points, accepted.points.length);
  const levels = levelsOf({ points, pd: points, bad: new Uint8Array(points.length) });
  const cutOff = cutOffOfRate(levels, accepted.points.length / points.length);
  return Uint8Array.from(points, (value) => (value >= cutOff ? 1 : 0));
}

function joinColumns(above: IndicatorColumn, below: IndicatorColumn): IndicatorColumn {
  if (above.kind === "numeric" && below.kind === "numeric") {
    const values = new Float64Array(above.values.length + below.values.length);
    values.set(above.values);
    values.set(below.values, above.values.length);
    return { ...above, values };
  }
  if (above.kind === "categorical" && below.kind === "categorical") {
    const codes = new Int32Array(above.codes.length + below.codes.length);
    codes.set(above.codes);
    codes.set(below.codes, above.codes.length);
    return { ...above, codes };
  }
  throw new TypeError(`the rejects' column ${below.id} is not of the kind of ${above.id}`);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value / values.length, 0);
}
