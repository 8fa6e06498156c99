import type { DayNumber } from "#operations";
import { type IndicatorValue, missing } from "../definition.ts";
import { changeOf } from "../operating/estimates.ts";
import type { OperatingView } from "../operating/operating-view.ts";

/** Change of a sum between the 365 days to T and the 365 before, for rows that reach back so far. */
export function yearChange<Row extends { readonly onDay: DayNumber }>(
  { lastDay }: OperatingView,
  rows: readonly Row[],
  amountOf: (row: Row) => bigint,
): IndicatorValue {
  const first = rows.reduce((least, { onDay }) => Math.min(least, onDay), lastDay);
  if (first > lastDay - 730 + 95) return missing("noEarlierFigure");
  let [now, before] = [0n, 0n];
  for (const row of rows) {
    if (row.onDay > lastDay - 365) now += amountOf(row);
    else if (row.onDay > lastDay - 730) before += amountOf(row);
  }
  return changeOf(now, before, "noEarlierFigure");
}
