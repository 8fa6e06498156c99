import type { DayNumber } from "#operations";
import type { DayWindow } from "../windows.ts";

/** Rows of the days of a window; the rows are ordered by day, as operating facts are. */
export function rowsOfWindow<Row>(
  rows: readonly Row[],
  dayOf: (row: Row) => DayNumber,
  { fromDay, toDay }: DayWindow,
): readonly Row[] {
  const from = firstFrom(rows, dayOf, fromDay);
  const to = firstFrom(rows, dayOf, toDay + 1);
  return from === 0 && to === rows.length ? rows : rows.slice(from, to);
}

/** Index of the first row that is not before the day. */
function firstFrom<Row>(rows: readonly Row[], dayOf: (row: Row) => DayNumber, day: DayNumber): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && dayOf(row) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The stretch of so many days that ends with `toDay`. */
export function daysTo(toDay: DayNumber, days: number): DayWindow {
  return { fromDay: toDay - days + 1, toDay };
}
