import { takeRows } from "../data-table.ts";
import type { GroupColumn } from "../evaluation/population.ts";
import type { Sample } from "../sample.ts";

/** The rows of a sample at the given places; the sample itself when they are all. */
export function takeSample(sample: Sample, rows: Int32Array): Sample {
  if (rows.length === sample.bad.length) return sample;
  const { weights, vintages } = sample;
  return {
    indicators: sample.indicators.map((column) => takeRows(column, rows)),
    bad: Uint8Array.from(rows, (row) => sample.bad[row] as number),
    ...(weights === undefined ? {} : { weights: Float64Array.from(rows, (row) => weights[row] as number) }),
    ...(vintages === undefined
      ? {}
      : { vintages: { ...vintages, codes: rows.map((row) => vintages.codes[row] as number) } }),
  };
}

export function takeGroups(groups: readonly GroupColumn[], rows: Int32Array): readonly GroupColumn[] {
  return groups.map((group) => ({ ...group, codes: rows.map((row) => group.codes[row] as number) }));
}
