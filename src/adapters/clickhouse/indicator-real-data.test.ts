import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type DataSource, catalogue, computeIndicators } from "#indicators";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openIndicatorSource } from "./indicator-source.ts";
import { type Observations, openObservations } from "./observations.ts";

const shared = resolve(process.env["TOUCHSTONE_SHARED"] ?? join(import.meta.dirname, "../../../../shared"));
const data = join(shared, "data");
const isPresent = existsSync(data);
if (!isPresent)
  process.stderr.write(`SKIPPED: no real data at ${data}; set TOUCHSTONE_SHARED to the folder that has it\n`);

const sources: readonly DataSource[] = ["sme_invoices", "sme_machines", "production_log", "steel_energy"];

/** Loaded by ClickHouse's own reader, one enterprise a source, with the intervals of the collecting room's mappings. */
describe.skipIf(!isPresent)("indicators on the real sources", () => {
  const directory = mkdtempSync(join(tmpdir(), "touchstone-real-indicators-"));
  let observations: Observations;
  const valuesOf = new Map<string, ReturnType<typeof computeIndicators>>();

  beforeAll(async () => {
    observations = await openObservations(directory);
    await loadInvoices(observations);
    await loadMachines(observations);
    await loadProductionLog(observations);
    await loadSteel(observations);
    const source = openIndicatorSource(observations);
    for (const [id, asOf] of [
      ["sme_invoices", "2020-02-21"],
      ["sme_machines", "2022-09-30"],
      ["production_log", "2012-12-31"],
      ["steel_energy", "2018-12-31"],
    ] as const) {
      const facts = await source.loadFacts({ asOf, knownAt: 1, enterpriseIds: [id] });
      for (const [enterprise, found] of facts) valuesOf.set(enterprise, computeIndicators(found));
    }
  });

  afterAll(async () => {
    await observations.close();
    rmSync(directory, { recursive: true, force: true });
  });

  for (const source of sources) {
    it(`are present on ${source} exactly where the catalogue says so`, () => {
      for (const { id, presentOn } of catalogue) {
        const value = valuesOf.get(source)?.get(id)?.value ?? null;
        expect(value !== null, `${id} on ${source}`).toBe(presentOn.includes(source));
      }
    });
  }

  // Counted apart with Python's csv module: 4,342 reports with repaired times, 88,905 good, 584 rejected, 105 for MRB.
  it("finds the job shop's quality ratio", () => {
    expect(valuesOf.get("production_log")?.get("quality-ratio")?.value).toBe(88_905 / (88_905 + 584 + 105));
  });
});

const lineage = "0, 'real', 0, 0, 0";
const invoiceColumns =
  "enterprise_id, direction, number, issued_on, counterparty, net_fen, tax_fen, gross_fen, is_void, flags, received_at_ms, origin, entry_index, ordinal, platform_index";
const readingColumns =
  "enterprise_id, asset, channel, from_ms, to_ms, value, received_at_ms, origin, entry_index, ordinal, platform_index";

async function loadInvoices(observations: Observations): Promise<void> {
  for (const [file, direction] of [
    ["a1_sales_invoices", "sale"],
    ["a1_purchase_invoices", "purchase"],
  ] as const) {
    const fen = (column: number) => `toInt64(round(toDecimal64(c${column}, 4) * 100))`;
    await observations.execute(
      `INSERT INTO invoice (${invoiceColumns}) SELECT 'sme_invoices', '${direction}', c2,
        toDate32(parseDateTimeBestEffort(c3)), c4, ${fen(5)}, ${fen(6)}, ${fen(7)}, trim(c8) = '作废发票', 0, ${lineage}
       FROM file('${data}/sme_invoices/${file}.csv.gz', 'CSV', '${textColumns(8)}') WHERE c1 = 'E1'`,
    );
  }
}

async function loadMachines(observations: Observations): Promise<void> {
  const file = `file('${data}/sme_machines/company_a.csv.gz', 'CSV', '${textColumns(9)}')`;
  for (const [channel, value] of [
    ["state", "toFloat64(c4)"],
    ["power_w", "toFloat64(c6) * 1000"],
    ["item_count", "toFloat64(c3)"],
  ] as const) {
    await observations.execute(
      `INSERT INTO reading (${readingColumns}) SELECT 'sme_machines', c2, '${channel}',
        greatest(at - 600000, lagInFrame(at, 1, 0) OVER (PARTITION BY c2 ORDER BY at
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)), at, toInt64(round(value)), ${lineage}
       FROM (SELECT *, toUnixTimestamp(parseDateTimeBestEffort(c1)) * 1000 AS at, ${value} AS value FROM ${file}
         WHERE c1 != 'ts')`,
    );
  }
}

async function loadProductionLog(observations: Observations): Promise<void> {
  const file = `file('${data}/production_log/production_merged.csv.gz', 'CSV', '${textColumns(16)}')`;
  for (const [channel, value] of [
    ["run_interval", "until - since"],
    ["good_count", "toInt64OrZero(c11)"],
    ["reject_count", "toInt64OrZero(c12)"],
    ["scrap_count", "toInt64OrZero(c13)"],
  ] as const) {
    await observations.execute(
      `INSERT INTO reading (${readingColumns}) SELECT 'production_log', c3, '${channel}', since, until, ${value}, ${lineage}
       FROM (SELECT *, toUnixTimestamp(parseDateTimeBestEffort(c15, 'UTC')) * 1000 AS since,
         toUnixTimestamp(parseDateTimeBestEffort(c16, 'UTC')) * 1000 AS until
         FROM ${file} WHERE c15 != '' AND c16 != '' AND c15 != 'start_timestamp') WHERE until > since`,
    );
  }
}

async function loadSteel(observations: Observations): Promise<void> {
  await observations.execute(
    `INSERT INTO reading (${readingColumns}) SELECT 'steel_energy', 'meter', 'energy_wh', until - 900000, until,
      toInt64(round(toFloat64(c2) * 1000)), ${lineage}
     FROM (SELECT c2, toUnixTimestamp(parseDateTime(c1, '%d/%m/%Y %H:%i', 'Asia/Seoul')) * 1000
         + if(endsWith(c1, '00:00'), 86400000, 0) AS until
       FROM file('${data}/steel_energy/steel_industry.csv.gz', 'CSV', '${textColumns(11)}') WHERE c2 != 'Usage_kWh')`,
  );
}

function textColumns(count: number): string {
  return Array.from({ length: count }, (_, index) => `c${index + 1} String`).join(", ");
}
