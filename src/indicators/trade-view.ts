import { dayMs, monthOfNumber } from "#kernel";
import type { TradeFacts, TradeSlice } from "./facts.ts";
import type { DayWindow } from "./windows.ts";

/** Exact sums of the slices of a window. */
export interface TradeSum {
  validCount: number;
  netFen: bigint;
  taxFen: bigint;
  grossFen: bigint;
  voidCount: number;
  redCount: number;
  redFen: bigint;
  zeroCount: number;
  mismatchCount: number;
  reusedCount: number;
  /** Days with a valid invoice. */
  activeDays: number;
}

/** One calendar month; months without an invoice between two that have some are present with zeros. */
export interface TradeMonth {
  readonly month: string;
  readonly sum: TradeSum;
}

/** Sums all slices, or those inside the window; a window's bounds are slice bounds by construction. */
export function sumTrade(trade: TradeFacts, window?: DayWindow): TradeSum {
  const sum = zeroSum();
  for (const slice of trade.slices) {
    if (window !== undefined && (slice.startDay < window.fromDay || slice.startDay > window.toDay)) continue;
    addSlice(sum, slice);
  }
  return sum;
}

/** Days with a valid invoice, ascending, as days since 1970-01-01. */
export function activeDaysOf(trade: TradeFacts): number[] {
  const days: number[] = [];
  for (const slice of trade.slices) {
    const monthStart = firstDayOfMonth(slice.startDay);
    for (let bit = 0; bit < 31; bit++) {
      if ((slice.dayMask >>> bit) & 1) days.push(monthStart + bit);
    }
  }
  return days;
}

/** Calendar months from the first to the last slice. */
export function monthsOf(trade: TradeFacts): TradeMonth[] {
  const months = new Map<number, TradeSum>();
  for (const slice of trade.slices) {
    const number = monthNumberOfDay(slice.startDay);
    const sum = months.get(number) ?? zeroSum();
    addSlice(sum, slice);
    months.set(number, sum);
  }
  const numbers = [...months.keys()];
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  return Array.from({ length: numbers.length === 0 ? 0 : last - first + 1 }, (_, index) => ({
    month: monthOfNumber(first + index),
    sum: months.get(first + index) ?? zeroSum(),
  }));
}

/** Counts and amounts of no invoice at all. */
export function emptyCounts() {
  return {
    validCount: 0,
    netFen: 0n,
    taxFen: 0n,
    grossFen: 0n,
    voidCount: 0,
    redCount: 0,
    redFen: 0n,
    zeroCount: 0,
    mismatchCount: 0,
    reusedCount: 0,
  };
}

function zeroSum(): TradeSum {
  return { ...emptyCounts(), activeDays: 0 };
}

function addSlice(sum: TradeSum, slice: TradeSlice): void {
  sum.validCount += slice.validCount;
  sum.netFen += slice.netFen;
  sum.taxFen += slice.taxFen;
  sum.grossFen += slice.grossFen;
  sum.voidCount += slice.voidCount;
  sum.redCount += slice.redCount;
  sum.redFen += slice.redFen;
  sum.zeroCount += slice.zeroCount;
  sum.mismatchCount += slice.mismatchCount;
  sum.reusedCount += slice.reusedCount;
  sum.activeDays += countBits(slice.dayMask);
}

function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask >>> 0; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function monthNumberOfDay(dayNumber: number): number {
  const date = new Date(dayNumber * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function firstDayOfMonth(dayNumber: number): number {
  return dayNumber - new Date(dayNumber * dayMs).getUTCDate() + 1;
}
