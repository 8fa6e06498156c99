import type { DeliveredRows } from "./check-delivery.ts";
import { type LoanFileKind, layoutOf, loanFileKinds } from "./loan-file-columns.ts";
import type { LoanFileRow } from "./read-loan-table.ts";

/** A value that a correction changed; `before` or `after` is null where the row is not there. */
export interface VersionDifference {
  readonly kind: LoanFileKind;
  /** What the row is known by, for example a loan's number and an instalment. */
  readonly key: string;
  /** Header of the column; null when the whole row came or went. */
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** By which columns a row of each file is known. */
const keysOf: Readonly<Record<LoanFileKind, readonly string[]>> = {
  contracts: ["number"],
  schedules: ["number", "instalment"],
  repayments: ["id"],
  classes: ["number", "on"],
  accounts: ["number"],
};

/** What a corrected delivery says otherwise than the one before; values as read: money in fen, rates in ppm. */
export function compareVersions(before: DeliveredRows, after: DeliveredRows): readonly VersionDifference[] {
  return loanFileKinds.flatMap((kind) => compareFile(kind, before[kind].rows, after[kind].rows));
}

function compareFile(
  kind: LoanFileKind,
  before: readonly LoanFileRow[],
  after: readonly LoanFileRow[],
): VersionDifference[] {
  const old = rowsByKey(kind, before);
  const fresh = rowsByKey(kind, after);
  const found: VersionDifference[] = [];
  for (const [key, row] of old) {
    const other = fresh.get(key);
    if (other === undefined) found.push({ kind, key, field: null, before: row.raw, after: null });
    else found.push(...compareRow(kind, key, row, other));
  }
  for (const [key, row] of fresh) {
    if (!old.has(key)) found.push({ kind, key, field: null, before: null, after: row.raw });
  }
  return found;
}

function compareRow(
  kind: LoanFileKind,
  key: string,
  before: LoanFileRow,
  after: LoanFileRow,
): VersionDifference[] {
  return layoutOf(kind)
    .columns.map(({ key: column, header }) => ({
      kind,
      key,
      field: header,
      before: before.values[column] ?? null,
      after: after.values[column] ?? null,
    }))
    .filter((difference) => difference.before !== difference.after);
}

function rowsByKey(kind: LoanFileKind, rows: readonly LoanFileRow[]): Map<string, LoanFileRow> {
  return new Map(rows.map((row) => [keysOf[kind].map((key) => row.values[key] ?? "").join(" "), row]));
}
