import type { IndicatorColumn } from "../sample.ts";
import { scoreSample } from "../scoring/score-sample.ts";
import type { Scorecard } from "../scorecard.ts";
import { selectOfCard } from "./card-as-sql.ts";
import { parityRows } from "./parity-rows.ts";
import { sqlWriters } from "./sql-dialects.ts";
import type { SqlDialect, SqlWriter } from "./sql-dialects.ts";

/** Rows of a check: the special values of most cards; ClickHouse takes statements of up to 256 KiB. */
const rowsOfCheck = 100;

/**
 * A SELECT with which the receiver of `cardAsSql` checks it on the own engine: it brings rows of its own (every cut, the
 * doubles beside it, special codes, missing and unseen values) with the scores they must get, and gives those that
 * differ. No row means that the engine scores as the card does.
 * @returns a statement without a table; columns `row_number`, `expected`, `score`
 * @throws cardAsSql's faults
 */
export function cardAsSqlCheck(card: Scorecard, dialect: SqlDialect): string {
  const writer = sqlWriters[dialect];
  const columns = parityRows(card, rowsOfCheck, card.version);
  const { points } = scoreSample(card, columns);
  const ids = card.indicators.map(({ id }) => id);
  const keys = ["row_number", "expected"].map((name) => freeOf(name, ids));
  const names = [...keys, ...ids];
  const selects = Array.from(points, (expected, row) => {
    const cells = [
      String(row),
      writer.double(expected),
      ...columns.map((column) => cellOf(column, row, writer)),
    ];
    // The columns of a union are named by its first member.
    const named = cells.map((cell, index) => `${cell} AS ${writer.identifier(names[index] as string)}`);
    return `SELECT ${(row === 0 ? named : cells).join(", ")}`;
  });
  const { sql, score } = selectOfCard(card, dialect, { from: `(\n${selects.join("\nUNION ALL ")}\n)`, keys });
  const [row, expected] = keys.map(writer.identifier);
  return `SELECT ${row}, ${expected}, ${score} FROM (
${sql}) AS scored
WHERE ${score} IS NULL OR ${score} <> ${expected}
ORDER BY ${row}
`;
}

/** A name that no indicator has. */
function freeOf(name: string, taken: readonly string[]): string {
  const isTaken = taken.some((other) => other.toLowerCase() === name);
  return isTaken ? `${name}_2` : name;
}

function cellOf(column: IndicatorColumn, row: number, writer: SqlWriter): string {
  if (column.kind === "categorical") {
    const category = column.categories[column.codes[row] as number];
    return category === undefined ? "NULL" : writer.text(category);
  }
  const value = column.values[row] as number;
  return Number.isNaN(value) ? "NULL" : writer.double(value);
}
