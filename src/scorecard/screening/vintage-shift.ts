import type { Vintages } from "../sample.ts";

/**
 * Population stability index Σ (last − first) · ln(last / first) of the bins' shares between the first and the last vintage
 * that have rows; an empty bin counts as half a row. Null when only one vintage has rows.
 * @source N. Siddiqi, Credit Risk Scorecards (2006), ch. 9
 */
export function shiftOfVintages(
  codes: Uint8Array,
  bins: number,
  { codes: vintages, labels }: Vintages,
  included: Uint8Array,
): number | null {
  const counts = labels.map(() => new Float64Array(bins));
  for (let row = 0; row < codes.length; row++) {
    const count = counts[vintages[row] as number];
    if (included[row] === 0 || count === undefined) continue;
    const bin = codes[row] as number;
    count[bin] = (count[bin] as number) + 1;
  }
  const filled = counts.filter((count) => count.some((rows) => rows > 0));
  const [first] = filled;
  const last = filled.at(-1);
  if (first === undefined || last === undefined || filled.length < 2) return null;
  const occupied = [...first.keys()].filter((bin) => (first[bin] as number) + (last[bin] as number) > 0);
  const before = sharesOf(first, occupied);
  const after = sharesOf(last, occupied);
  return before.reduce((sum, share, index) => {
    const later = after[index] as number;
    return sum + (later - share) * Math.log(later / share);
  }, 0);
}

function sharesOf(counts: Float64Array, bins: readonly number[]): readonly number[] {
  const rows = bins.map((bin) => Math.max(0.5, counts[bin] as number));
  const total = rows.reduce((sum, count) => sum + count, 0);
  return rows.map((count) => count / total);
}
