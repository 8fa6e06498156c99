import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openObservations, type Observations } from "#adapters/clickhouse";
import { openLedger } from "#adapters/files";
import type { FileToRead } from "#collect";
import type { Ledger } from "#ledger";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importFiles, type ImportReport } from "./import-files.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-real-"));
const shared = process.env["TOUCHSTONE_SHARED"] ?? resolve(import.meta.dirname, "../../../shared");
const realData = join(shared, "data");
const hasRealData = existsSync(join(realData, "sme_invoices"));
if (!hasRealData) console.warn(`no real data at ${realData}: set TOUCHSTONE_SHARED to count it`);

let ledger: Ledger;
let observations: Observations;

beforeAll(async () => {
  ledger = await openLedger({ directory: folder, clock: () => Date.UTC(2024, 0, 1) });
  observations = await openObservations(join(folder, "clickhouse"));
});

afterAll(async () => {
  await observations.close();
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

async function load(dataset: string, paths: readonly FileToRead[]): Promise<ImportReport> {
  return await importFiles({
    paths,
    dataset,
    ledger,
    observations,
    clock: () => 0,
    onProgress: () => undefined,
  });
}

describe("importing real files", () => {
  it.skipIf(!hasRealData)("finds exactly the duplicates that the data sets' description counts", async () => {
    const invoices = join(realData, "sme_invoices");
    const names = ["a1_purchase_invoices", "a1_sales_invoices", "a2_purchase_invoices", "a2_sales_invoices"];
    const report = await load(
      "real",
      names.map((name) => ({
        path: join(invoices, `${name}.csv.gz`),
        name: `${name}.csv.gz`,
        enterpriseCode: null,
        mapping: null,
      })),
    );
    expect(report.files.map(({ read, duplicates, quarantined }) => [read, duplicates, quarantined])).toEqual([
      [210_947, 803, 0],
      [162_484, 4436, 0],
      [395_175, 4681, 0],
      [330_835, 1745, 0],
    ]);
    expect(report.enterprises.length).toBe(425);
  });

  it.skipIf(!hasRealData)("reads the real factory data, states within their intervals", async () => {
    const file = (path: string): FileToRead => ({
      path: join(realData, path),
      name: path.split("/").at(-1) ?? path,
      enterpriseCode: null,
      mapping: null,
    });
    const report = await load("factory", [
      file("sme_machines/company_a.csv.gz"),
      file("production_log/production_merged.csv.gz"),
      file("production_log/Production_Data.csv.gz"),
      file("steel_energy/steel_industry.csv.gz"),
    ]);
    expect(
      report.files.map(({ layout, read, stored, duplicates, quarantined }) => [
        layout,
        read,
        stored,
        duplicates,
        quarantined,
      ]),
    ).toEqual([
      ["sme-machines", 14_492, 14_492, 0, 0],
      // 138 without a start, 54 without an end; 22 reports repeat an earlier one in every field.
      ["production-log", 4543, 4329, 22, 192],
      ["production-log-damaged", 4543, 0, 0, 4543],
      ["steel-energy", 35_040, 35_040, 0, 0],
    ]);
    expect(report.enterprises.map(({ code }) => code)).toEqual([
      "company_a",
      "production_merged",
      "steel_industry",
    ]);
    const days = await observations.query(
      `SELECT toInt32(countDistinct(from_ms)) AS intervals, toInt32(max(to_ms - from_ms)) AS longest,
         toInt64(max(to_ms)) - toInt64(min(from_ms)) AS span
       FROM reading WHERE channel = 'energy_wh' AND asset = 'meter'`,
    );
    // 365 days of 96 quarters of an hour without gap or overlap: the midnight readings are in their place.
    expect(days).toEqual([{ intervals: 35_040, longest: 900_000, span: String(365 * 86_400_000) }]);
    const [machines] = await observations.query(
      `SELECT toInt32(countIf(value > to_ms - from_ms)) AS tooLong, toInt32(count()) AS states,
         toInt32(max(to_ms - from_ms)) AS longest
       FROM reading WHERE channel = 'state_duration_ms'`,
    );
    // Up to the next reading 580 of these would be too long: a stamp is the end of what its row counts.
    expect(machines).toEqual({ tooLong: 0, states: 14_492, longest: 600_000 });
  });
});
