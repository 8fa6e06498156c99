import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openObservations, type Observations } from "#adapters/clickhouse";
import { openLedger } from "#adapters/files";
import { defaultReadLimits } from "#collect";
import type { Ledger } from "#ledger";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditObservations } from "./audit-observations.ts";
import { importFiles } from "./import-files.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-observed-"));
let ledger: Ledger;
let observations: Observations;

const lines = Array.from({ length: 60 }, (_, i) => {
  const [net, tax, gross] = i % 9 === 0 ? ["-100.05", "-13.0", "-113.05"] : ["100.0", "13.0", "113.0"];
  // Every tenth row is a copy of the one before, one is void, one is no invoice, and counterparties are Chinese.
  const number = i % 10 === 9 ? 100 + i - 1 : 100 + i;
  const day = i === 33 ? "never" : `2019/1/${1 + (number % 28)}`;
  const status = i % 7 === 0 ? "作废发票" : "有效发票";
  return `E${i % 2},${number},${day},购方${number % 5},${net},${tax},${gross},${status}\n`;
});

beforeAll(async () => {
  ledger = await openLedger({ directory: folder, clock: () => Date.UTC(2024, 0, 1) });
  observations = await openObservations(join(folder, "clickhouse"));
  const files = {
    "sales.csv": `企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态\n${lines.join("")}`,
    "list.csv": "企业代号,企业名称,信誉评级,是否违约\nE0,甲厂,A,否\nE1,丙厂,D,是\n",
    "churn.csv":
      "loan_annual_rate,churn_rating_A,churn_rating_B,churn_rating_C\n0.04,0,0,0\n0.0425,0.0945742734,0.0667995833,0.07\n",
  };
  const paths = Object.entries(files).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return { path, name, enterpriseCode: null, mapping: null };
  });
  await importFiles({
    paths,
    dataset: "d",
    ledger,
    observations,
    clock: () => 0,
    onProgress: () => undefined,
    limits: { ...defaultReadLimits, groupRows: 20 },
  });
});
afterAll(async () => {
  await observations.close();
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a store as it was projected says what the log says, void, red, duplicate and quarantined rows included", async () => {
  const { findings, rows, position } = await auditObservations(ledger, observations);
  expect(findings).toEqual([]);
  // 60 lines less 1 quarantined; copies belong to the other enterprise and are kept; 2 listed, 2 × 3 shares.
  expect(rows).toBe(59 + 2 + 6);
  expect(position).toBeGreaterThan(2);
});

test.each([
  ["an amount", "invoice", "net_fen = net_fen + 1", "number = '00000101'", "netFen"],
  ["a status", "invoice", "is_void = 0", "number = '00000100'", "voids"],
  ["a counterparty", "invoice", "counterparty = 'X'", "number = '00000102'", "content"],
  ["a label", "enterprise", "label = 'performing'", "code = 'E1'", "content"],
  ["a share of lost customers", "churn_rate", "churn = churn + 0.001", "rating = 'A'", "content"],
  ["a count", "import_batch", "quarantined = 0, read = read - quarantined", "quarantined > 0", "read"],
])("%s changed in the store is found, and its enterprise is named", async (_, table, set, where, figure) => {
  const copy = `INSERT INTO ${table}_copy SELECT * FROM ${table}`;
  await observations.execute(`CREATE TABLE ${table}_copy AS ${table}`);
  await observations.execute(copy);
  const columns = set.split(", ").map((assignment) => assignment.split(" = "));
  const replaced = columns.map(([name, value]) => `if(${where}, ${value}, ${name}) AS ${name}`).join(", ");
  await observations.execute(`TRUNCATE TABLE ${table}`);
  await observations.execute(
    `INSERT INTO ${table} SELECT * REPLACE (${replaced}) FROM ${table}_copy SETTINGS insert_deduplicate = 0`,
  );
  const { findings } = await auditObservations(ledger, observations);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ code: "OBSERVATIONS_DIFFER", figure });
  expect(findings[0]?.en).toContain(findings[0]?.enterpriseId ?? "nobody");
  expect(findings[0]?.enterpriseId === "").toBe(table === "churn_rate");
  await observations.execute(`TRUNCATE TABLE ${table}`);
  await observations.execute(
    `INSERT INTO ${table} SELECT * FROM ${table}_copy SETTINGS insert_deduplicate = 0`,
  );
  await observations.execute(`DROP TABLE ${table}_copy SYNC`);
  expect((await auditObservations(ledger, observations)).findings).toEqual([]);
});

test("rows that the log never held, and rows left out, are found", async () => {
  await observations.execute(
    `INSERT INTO invoice SELECT * REPLACE (ordinal + 1000 AS ordinal) FROM invoice WHERE number = '00000101'`,
  );
  const { findings } = await auditObservations(ledger, observations);
  expect(findings).toEqual([expect.objectContaining({ figure: "rows", stream: "sale" })]);
  await observations.execute("TRUNCATE TABLE invoice");
  expect((await auditObservations(ledger, observations)).findings).toHaveLength(2);
});

test("a store that has not read everything is behind, not different", async () => {
  const empty = { position: async () => 0, totals: async () => [] };
  const { findings } = await auditObservations(ledger, { ...observations, ...empty });
  expect(findings).toEqual([expect.objectContaining({ code: "OBSERVATIONS_BEHIND", found: "0" })]);
});
