/** Rank agreement of two ratings of the same enterprises, with its spread. */
export interface RankAgreement {
  /** Kendall's τ-b in [−1, 1], ties corrected; null when one of the two rates everything alike. */
  readonly tau: number | null;
  /** 95 % interval by the jackknife over enterprises, within [−1, 1]; null below five pairs. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Enterprises that both have rated. */
  readonly count: number;
}

/**
 * Kendall's τ-b: how far two orders agree. Values that are NaN on either side are left out.
 * @param ours  higher is better
 * @param theirs  higher is better, same length; ties are usual in a bank's ratings
 * @source M. G. Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945)
 */
export function kendallTau(ours: ArrayLike<number>, theirs: ArrayLike<number>): RankAgreement {
  const rows = Array.from({ length: ours.length }, (_, row) => row).filter(
    (row) => !Number.isNaN(ours[row]) && !Number.isNaN(theirs[row]),
  );
  const left = Float64Array.from(rows, (row) => ours[row] as number);
  const right = Float64Array.from(rows, (row) => theirs[row] as number);
  const counts = countPairs(left, right);
  return { tau: tauOf(counts.total), interval: jackknife(counts), count: rows.length };
}

interface PairCounts {
  readonly concordant: number;
  readonly discordant: number;
  readonly tiedLeft: number;
  readonly tiedRight: number;
  readonly pairs: number;
}

const noPairs: PairCounts = { concordant: 0, discordant: 0, tiedLeft: 0, tiedRight: 0, pairs: 0 };

/** All pairs, and those in which each row takes part. */
function countPairs(
  left: Float64Array,
  right: Float64Array,
): { readonly total: PairCounts; readonly ofRow: readonly PairCounts[] } {
  const ofRow = Array.from({ length: left.length }, () => ({ ...noPairs }));
  const total = { ...noPairs };
  for (let i = 0; i < left.length; i++) {
    for (let j = i + 1; j < left.length; j++) {
      const a = Math.sign((left[i] as number) - (left[j] as number));
      const b = Math.sign((right[i] as number) - (right[j] as number));
      for (const counts of [total, ofRow[i] ?? total, ofRow[j] ?? total]) {
        counts.pairs++;
        if (a * b > 0) counts.concordant++;
        else if (a * b < 0) counts.discordant++;
        if (a === 0) counts.tiedLeft++;
        if (b === 0) counts.tiedRight++;
      }
    }
  }
  return { total, ofRow };
}

function tauOf({ concordant, discordant, tiedLeft, tiedRight, pairs }: PairCounts): number | null {
  const scale = Math.sqrt((pairs - tiedLeft) * (pairs - tiedRight));
  return scale === 0 ? null : (concordant - discordant) / scale;
}

const leastForInterval = 5;
const normal95 = 1.959964;

/** The spread when one enterprise at a time is left out (Tukey's jackknife). */
function jackknife({ total, ofRow }: ReturnType<typeof countPairs>): RankAgreement["interval"] {
  const tau = tauOf(total);
  if (tau === null || ofRow.length < leastForInterval) return null;
  const without = ofRow.map((row) => tauOf(subtract(total, row)) ?? tau);
  const mean = without.reduce((sum, value) => sum + value, 0) / without.length;
  const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(((without.length - 1) / without.length) * squares);
  return [Math.max(-1, tau - normal95 * error), Math.min(1, tau + normal95 * error)];
}

function subtract(total: PairCounts, part: PairCounts): PairCounts {
  return {
    concordant: total.concordant - part.concordant,
    discordant: total.discordant - part.discordant,
    tiedLeft: total.tiedLeft - part.tiedLeft,
    tiedRight: total.tiedRight - part.tiedRight,
    pairs: total.pairs - part.pairs,
  };
}
