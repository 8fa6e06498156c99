import { addTallies, badRateOf, type NumericEntry, rowsOf } from "./fine-counts.ts";

/** A stretch of about equally many rows with its raw bad rate: what the bins are an approximation of. */
export interface RateStretch {
  /** Shares of the rows below its ends, 0 to 1. */
  readonly from: number;
  readonly to: number;
  readonly badRate: number;
}

/**
 * The axis on which cuts are moved: every row takes the same room, so that a long tail leaves the middle readable.
 * `shares[b]` is the share of the rows below boundary b, from 0 to 1.
 */
export interface ValueAxis {
  readonly shares: readonly number[];
  readonly stretches: readonly RateStretch[];
}

const rowsOfStretch = 40;
const mostStretches = 48;

export function valueAxisOf(entries: readonly NumericEntry[]): ValueAxis {
  const total = Math.max(
    1,
    entries.reduce((sum, { training }) => sum + rowsOf(training), 0),
  );
  let below = 0;
  const shares = [0, ...entries.map(({ training }) => (below += rowsOf(training)) / total)];
  const wanted = Math.min(mostStretches, Math.max(4, Math.floor(total / rowsOfStretch)));
  const stretches: RateStretch[] = [];
  let first = 0;
  for (let end = 1; end <= entries.length; end++) {
    const isFull = (shares[end] ?? 1) - (shares[first] ?? 0) >= 1 / wanted;
    if (!isFull && end < entries.length) continue;
    const badRate = badRateOf(addTallies(entries.slice(first, end).map(({ training }) => training)));
    if (badRate !== null) stretches.push({ from: shares[first] ?? 0, to: shares[end] ?? 1, badRate });
    first = end;
  }
  return { shares, stretches };
}

/** The boundary nearest to a share of the rows; never one at the ends, where a cut would separate nothing. */
export function nearestBoundary(shares: readonly number[], share: number): number {
  let [nearest, least] = [1, Number.POSITIVE_INFINITY];
  for (let boundary = 1; boundary < shares.length - 1; boundary++) {
    const distance = Math.abs((shares[boundary] ?? 0) - share);
    if (distance < least) [nearest, least] = [boundary, distance];
  }
  return nearest;
}

/** A round number at or above the largest rate, for the top of an axis. */
export function roundTop(largest: number): number {
  const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];
  return steps.find((step) => step >= largest) ?? 1;
}
