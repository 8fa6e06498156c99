import { statementWords } from "#operations";
import { type AccountBalances, daySumsOf, type StatementSeries, type Stream } from "#watch";
import type { QueryParameters } from "./connection.ts";
import type { FactsReader } from "./indicator-filter.ts";

/** Day, receipts, paid, wages, taxes, utilities, breaks, whether a balance is stated, closing balance. */
type DayTuple = readonly [
  day: number,
  receiptFen: string,
  paidFen: string,
  payrollFen: string,
  taxFen: string,
  utilityFen: string,
  breaks: number,
  isStated: number,
  closingFen: string,
];

interface AccountRow {
  readonly enterprise_id: string;
  readonly account: string;
  readonly days: readonly DayTuple[];
}

const { notReceipt, payroll, tax, utility } = statementWords;

/** A line's words: what it is for stands in the summary at one bank and in the purpose at another. */
const words = "concat(summary, ' ', purpose)";

const sql = `
SELECT enterprise_id, account,
  groupArray(tuple(day, receipts, paid, wages, taxes, utilities, breaks, stated, closing)) AS days
FROM (
  SELECT enterprise_id, account, toInt32(posted_on) AS day,
    sumIf(amount_fen, amount_fen > 0 AND NOT match(${words}, '${notReceipt}')) AS receipts,
    -sumIf(amount_fen, amount_fen < 0) AS paid,
    -sumIf(amount_fen, amount_fen < 0 AND match(${words}, '${payroll}')) AS wages,
    -sumIf(amount_fen, amount_fen < 0 AND match(concat(${words}, counterparty), '${tax}')) AS taxes,
    -sumIf(amount_fen, amount_fen < 0 AND match(concat(${words}, counterparty), '${utility}')) AS utilities,
    toUInt32(countIf(bitAnd(flags, 1) != 0)) AS breaks,
    toUInt8(countIf(balance_fen IS NOT NULL) > 0) AS stated,
    toInt64(ifNull(argMaxIf(balance_fen, (platform_index, entry_index, time_order), balance_fen IS NOT NULL), 0)) AS closing
  FROM statement_line
  WHERE enterprise_id IN {ids:Array(String)} AND posted_on <= toDate32({asOf:String})
    AND platform_index < {knownAt:UInt64}
  GROUP BY enterprise_id, account, day ORDER BY enterprise_id, account, day
)
GROUP BY enterprise_id, account
ORDER BY enterprise_id, account
SETTINGS max_threads = 1`;

/** Statement series of every enterprise that has lines. */
export async function loadWatchStatements(
  observations: FactsReader,
  parameters: QueryParameters,
): Promise<ReadonlyMap<string, Stream<StatementSeries>>> {
  const rows = await observations.query<AccountRow>(sql, parameters);
  const byEnterprise = Map.groupBy(rows, ({ enterprise_id: id }) => id);
  return new Map(
    [...byEnterprise].map(([id, accounts]) => [id, { kind: "known", series: seriesOf(accounts) }]),
  );
}

function seriesOf(accounts: readonly AccountRow[]): StatementSeries {
  const days = accounts.flatMap((account) => account.days);
  const sums = (place: 1 | 2 | 3 | 4 | 5 | 6) =>
    daySumsOf(days.filter((row) => Number(row[place]) !== 0).map((row) => [row[0], BigInt(row[place])]));
  return {
    receiptFen: sums(1),
    paidFen: sums(2),
    payrollFen: sums(3),
    taxFen: sums(4),
    utilityFen: sums(5),
    balanceBreaks: sums(6),
    accounts: accounts.map(balancesOf).filter(({ days: stated }) => stated.length > 0),
  };
}

function balancesOf({ account, days }: AccountRow): AccountBalances {
  const stated = days.filter((row) => row[7] > 0);
  return {
    account,
    days: Int32Array.from(stated, ([day]) => day),
    closingFen: BigInt64Array.from(stated, (row) => BigInt(row[8])),
  };
}
