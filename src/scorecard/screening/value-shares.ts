import type { TrainingRows } from "../binning/training-rows.ts";
import type { CategoricalColumn, IndicatorColumn } from "../sample.ts";

/** Share of missing values among the training rows, and of the most frequent value among the present ones. */
export interface ValueShares {
  readonly missing: number;
  /** 1 when every value is missing. */
  readonly identical: number;
}

/** @param order  rows in rising order of the present values, when they were sorted before */
export function measureShares(
  column: IndicatorColumn,
  order: Int32Array | null,
  training: TrainingRows,
): ValueShares {
  const { present, longest } =
    column.kind === "categorical"
      ? countCategories(column, training)
      : countRuns(order ? pick(column.values, order, training) : sortPresent(column.values, training));
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

function sortPresent(values: Float64Array, { included }: TrainingRows): Float64Array {
  const present = new Float64Array(values.length);
  let size = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (included[row] === 1 && !Number.isNaN(value)) present[size++] = value;
  }
  return present.subarray(0, size).sort();
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
