import { type Fen, monthOf } from "#kernel";
import type { Measure, ReportRow } from "./rows.ts";

/**
 * Works a measure out of rows.
 * @returns an exact whole number or a day, as text; null where no row has what is measured (a lowest balance of lines
 * without balances)
 */
export function measureRows(rows: readonly ReportRow[], measure: Measure): string | null {
  if (measure === "lastDay") {
    return rows.reduce<string | null>((last, { day }) => (last === null || day > last ? day : last), null);
  }
  const value = measureWhole(rows, measure);
  return value === null ? null : String(value);
}

function measureWhole(rows: readonly ReportRow[], measure: Exclude<Measure, "lastDay">): bigint | null {
  switch (measure) {
    case "count":
      return BigInt(rows.length);
    case "netFen":
      return sum(rows, (row) => ("netFen" in row && !row.isVoid ? row.netFen : 0n));
    case "grossFen":
      return sum(rows, (row) => ("grossFen" in row && !row.isVoid ? row.grossFen : 0n));
    case "redFen":
      return sum(rows, (row) => ("grossFen" in row && !row.isVoid && row.grossFen < 0n ? -row.grossFen : 0n));
    case "amountFen":
      return sum(rows, amountOf);
    case "outgoingFen":
      return sum(rows, (row) => (amountOf(row) < 0n ? -amountOf(row) : 0n));
    case "lowestBalanceFen":
      return balances(rows).reduce<bigint | null>(
        (least, balance) => (least === null || balance < least ? balance : least),
        null,
      );
    case "lastBalanceFen":
      return balances(rows).at(-1) ?? null;
    case "counterparties":
      return BigInt(new Set(rows.flatMap((row) => ("counterparty" in row ? [row.counterparty] : []))).size);
    case "topCounterpartyFen":
      return counterpartySums(rows)[0]?.amountFen ?? 0n;
    case "topFiveFen":
      return counterpartySums(rows)
        .slice(0, 5)
        .reduce((total, { amountFen }) => total + amountFen, 0n);
    case "energyWh":
      return sumKnown(rows, (row) => ("energyWh" in row ? row.energyWh : null));
    case "runMinutes":
      return sumKnown(rows, (row) => ("runMinutes" in row ? row.runMinutes : null));
    case "alarmMinutes":
      return sumKnown(rows, (row) => ("alarmMinutes" in row ? row.alarmMinutes : null));
    case "producedCount":
      return sumKnown(rows, (row) => ("producedCount" in row ? row.producedCount : null));
    case "assets":
      return BigInt(new Set(rows.flatMap((row) => ("asset" in row ? [row.asset] : []))).size);
    case "activeMonths":
      return BigInt(new Set(rows.map((row) => monthOf(row.day))).size);
  }
}

/** Valid amounts by counterparty, the largest first; those at or below zero are left out. */
export function counterpartySums(
  rows: readonly ReportRow[],
): readonly { readonly counterparty: string; readonly amountFen: Fen }[] {
  const sums = new Map<string, Fen>();
  for (const row of rows) {
    if (!("counterparty" in row)) continue;
    const amount = "grossFen" in row ? (row.isVoid ? 0n : row.grossFen) : absolute(row.amountFen);
    sums.set(row.counterparty, (sums.get(row.counterparty) ?? 0n) + amount);
  }
  return [...sums]
    .map(([counterparty, amountFen]) => ({ counterparty, amountFen }))
    .filter(({ amountFen }) => amountFen > 0n)
    .sort(
      (left, right) =>
        compare(right.amountFen, left.amountFen) || compare(left.counterparty, right.counterparty),
    );
}

function amountOf(row: ReportRow): Fen {
  return "amountFen" in row ? row.amountFen : 0n;
}

function balances(rows: readonly ReportRow[]): readonly Fen[] {
  return rows.flatMap((row) => ("balanceFen" in row && row.balanceFen !== null ? [row.balanceFen] : []));
}

function sum(rows: readonly ReportRow[], read: (row: ReportRow) => bigint): bigint {
  return rows.reduce((total, row) => total + read(row), 0n);
}

function sumKnown(rows: readonly ReportRow[], read: (row: ReportRow) => bigint | null): bigint | null {
  const known = rows.flatMap((row) => read(row) ?? []);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0n);
}

function absolute(fen: Fen): Fen {
  return fen < 0n ? -fen : fen;
}

function compare<T extends bigint | string>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
