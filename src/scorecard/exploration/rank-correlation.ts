import type { NumericColumn } from "../sample.ts";
import type { PairCorrelation } from "./exploration.ts";

/**
 * Spearman's rank correlation of every pair of columns, over the rows where both have a value.
 * @param mostRows  of a larger sample evenly spaced rows are taken
 * @returns pairs of at least `least` in size, largest first, and the rows looked at
 * @source C. Spearman 1904; ties share their mean rank
 */
export function correlateRanks(
  columns: readonly NumericColumn[],
  { mostRows, least }: { readonly mostRows: number; readonly least: number },
): { readonly pairs: readonly PairCorrelation[]; readonly rows: number } {
  const all = columns[0]?.values.length ?? 0;
  const rows = Math.min(all, mostRows);
  const taken = columns.map(({ values }) =>
    Float64Array.from({ length: rows }, (_, row) => values[Math.floor((row * all) / rows)] as number),
  );
  const ranks = taken.map(ranksOf);
  const pairs: PairCorrelation[] = [];
  columns.forEach(({ id: left }, i) => {
    for (let j = i + 1; j < columns.length; j++) {
      const correlation = correlatePresent(ranks[i] as Float64Array, ranks[j] as Float64Array);
      if (Math.abs(correlation) >= least) {
        pairs.push({ left, right: (columns[j] as NumericColumn).id, correlation });
      }
    }
  });
  pairs.sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
  return { pairs, rows };
}

/** Mean ranks from 1; NaN stays NaN. */
function ranksOf(values: Float64Array): Float64Array {
  const order = Int32Array.from(values.keys())
    .filter((row) => !Number.isNaN(values[row] as number))
    .sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === values[order[start] as number]) end++;
    for (let place = start; place < end; place++) ranks[order[place] as number] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** Pearson's correlation over the rows where neither is missing; 0 when one does not vary there. */
function correlatePresent(left: Float64Array, right: Float64Array): number {
  let rows = 0;
  let leftSum = 0;
  let rightSum = 0;
  for (let row = 0; row < left.length; row++) {
    if (Number.isNaN((left[row] as number) + (right[row] as number))) continue;
    rows++;
    leftSum += left[row] as number;
    rightSum += right[row] as number;
  }
  let both = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (let row = 0; row < left.length; row++) {
    const l = (left[row] as number) - leftSum / rows;
    const r = (right[row] as number) - rightSum / rows;
    if (Number.isNaN(l + r)) continue;
    both += l * r;
    leftSquares += l * l;
    rightSquares += r * r;
  }
  return leftSquares > 0 && rightSquares > 0 ? both / Math.sqrt(leftSquares * rightSquares) : 0;
}
