import { deepStrictEqual } from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Observations, openIndicatorSource, openObservations } from "#adapters/clickhouse";
import { type InvoiceRow, computeIndicators, factsFromRows } from "#indicators";

const asOf = "2020-02-21";
const knownAt = 100;

/** What one run measured; the facts of one enterprise were compared with the row-by-row oracle before. */
export interface IndicatorTimes {
  readonly enterprises: number;
  readonly rows: number;
  /** Best of the rounds. */
  readonly loadMs: number;
  readonly computeMs: number;
  readonly peakRssMb: number;
}

/** Times loading the facts of all enterprises from ClickHouse and computing all indicators from them. */
export async function benchIndicators(
  enterprises: number,
  rows: number,
  rounds: number,
): Promise<IndicatorTimes> {
  const directory = mkdtempSync(join(tmpdir(), "touchstone-bench-indicators-"));
  const observations = await openObservations(directory);
  try {
    await fillStore(observations, enterprises, rows);
    const source = openIndicatorSource(observations);
    await checkAgainstOracle(observations);
    let loadMs = Number.POSITIVE_INFINITY;
    let computeMs = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) {
      const startedAtMs = performance.now();
      const facts = await source.loadFacts({ asOf, knownAt });
      const loadedAtMs = performance.now();
      let present = 0;
      for (const enterprise of facts.values()) {
        for (const { value } of computeIndicators(enterprise).values()) if (value !== null) present++;
      }
      if (facts.size !== enterprises || present === 0) throw new Error("the store lost enterprises");
      loadMs = Math.min(loadMs, loadedAtMs - startedAtMs);
      computeMs = Math.min(computeMs, performance.now() - loadedAtMs);
    }
    return { enterprises, rows, loadMs, computeMs, peakRssMb: process.resourceUsage().maxRSS / 1024 };
  } finally {
    await observations.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Rows from hashes of their number, so that every run has the same ones. */
async function fillStore(observations: Observations, enterprises: number, rows: number): Promise<void> {
  await observations.execute(
    `INSERT INTO invoice (enterprise_id, direction, number, issued_on, counterparty, net_fen, tax_fen, gross_fen,
       is_void, flags, received_at_ms, origin, entry_index, ordinal, platform_index) SELECT
       concat('ent_', toString(number % {enterprises:UInt64})),
       if(cityHash64(number, 1) % 9 < 4, 'sale', 'purchase'),
       leftPad(toString(number), 8, '0'),
       toDate32('2016-10-04') + toInt32(cityHash64(number, 2) % 1236),
       concat('B', toString(intDiv(cityHash64(number, 3) % 40000, 1 + cityHash64(number, 4) % 200))),
       toInt64(cityHash64(number, 5) % 9000000) - 200000 AS net, intDiv(net, 10) AS tax, net + tax,
       cityHash64(number, 6) % 14 = 0, if(cityHash64(number, 7) % 500 = 0, 2, 0),
       0, 'bench', 0, toUInt32(number), cityHash64(number, 8) % 120
     FROM numbers({rows:UInt64})`,
    { enterprises, rows },
  );
}

async function checkAgainstOracle(observations: Observations): Promise<void> {
  const id = "ent_0";
  const stored = await observations.query<Record<string, string | number>>(
    `SELECT direction, toString(issued_on) AS issuedOn, counterparty, net_fen, tax_fen, gross_fen, is_void, flags,
       toUInt32(platform_index) AS platformIndex
     FROM invoice WHERE enterprise_id = {id:String}`,
    { id },
  );
  const invoices = stored.map(
    (row): InvoiceRow => ({
      direction: row["direction"] === "sale" ? "sale" : "purchase",
      issuedOn: String(row["issuedOn"]),
      counterparty: String(row["counterparty"]),
      netFen: BigInt(row["net_fen"] ?? 0),
      taxFen: BigInt(row["tax_fen"] ?? 0),
      grossFen: BigInt(row["gross_fen"] ?? 0),
      isVoid: row["is_void"] === 1,
      flags: Number(row["flags"]),
      platformIndex: Number(row["platformIndex"]),
    }),
  );
  const facts = await openIndicatorSource(observations).loadFacts({ asOf, knownAt, enterpriseIds: [id] });
  deepStrictEqual(facts.get(id), factsFromRows({ asOf, knownAt, invoices, readings: [] }));
}

if (import.meta.main) {
  const [enterprises = "425", rows = "1100000", rounds = "5"] = process.argv.slice(2);
  const times = await benchIndicators(Number(enterprises), Number(rows), Number(rounds));
  process.stdout.write(`${JSON.stringify(times)}\n`);
}
