import { type BusinessDay, dayNumberOf } from "#kernel";
import type { DayNumber, OperatingFacts, StreamName } from "#operations";

/** Streams whose rows happen on `onDay`; the others on `day`, declarations when they are filed. */
const onDayStreams = [
  "masters",
  "twins",
  "orders",
  "movements",
  "services",
  "invoices",
  "payments",
  "stock",
  "customs",
  "registers",
  "loans",
  "designs",
] as const satisfies readonly StreamName[];
const dayStreams = [
  "machineDays",
  "meterDays",
  "collectorDays",
  "workforce",
] as const satisfies readonly StreamName[];

/** The facts without what happened after an earlier day; still as known at the same place of the log. */
export function factsUntil(facts: OperatingFacts, asOf: BusinessDay): OperatingFacts {
  const last = dayNumberOf(asOf);
  const kept: Record<string, unknown> = { asOf, knownAt: facts.knownAt };
  for (const name of onDayStreams) kept[name] = upTo<{ onDay: DayNumber }>(facts[name], last, onDayOf);
  for (const name of dayStreams) kept[name] = upTo<{ day: DayNumber }>(facts[name], last, dayOf);
  kept["declared"] = upTo(facts.declared, last, ({ filedOn }) => filedOn);
  return kept as unknown as OperatingFacts;
}

const onDayOf = ({ onDay }: { readonly onDay: DayNumber }): DayNumber => onDay;
const dayOf = ({ day }: { readonly day: DayNumber }): DayNumber => day;

/** Of rows ordered by day those up to a day. */
export function upTo<Row>(
  rows: readonly Row[],
  last: DayNumber,
  day: (row: Row) => DayNumber,
): readonly Row[] {
  return rows.slice(0, firstAfter(rows, last, day));
}

/** Of rows ordered by day those after `after` and up to `last`. */
export function between<Row>(
  rows: readonly Row[],
  { after, last }: { readonly after: DayNumber; readonly last: DayNumber },
  day: (row: Row) => DayNumber,
): readonly Row[] {
  return rows.slice(firstAfter(rows, after, day), firstAfter(rows, last, day));
}

function firstAfter<Row>(rows: readonly Row[], last: DayNumber, day: (row: Row) => DayNumber): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && day(row) <= last) low = middle + 1;
    else high = middle;
  }
  return low;
}
