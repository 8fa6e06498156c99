import type { StoredBalanceCheck } from "#collect";
import type { Connection } from "./connection.ts";

interface CheckRow {
  readonly enterpriseId: string;
  readonly file: string;
  readonly account: string;
  readonly lines: number;
  readonly steps: number;
  readonly breaks: number;
  readonly isDescending: number;
  readonly kind: string;
  readonly isCertain: number;
  readonly row: string;
  readonly expected: string;
  readonly found: string;
  readonly opening: string | null;
  readonly closing: string | null;
  readonly statedOpening: string | null;
  readonly statedClosing: string | null;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly firstRow: string;
  readonly lastRow: string;
  readonly platformIndex: string;
  readonly entryIndex: string;
}

/** What running balances say, one a batch and account. */
export async function loadBalanceChecks(
  reader: Connection,
  dataset: string,
  position: number,
): Promise<StoredBalanceCheck[]> {
  const rows = await reader.query<CheckRow>(
    `SELECT enterprise_id AS enterpriseId, file, account, lines, steps, breaks, is_descending AS isDescending,
       break_kind AS kind, break_is_certain AS isCertain, break_row AS row, expected_fen AS expected,
       found_fen AS found, opening_fen AS opening, closing_fen AS closing, stated_opening_fen AS statedOpening,
       stated_closing_fen AS statedClosing, toString(first_day) AS firstDay, toString(last_day) AS lastDay,
       first_row AS firstRow, last_row AS lastRow, platform_index AS platformIndex, entry_index AS entryIndex
     FROM statement_check WHERE dataset = {dataset:String} AND platform_index < {position:UInt64}
     ORDER BY platform_index, entry_index, ordinal`,
    { dataset, position },
  );
  return rows.map((row) => ({
    enterpriseId: row.enterpriseId,
    file: row.file,
    account: row.account,
    lines: row.lines,
    steps: row.steps,
    breaks: row.breaks,
    isDescending: row.isDescending === 1,
    firstBreak:
      row.kind === ""
        ? null
        : {
            kind: row.kind,
            isCertain: row.isCertain === 1,
            row: Number(row.row),
            expectedFen: BigInt(row.expected),
            foundFen: BigInt(row.found),
          },
    openingFen: orNull(row.opening),
    closingFen: orNull(row.closing),
    statedOpeningFen: orNull(row.statedOpening),
    statedClosingFen: orNull(row.statedClosing),
    firstDay: row.firstDay,
    lastDay: row.lastDay,
    firstRow: Number(row.firstRow),
    lastRow: Number(row.lastRow),
    platformIndex: Number(row.platformIndex),
    entryIndex: Number(row.entryIndex),
  }));
}

function orNull(fen: string | null): bigint | null {
  return fen === null ? null : BigInt(fen);
}
