import { createRandom } from "#kernel";
import { equalGroups, levelAt, levelsOf, sumOf } from "../evaluation/score-levels.ts";
import type { ScoredRows, ScoreLevels } from "../evaluation/score-levels.ts";
import type { RejectMethod } from "./reject-inference.ts";

/** Declined applicants on the card that was developed on the accepted ones. */
export interface ScoredRejects {
  readonly points: Float64Array;
  readonly pd: Float64Array;
  readonly weights?: Float64Array;
}

/** What is assumed of the rejects. */
export interface RejectInput {
  readonly accepted: ScoredRows;
  readonly rejected: ScoredRejects;
  readonly method: RejectMethod;
  /** How many times as likely bad as an accepted applicant of the same score, ≥ 1; no probability goes above 1. */
  readonly badFactor: number;
  /** Bands of the score for parcelling. */
  readonly parcels: number;
  /** Same seed, same draws. */
  readonly seed: string;
}

/** Rejects as rows with an outcome, to be put beside the accepted ones; columns of equal length. */
export interface InferredRejects {
  /** Index into the rejects; fuzzy augmentation gives one twice unless it is certain. */
  readonly row: Int32Array;
  readonly bad: Uint8Array;
  readonly weights: Float64Array;
}

/**
 * Gives rejects an outcome, so that a card can be refitted on accepted and rejected together.
 * @source N. Siddiqi, Credit Risk Scorecards (2006), ch. 6 (parcelling, fuzzy augmentation, hard cut-off); that none of
 * them adds knowledge: J. Banasik, J. Crook, L. Thomas, JORS 54 (2003)
 */
export function inferRejects(input: RejectInput): InferredRejects {
  const shares = badSharesOf(levelsOf(input.accepted), input.rejected, input);
  const { weights } = input.rejected;
  if (input.method === "fuzzy") return splitRejects(shares, weights);
  return {
    row: Int32Array.from(shares.keys()),
    bad: drawOutcomes(shares, input.seed),
    weights: weights?.slice() ?? new Float64Array(shares.length).fill(1),
  };
}

/** Each reject as a bad and as a good; a part without weight is left out. */
function splitRejects(shares: Float64Array, weights: Float64Array | undefined): InferredRejects {
  const row: number[] = [];
  const bad: number[] = [];
  const parts: number[] = [];
  for (let reject = 0; reject < shares.length; reject++) {
    const weight = weights ? (weights[reject] as number) : 1;
    const share = shares[reject] as number;
    for (const [outcome, part] of [
      [1, share * weight],
      [0, (1 - share) * weight],
    ] as const) {
      if (part <= 0) continue;
      row.push(reject);
      bad.push(outcome);
      parts.push(part);
    }
  }
  return { row: Int32Array.from(row), bad: Uint8Array.from(bad), weights: Float64Array.from(parts) };
}

/** How rejects are dealt with. */
export type RejectChoice = Pick<RejectInput, "method" | "badFactor" | "parcels">;

/**
 * How likely bad each reject is held to be: 0 or 1 for reclassification, whose cut-off makes as many bad as fuzzy
 * augmentation expects.
 * @param accepted  levels of the accepted rows
 */
export function badSharesOf(
  accepted: ScoreLevels,
  rejected: ScoredRejects,
  { method, badFactor, parcels }: RejectChoice,
): Float64Array {
  if (method === "parcelling") return parcelShares(accepted, rejected, badFactor, parcels);
  const shares = rejected.pd.map((pd) => Math.min(1, badFactor * pd));
  return method === "fuzzy" ? shares : hardShares(shares, rejected);
}

function parcelShares(
  levels: ScoreLevels,
  { points }: ScoredRejects,
  badFactor: number,
  parcels: number,
): Float64Array {
  const ends = equalGroups(levels, parcels);
  const starts = Float64Array.from(ends.slice(0, -1), (end) => levels.points[end] as number);
  const shares = ends.map((end, index) => {
    const start = ends[index - 1] ?? 0;
    const bads = sumOf(levels.bads.subarray(start, end));
    const rows = bads + sumOf(levels.goods.subarray(start, end));
    // Half a bad more, so that a band without bads does not promise that there are none among the rejects.
    return Math.min(1, (badFactor * (bads + 0.5)) / (rows + 1));
  });
  return points.map((value) => shares[levelAt(starts, value) + 1] as number);
}

/** The riskiest are bad, about as many (by weight) as the shares promise; equal PDs are never told apart. */
function hardShares(shares: Float64Array, { pd, weights }: ScoredRejects): Float64Array {
  let promised = 0;
  for (let row = 0; row < shares.length; row++) promised += (weights?.[row] ?? 1) * (shares[row] as number);
  const { points: pds, goods } = levelsOf({
    points: pd,
    pd,
    bad: new Uint8Array(pd.length),
    ...(weights && { weights }),
  });
  let level = pds.length;
  let assigned = 0;
  while (level > 0 && assigned + (goods[level - 1] as number) / 2 <= promised) {
    assigned += goods[--level] as number;
  }
  const cutOff = pds[level] ?? Number.POSITIVE_INFINITY;
  return pd.map((value) => (value >= cutOff ? 1 : 0));
}

/** Draws so that the number of bads follows the shares closely: along the rows the promised bads are counted up. */
function drawOutcomes(shares: Float64Array, seed: string): Uint8Array {
  const random = createRandom(seed);
  const order = random.shuffle([...shares.keys()]);
  const bad = new Uint8Array(shares.length);
  let promised = random.next();
  for (const row of order) {
    promised += shares[row] as number;
    if (promised < 1) continue;
    bad[row] = 1;
    promised -= 1;
  }
  return bad;
}
