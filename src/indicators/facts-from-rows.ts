import { type BusinessDay, dayNumberOf, dayOfNumber } from "#kernel";
import {
  type EnterpriseFacts,
  type PartnerFacts,
  type TradeFacts,
  type TradeSlice,
  emptyTrade,
} from "./facts.ts";
import { type ReadingRow, assetsFromRows } from "./assets-from-rows.ts";
import { fewestRepeatMonths, repeatMonths } from "./reading-rules.ts";
import { sliceStartsOf, windowsOf } from "./windows.ts";

export type { ReadingRow } from "./assets-from-rows.ts";

/** One stored invoice of one enterprise; duplicates are already gone. */
export interface InvoiceRow {
  readonly direction: "sale" | "purchase";
  readonly issuedOn: BusinessDay;
  readonly counterparty: string;
  readonly netFen: bigint;
  readonly taxFen: bigint;
  readonly grossFen: bigint;
  readonly isVoid: boolean;
  /** Bit 1: the amounts do not add up; bit 2: the number was used before with other content. */
  readonly flags: number;
  readonly platformIndex: number;
}

/** Rows of one enterprise in any order, and the day and position to look from. */
export interface FactRows {
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  readonly invoices: readonly InvoiceRow[];
  readonly readings: readonly ReadingRow[];
}

/**
 * The oracle of the SQL: the same facts, row by row, written to be read rather than to be fast.
 * @returns facts equal to those of any `IndicatorSource` on the same rows, whatever their order
 */
export function factsFromRows({ asOf, knownAt, invoices, readings }: FactRows): EnterpriseFacts {
  const seen = invoices.filter((row) => row.issuedOn <= asOf && row.platformIndex < knownAt);
  return {
    asOf,
    knownAt,
    sales: tradeFromRows(
      seen.filter((row) => row.direction === "sale"),
      asOf,
    ),
    purchases: tradeFromRows(
      seen.filter((row) => row.direction === "purchase"),
      asOf,
    ),
    assets: assetsFromRows(
      readings.filter((row) => row.platformIndex < knownAt),
      asOf,
    ),
  };
}

function tradeFromRows(rows: readonly InvoiceRow[], asOf: BusinessDay): TradeFacts {
  if (rows.length === 0) return emptyTrade();
  const starts = sliceStartsOf(asOf);
  const bySlice = Map.groupBy(rows, (row) => sliceStartOf(row, starts));
  return {
    slices: [...bySlice]
      .sort(([left], [right]) => left - right)
      .map(([startDay, members]) => sliceFromRows(startDay, members)),
    partners: partnersFromRows(
      rows.filter((row) => !row.isVoid),
      asOf,
    ),
  };
}

function sliceStartOf(row: InvoiceRow, starts: readonly number[]): number {
  const day = dayNumberOf(row.issuedOn);
  return starts.findLast((start) => start <= day) ?? starts[0] ?? day;
}

function sliceFromRows(startDay: number, rows: readonly InvoiceRow[]): TradeSlice {
  const valid = rows.filter((row) => !row.isVoid);
  const red = valid.filter((row) => row.grossFen < 0n);
  return {
    startDay,
    validCount: valid.length,
    netFen: sumOf(valid, (row) => row.netFen),
    taxFen: sumOf(valid, (row) => row.taxFen),
    grossFen: sumOf(valid, (row) => row.grossFen),
    voidCount: rows.length - valid.length,
    redCount: red.length,
    redFen: -sumOf(red, (row) => row.grossFen),
    zeroCount: rows.filter((row) => row.grossFen === 0n).length,
    mismatchCount: rows.filter((row) => (row.flags & 1) !== 0).length,
    reusedCount: rows.filter((row) => (row.flags & 2) !== 0).length,
    dayMask: valid.reduce((mask, row) => (mask | (1 << (Number(row.issuedOn.slice(8)) - 1))) >>> 0, 0),
  };
}

function partnersFromRows(valid: readonly InvoiceRow[], asOf: BusinessDay): PartnerFacts {
  const { last12, prior12 } = windowsOf(asOf);
  const firstRecent = dayOfNumber(last12.fromDay);
  const firstPrior = dayOfNumber(prior12.fromDay);
  const partners = [...Map.groupBy(valid, (row) => row.counterparty).values()].map((rows) => {
    const recent = rows.filter((row) => row.issuedOn >= firstRecent);
    const prior = rows.filter((row) => row.issuedOn >= firstPrior && row.issuedOn < firstRecent);
    const months = new Set(
      rows.map((row) => monthsBefore(row, asOf)).filter((months) => months < repeatMonths),
    );
    return {
      amount: positive(sumOf(rows, (row) => row.grossFen)),
      recentAmount: positive(sumOf(recent, (row) => row.grossFen)),
      isRecent: recent.length > 0,
      isPrior: prior.length > 0,
      isNew: rows.every((row) => row.issuedOn >= firstRecent),
      isRepeat: months.size >= fewestRepeatMonths,
    };
  });
  const amounts = partners.map(({ amount }) => amount).sort((left, right) => (left > right ? -1 : 1));
  return {
    count: partners.length,
    amountFen: sumOf(partners, ({ amount }) => amount),
    topFen: amounts[0] ?? 0n,
    topFiveFen: amounts.slice(0, 5).reduce((sum, amount) => sum + amount, 0n),
    squaredFen: sumOf(partners, ({ amount }) => amount * amount),
    repeatFen: sumOf(partners, ({ amount, isRepeat }) => (isRepeat ? amount : 0n)),
    recentCount: partners.filter(({ isRecent }) => isRecent).length,
    priorCount: partners.filter(({ isPrior }) => isPrior).length,
    keptCount: partners.filter(({ isRecent, isPrior }) => isRecent && isPrior).length,
    recentFen: sumOf(partners, ({ recentAmount }) => recentAmount),
    recentNewFen: sumOf(partners, ({ recentAmount, isNew }) => (isNew ? recentAmount : 0n)),
  };
}

function monthsBefore(row: InvoiceRow, asOf: BusinessDay): number {
  const years = Number(asOf.slice(0, 4)) - Number(row.issuedOn.slice(0, 4));
  return years * 12 + Number(asOf.slice(5, 7)) - Number(row.issuedOn.slice(5, 7));
}

function sumOf<T>(items: readonly T[], amountOf: (item: T) => bigint): bigint {
  return items.reduce((sum, item) => sum + amountOf(item), 0n);
}

function positive(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}
