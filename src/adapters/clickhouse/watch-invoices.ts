import { daySumsOf, type InvoiceSeries, type Stream } from "#watch";
import type { QueryParameters } from "./connection.ts";
import type { FactsReader } from "./indicator-filter.ts";

/** Day, sales fen, valid, void and red counts, red fen, purchases fen and count. */
type DayTuple = readonly [
  day: number,
  saleFen: string,
  saleCount: number,
  voidCount: number,
  redCount: number,
  redFen: string,
  purchaseFen: string,
  purchaseCount: number,
];

interface DayRow {
  readonly enterprise_id: string;
  readonly days: readonly DayTuple[];
}

interface CustomerRow {
  readonly enterprise_id: string;
  readonly counterparty: string;
  readonly days: readonly (readonly [day: number, fen: string])[];
}

const visible =
  "enterprise_id IN {ids:Array(String)} AND issued_on <= toDate32({asOf:String}) AND platform_index < {knownAt:UInt64}";

const daysSql = `
SELECT enterprise_id, groupArray(tuple(day, sale, valid, voided, red, reversed, purchase, purchases)) AS days
FROM (
  SELECT enterprise_id, toInt32(issued_on) AS day,
    sumIf(gross_fen, direction = 'sale' AND is_void = 0) AS sale,
    toUInt32(countIf(direction = 'sale' AND is_void = 0 AND gross_fen > 0)) AS valid,
    toUInt32(countIf(direction = 'sale' AND is_void != 0)) AS voided,
    toUInt32(countIf(direction = 'sale' AND is_void = 0 AND gross_fen < 0)) AS red,
    -sumIf(gross_fen, direction = 'sale' AND is_void = 0 AND gross_fen < 0) AS reversed,
    sumIf(gross_fen, direction = 'purchase' AND is_void = 0) AS purchase,
    toUInt32(countIf(direction = 'purchase' AND is_void = 0 AND gross_fen > 0)) AS purchases
  FROM invoice WHERE ${visible}
  GROUP BY enterprise_id, day ORDER BY enterprise_id, day
)
GROUP BY enterprise_id
SETTINGS max_threads = 1`;

/** Customers that were large in some year; the others cannot move a rule. */
const customersSql = `
SELECT enterprise_id, counterparty, groupArray(tuple(day, fen)) AS days
FROM (
  SELECT enterprise_id, counterparty, toInt32(issued_on) AS day, sum(gross_fen) AS fen
  FROM invoice WHERE direction = 'sale' AND is_void = 0 AND ${visible}
    AND (enterprise_id, counterparty) IN (
      SELECT enterprise_id, counterparty FROM (
        SELECT enterprise_id, counterparty, max(fen) AS largest FROM (
          SELECT enterprise_id, counterparty, toYear(issued_on) AS year, sum(gross_fen) AS fen
          FROM invoice WHERE direction = 'sale' AND is_void = 0 AND ${visible}
          GROUP BY enterprise_id, counterparty, year
        )
        GROUP BY enterprise_id, counterparty
        ORDER BY enterprise_id, largest DESC, counterparty LIMIT 20 BY enterprise_id
      )
    )
  GROUP BY enterprise_id, counterparty, day ORDER BY enterprise_id, counterparty, day
)
GROUP BY enterprise_id, counterparty
ORDER BY enterprise_id, counterparty
SETTINGS max_threads = 1`;

/** Invoice series of every enterprise that has an invoice. */
export async function loadWatchInvoices(
  observations: FactsReader,
  parameters: QueryParameters,
): Promise<ReadonlyMap<string, Stream<InvoiceSeries>>> {
  const [days, customers] = await Promise.all([
    observations.query<DayRow>(daysSql, parameters),
    observations.query<CustomerRow>(customersSql, parameters),
  ]);
  const customersOf = Map.groupBy(customers, ({ enterprise_id: id }) => id);
  return new Map(
    days.map((row) => [
      row.enterprise_id,
      { kind: "known", series: seriesOf(row.days, customersOf.get(row.enterprise_id) ?? []) },
    ]),
  );
}

function seriesOf(days: readonly DayTuple[], customers: readonly CustomerRow[]): InvoiceSeries {
  const sums = (place: 1 | 2 | 3 | 4 | 5 | 6 | 7) =>
    daySumsOf(days.filter((row) => Number(row[place]) !== 0).map((row) => [row[0], BigInt(row[place])]));
  return {
    saleFen: sums(1),
    saleCount: sums(2),
    voidCount: sums(3),
    redCount: sums(4),
    redFen: sums(5),
    purchaseFen: sums(6),
    purchaseCount: sums(7),
    customers: customers.map((row) => ({
      customer: row.counterparty,
      saleFen: daySumsOf(row.days.map(([day, fen]) => [day, BigInt(fen)])),
    })),
  };
}
