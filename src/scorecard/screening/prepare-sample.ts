import { orderOfValues } from "../binning/candidates/pre-bins.ts";
import type { Sample } from "../sample.ts";

/** A sample whose numeric columns are sorted once, so that each of hundreds of fits only walks them. */
export interface PreparedSample {
  readonly sample: Sample;
  /** Row numbers in rising order of the present values; null for categories and where there are too many rows. */
  readonly orders: readonly (Int32Array | null)[];
}

/** Above it a sample is fitted a few times, not hundreds, and sorting costs more than it saves. */
const mostRowsToSort = 20_000;

export function prepareSample(sample: Sample): PreparedSample {
  const isSmall = sample.bad.length <= mostRowsToSort;
  return {
    sample,
    orders: sample.indicators.map((column) =>
      isSmall && column.kind === "numeric" ? orderOfValues(column.values) : null,
    ),
  };
}
