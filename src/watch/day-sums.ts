/** A stretch of days, both ends included, as days since 1970-01-01. */
export interface DayStretch {
  readonly from: number;
  readonly to: number;
}

/** One value a day, days without one left out; any stretch is summed by two look-ups. */
export interface DaySums {
  /** Ascending, each day once. */
  readonly days: Int32Array;
  /** One longer than `days`: the sum of all values before each day. Whole numbers below 2^53, so nothing is rounded. */
  readonly before: Float64Array;
}

/**
 * Series of whatever order and with several values a day; whole fen, watt-hours, milliseconds or counts.
 * @throws when the sum of all is beyond what is exact, 9 × 10^15: ninety trillion yuan, in one enterprise
 */
export function daySumsOf(rows: readonly (readonly [day: number, value: bigint | number])[]): DaySums {
  const totals = new Map<number, number>();
  for (const [day, value] of rows) totals.set(day, (totals.get(day) ?? 0) + Number(value));
  return daySumsOfTotals(totals);
}

/** The same from one whole total a day. */
export function daySumsOfTotals(totals: ReadonlyMap<number, number>): DaySums {
  const days = Int32Array.from(totals.keys());
  // Rows mostly come in order; looking is cheaper than sorting.
  if (days.some((day, place) => day < (days[place - 1] ?? day))) days.sort();
  const before = new Float64Array(days.length + 1);
  let sum = 0;
  let size = 0;
  for (let place = 0; place < days.length; place++) {
    const value = totals.get(days[place] ?? 0) ?? 0;
    sum += value;
    size += Math.abs(value);
    before[place + 1] = sum;
  }
  if (size > Number.MAX_SAFE_INTEGER) throw new Error(`A series sums to ${size}, which is not exact`);
  return { days, before };
}

/**
 * The sums of all totals from those of earlier ones: what lies before the first change is kept, so that a month more
 * costs a month, however long the history is.
 * @param changes  `added` are the days that the earlier sums do not have, in whatever order
 */
export function extendDaySums(
  earlier: DaySums,
  changes: {
    readonly totals: ReadonlyMap<number, number>;
    readonly added: readonly number[];
    readonly changedFrom: number;
  },
): DaySums {
  const { totals, added, changedFrom } = changes;
  const kept = placeAfter(earlier.days, changedFrom - 1);
  const days = new Int32Array(earlier.days.length + added.length);
  days.set(earlier.days);
  days.set(added, earlier.days.length);
  days.subarray(kept).sort();
  const before = new Float64Array(days.length + 1);
  before.set(earlier.before.subarray(0, kept + 1));
  let sum = before[kept] ?? 0;
  for (let place = kept; place < days.length; place++) {
    sum += totals.get(days[place] ?? 0) ?? 0;
    before[place + 1] = sum;
  }
  checkExact(before);
  return { days, before };
}

/** Steps of the sums up to the last, so that sums of both signs cannot hide what is too large. */
function checkExact(before: Float64Array): void {
  let size = 0;
  let last = 0;
  for (let place = 1; place < before.length; place++) {
    const sum = before[place] ?? 0;
    size += Math.abs(sum - last);
    last = sum;
  }
  if (size > Number.MAX_SAFE_INTEGER) throw new Error(`A series sums to ${size}, which is not exact`);
}

/** The sum of the values on days of the stretches. */
export function sumOf(sums: DaySums, stretches: readonly DayStretch[]): bigint {
  return BigInt(numberSumOf(sums, stretches));
}

/** The same as a number, exact as well. */
export function numberSumOf(sums: DaySums, stretches: readonly DayStretch[]): number {
  let total = 0;
  for (const { from, to } of stretches) {
    total +=
      (sums.before[placeAfter(sums.days, to)] ?? 0) - (sums.before[placeAfter(sums.days, from - 1)] ?? 0);
  }
  return total;
}

/** How many days of the stretches have a value. */
export function knownDaysOf(sums: DaySums, stretches: readonly DayStretch[]): number {
  let count = 0;
  for (const { from, to } of stretches) count += placeAfter(sums.days, to) - placeAfter(sums.days, from - 1);
  return count;
}

/** The last day with a value up to `day`; null before the first. */
export function lastDayUpTo(sums: DaySums, day: number): number | null {
  return sums.days[placeAfter(sums.days, day) - 1] ?? null;
}

/** The first day with a value; null where there is none. */
export function firstDayOfSums(sums: DaySums): number | null {
  return sums.days[0] ?? null;
}

/** The days with a value within a stretch, with their values, oldest first. */
export function valuesWithin(
  sums: DaySums,
  { from, to }: DayStretch,
): { readonly day: number; readonly value: bigint }[] {
  const first = placeAfter(sums.days, from - 1);
  const days = sums.days.subarray(first, placeAfter(sums.days, to));
  return Array.from(days, (day, index) => ({
    day,
    value: BigInt((sums.before[first + index + 1] ?? 0) - (sums.before[first + index] ?? 0)),
  }));
}

/** The values within a stretch as numbers, oldest first; for order statistics, never for sums of money. */
export function numbersWithin(sums: DaySums, { from, to }: DayStretch): Float64Array {
  const first = placeAfter(sums.days, from - 1);
  const values = new Float64Array(placeAfter(sums.days, to) - first);
  for (let index = 0; index < values.length; index++) {
    values[index] = (sums.before[first + index + 1] ?? 0) - (sums.before[first + index] ?? 0);
  }
  return values;
}

/** The days with a value within a stretch, ascending; a view, not a copy. */
export function daysWithin(sums: DaySums, { from, to }: DayStretch): Int32Array {
  return sums.days.subarray(placeAfter(sums.days, from - 1), placeAfter(sums.days, to));
}

/** How many of the ascending days are not later than `day`. */
function placeAfter(days: Int32Array, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
