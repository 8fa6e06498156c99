import { isOrdinaryDay } from "#association";
import type { DayNumber } from "#operations";
import type { CheckInput } from "./check.ts";

/** Two stretches of days that are compared, both ends included. */
export interface Stretches {
  readonly before: readonly [from: DayNumber, to: DayNumber];
  readonly after: readonly [from: DayNumber, to: DayNumber];
}

const mostDays = 120;
const fewestOrdinaryDays = 15;

/** As much as four months on either side of a day; of what comes gradually, the last four months against those before. */
export function stretchesAround(fromDay: DayNumber, lastDay: DayNumber, isGradual = false): Stretches {
  const to = isGradual ? lastDay : Math.min(lastDay, fromDay + mostDays - 1);
  const from = isGradual ? Math.max(fromDay, lastDay - mostDays + 1) : fromDay;
  return { before: [fromDay - mostDays, fromDay - 1], after: [from, to] };
}

/**
 * Change of an ordinary day's sum from one stretch to the other, as a logarithm; null where either has too few ordinary
 * days or nothing.
 * @param rows  by day
 */
export function changeOf(
  rows: readonly { readonly day: DayNumber; readonly value: number }[],
  { before, after }: Stretches,
): number | null {
  const [earlier, later] = [meanOf(rows, before), meanOf(rows, after)];
  return earlier === null || later === null ? null : Math.log(later / earlier);
}

function meanOf(
  rows: readonly { readonly day: DayNumber; readonly value: number }[],
  [begin, to]: readonly [DayNumber, DayNumber],
): number | null {
  // Days before the first row are not days of nothing.
  const from = Math.max(begin, rows[0]?.day ?? begin);
  let days = 0;
  for (let day = from; day <= to; day++) if (isOrdinaryDay(day)) days++;
  const sum = rows.reduce(
    (total, { day, value }) => (day >= from && day <= to && isOrdinaryDay(day) ? total + value : total),
    0,
  );
  return days < fewestOrdinaryDays || sum <= 0 ? null : sum / days;
}

/**
 * What the plant put out: a voice that neither machines, meters nor people have a part in. By what was received into
 * stock, and only where nobody tells that by what was delivered, which follows weeks later. Null where neither is told.
 */
export function outputChangeOf({ facts }: CheckInput, stretches: Stretches): number | null {
  for (const wanted of ["productionReceipt", "delivery"] as const) {
    const moved = facts.movements.filter(({ kind }) => kind === wanted);
    const rows = moved.map(({ onDay, quantityMilli }) => ({ day: onDay, value: quantityMilli }));
    const change = changeOf(rows, stretches);
    if (change !== null) return change;
  }
  return null;
}
