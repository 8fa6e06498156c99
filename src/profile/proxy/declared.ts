import type { Fen } from "#kernel";
import type { DayNumber, DeclaredRow } from "#operations";
import type { ProxyItem } from "../proxy-balance.ts";

/** What was declared of an item, and for which day; `months` that it covers. */
export interface Declared {
  readonly fen: Fen;
  readonly onDay: DayNumber;
  readonly from: "statement" | "taxReturn";
}

/** Items of a statement that the proxy balance sheet has as well. */
const declaredAs: Partial<Record<ProxyItem, DeclaredRow["item"]>> = {
  fixedAssetsFen: "fixedAssets",
  inventoriesFen: "inventories",
  receivablesFen: "receivables",
  payablesFen: "payables",
};

/** The newest that was declared of each item; revenue over twelve months, from returns where there is no statement. */
export function declaredOf(declared: readonly DeclaredRow[], item: ProxyItem): Declared | null {
  if (item === "revenueFen") return yearOfStatement(declared) ?? yearOfReturns(declared);
  const name = declaredAs[item];
  if (name === undefined) return null;
  const newest = latest(declared.filter((row) => row.kind === "statement" && row.item === name));
  return newest === null ? null : { fen: newest.amountFen, onDay: newest.onDay, from: "statement" };
}

function yearOfStatement(declared: readonly DeclaredRow[]): Declared | null {
  const years = declared.filter(
    ({ kind, item, months }) => kind === "statement" && item === "revenue" && months === 12,
  );
  const newest = latest(years);
  return newest === null ? null : { fen: newest.amountFen, onDay: newest.onDay, from: "statement" };
}

const daysPerMonth = 30.44;

/** Returns of several months add up to the year where none of it is missing. */
function yearOfReturns(declared: readonly DeclaredRow[]): Declared | null {
  const returns = new Map<DayNumber, DeclaredRow>();
  for (const row of declared) if (row.item === "revenue" && row.months < 12) returns.set(row.onDay, row);
  const last = Math.max(...returns.keys());
  const ofYear = [...returns.values()].filter(({ onDay }) => onDay > last - 12 * daysPerMonth + 3);
  const months = ofYear.reduce((sum, row) => sum + row.months, 0);
  if (months !== 12) return null;
  const fen = ofYear.reduce((sum, { amountFen }) => sum + amountFen, 0n);
  return {
    fen,
    onDay: last,
    from: ofYear.some(({ kind }) => kind === "taxReturn") ? "taxReturn" : "statement",
  };
}

/** The one of the latest period; of several on one period the one filed last. */
function latest(rows: readonly DeclaredRow[]): DeclaredRow | null {
  let newest: DeclaredRow | null = null;
  for (const row of rows) if (newest === null || row.onDay >= newest.onDay) newest = row;
  return newest;
}
