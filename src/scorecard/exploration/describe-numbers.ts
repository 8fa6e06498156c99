import { quantileOfSorted } from "#kernel";
import type { HistogramBar, NumberSummary } from "./exploration.ts";
import type { SortedValues } from "./sorted-values.ts";

const BARS = 20;
const OUTER_FENCE = 3;

/** Position, spread and outliers of the values; null when there are none. */
export function describeNumbers({ values }: SortedValues): NumberSummary | null {
  if (values.length === 0) return null;
  const quantile = (share: number): number => quantileOfSorted(values, share);
  const q1 = quantile(0.25);
  const q3 = quantile(0.75);
  const reach = OUTER_FENCE * (q3 - q1);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    min: values[0] as number,
    p1: quantile(0.01),
    p5: quantile(0.05),
    q1,
    median: quantile(0.5),
    q3,
    p95: quantile(0.95),
    p99: quantile(0.99),
    max: values[values.length - 1] as number,
    mean,
    standardDeviation: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)),
    zeros: countWhile(values, (value) => value <= 0) - countWhile(values, (value) => value < 0),
    negatives: countWhile(values, (value) => value < 0),
    outliersBelow: countWhile(values, (value) => value < q1 - reach),
    outliersAbove: values.length - countWhile(values, (value) => value <= q3 + reach),
  };
}

/** Bars of equal width between the 1 % and the 99 % quantile; what lies outside is in the open outer ones. */
export function histogramOf({ values, bad }: SortedValues, summary: NumberSummary): readonly HistogramBar[] {
  const { p1, p99 } = summary;
  if (!(p99 > p1))
    return [{ from: null, to: null, count: values.length, bads: bad.reduce((sum, of) => sum + of, 0) }];
  const width = (p99 - p1) / BARS;
  const bars = Array.from({ length: BARS }, (_, bar) => ({
    from: bar === 0 ? null : p1 + bar * width,
    to: bar === BARS - 1 ? null : p1 + (bar + 1) * width,
    count: 0,
    bads: 0,
  }));
  values.forEach((value, position) => {
    const bar = bars[
      Math.min(BARS - 1, Math.max(0, Math.floor((value - p1) / width)))
    ] as (typeof bars)[number];
    bar.count++;
    bar.bads += bad[position] as number;
  });
  return bars;
}

/** How many rising values meet what the smaller ones meet and the larger ones do not. */
function countWhile(rising: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(rising[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
