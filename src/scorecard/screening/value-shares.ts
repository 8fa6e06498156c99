import type { TrainingRows } from "../binning/training-rows.ts";
import type { CategoricalColumn, IndicatorColumn } from "../sample.ts";

/** Share of missing values among the training rows, and of the most frequent value among the present ones. */
export interface ValueShares {
  readonly missing: number;
  /** 1 when every value is missing. */
  readonly identical: number;
}

/**
 * Shares of the training rows. Exact, but for the most frequent of very many rows when it has less than a half of them: then
 * it is the most frequent of a part of the rows, counted in all.
 * @param order  rows in rising order of the present values, when they were sorted before
 */
export function measureShares(
  column: IndicatorColumn,
  order: Int32Array | null,
  training: TrainingRows,
): ValueShares {
  const { present, longest } =
    column.kind === "categorical"
      ? countCategories(column, training)
      : order
        ? countRuns(pick(column.values, order, training))
        : countContenders(column.values, training);
  return { missing: 1 - present / training.rows, identical: present === 0 ? 1 : longest / present };
}

interface ValueCounts {
  readonly present: number;
  /** Rows of the most frequent value. */
  readonly longest: number;
}

function countCategories({ codes, categories }: CategoricalColumn, { included }: TrainingRows): ValueCounts {
  const counts = new Int32Array(categories.length);
  let present = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (included[row] === 0 || code < 0) continue;
    counts[code] = (counts[code] as number) + 1;
    present++;
  }
  return { present, longest: counts.reduce((most, count) => Math.max(most, count), 0) };
}

function pick(values: Float64Array, order: Int32Array, { included }: TrainingRows): Float64Array {
  const picked = new Float64Array(order.length);
  let size = 0;
  for (const row of order) if (included[row] === 1) picked[size++] = values[row] as number;
  return picked.subarray(0, size);
}

function countRuns(sorted: Float64Array): ValueCounts {
  let run = 0;
  let longest = 0;
  let previous = Number.NaN;
  for (let position = 0; position < sorted.length; position++) {
    const value = sorted[position] as number;
    run = value === previous ? run + 1 : 1;
    if (run > longest) longest = run;
    previous = value;
  }
  return { present: sorted.length, longest };
}

const partRows = 4_096;
const mostContenders = 4;

/** Counts the value that has the majority, if any has, and the most frequent ones of a systematic part of the rows. */
function countContenders(values: Float64Array, { included }: TrainingRows): ValueCounts {
  const contenders = [...new Set([...frequentOfPart(values, included), majorityOf(values, included)])];
  const counts = contenders.map(() => 0);
  let present = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (included[row] === 0 || Number.isNaN(value)) continue;
    present++;
    for (let index = 0; index < contenders.length; index++) {
      if (contenders[index] === value) counts[index] = (counts[index] as number) + 1;
    }
  }
  return { present, longest: Math.max(0, ...counts) };
}

/**
 * The only value that can have more than half of the present rows.
 * @source R. Boyer, J Moore, MJRTY: a fast majority vote algorithm (1981)
 */
function majorityOf(values: Float64Array, included: Uint8Array): number {
  let leader = Number.NaN;
  let lead = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (included[row] === 0 || Number.isNaN(value)) continue;
    if (lead === 0) leader = value;
    lead += value === leader ? 1 : -1;
  }
  return leader;
}

function frequentOfPart(values: Float64Array, included: Uint8Array): readonly number[] {
  const counts = new Map<number, number>();
  const stride = Math.max(1, Math.floor(values.length / partRows));
  for (let row = 0; row < values.length; row += stride) {
    const value = values[row] as number;
    if (included[row] === 1 && !Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, mostContenders)
    .map(([value]) => value);
}
