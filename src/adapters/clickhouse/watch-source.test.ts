import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayNumberOf, startOfDayMs } from "#kernel";
import type { DaySums, ObservedSeries } from "#watch";
import { type Observations, openObservations } from "./observations.ts";
import { openWatchSource } from "./watch-source.ts";

let folder: string;
let observations: Observations;
const hour = 3_600_000;
const at = (day: string, hours: number) => startOfDayMs(day) + hours * hour;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "touchstone-watch-"));
  observations = await openObservations(folder);
  await observations.execute(
    `INSERT INTO enterprise (enterprise_id, dataset, code, platform_index) VALUES ('a', 'pilot', 'E1', 0), ('b', 'pilot', 'E2', 0), ('c', 'other', 'E3', 0)`,
  );
  await observations.execute(
    `INSERT INTO invoice (enterprise_id, direction, number, issued_on, counterparty, gross_fen, is_void, platform_index) VALUES
     ('a', 'sale', '1', '2025-03-03', 'B1', 1000, 0, 1), ('a', 'sale', '2', '2025-03-03', 'B2', 500, 0, 1),
     ('a', 'sale', '3', '2025-03-03', 'B1', -200, 0, 1), ('a', 'sale', '4', '2025-03-04', 'B1', 9000, 1, 1),
     ('a', 'purchase', '5', '2025-03-04', 'S1', 700, 0, 1),
     ('a', 'sale', '6', '2025-03-05', 'B1', 40, 0, 5), ('a', 'sale', '7', '2025-04-01', 'B1', 80, 0, 1)`,
  );
  await observations.execute(
    `INSERT INTO reading (enterprise_id, asset, channel, from_ms, to_ms, value, platform_index) VALUES
     ('a', 'M1', 'run_interval', ${at("2025-03-03", 8)}, ${at("2025-03-03", 12)}, 1, 1),
     ('a', 'M1', 'run_interval', ${at("2025-03-03", 10)}, ${at("2025-03-03", 13)}, 1, 1),
     ('a', 'M1', 'energy_wh', ${at("2025-03-03", 8)}, ${at("2025-03-03", 9)}, 777, 1),
     ('a', 'meter', 'energy_wh', ${at("2025-03-03", 0)}, ${at("2025-03-03", 1)}, 1500, 1),
     ('a', 'meter', 'energy_wh', ${at("2025-03-03", 23)}, ${at("2025-03-04", 0)}, 500, 1),
     ('a', 'meter', 'energy_wh', ${at("2025-03-04", 0)}, ${at("2025-03-04", 1)}, 0, 1)`,
  );
  await observations.execute(
    `INSERT INTO statement_line (enterprise_id, account, posted_on, amount_fen, balance_fen, counterparty, summary, purpose, flags, time_order, platform_index) VALUES
     ('a', '1', '2025-03-03', 1000, 5000, '甲', '货款', '', 0, 1, 1), ('a', '1', '2025-03-03', -300, 4700, '', '代发工资', '', 0, 2, 1),
     ('a', '1', '2025-03-04', 90000, 94700, '行', '贷款发放', '', 0, 3, 1), ('a', '1', '2025-03-05', -50, 94000, '国家税务总局', '', '缴税', 1, 4, 1),
     ('a', '1', '2025-03-06', -70, NULL, '供电公司', '电费', '', 0, 5, 1)`,
  );
});
afterAll(async () => {
  await observations.close();
  rmSync(folder, { recursive: true, force: true });
});

const load = async (asOf: string, knownAt: number): Promise<ObservedSeries> => {
  const [first] = await openWatchSource(observations).load({ dataset: "pilot", asOf, knownAt });
  if (first === undefined) throw new Error("nothing was loaded");
  return first;
};
const known = (sums: DaySums) =>
  Object.fromEntries(
    [...sums.days].map((day, index) => [
      day - dayNumberOf("2025-03-01") + 1,
      (sums.before[index + 1] ?? 0) - (sums.before[index] ?? 0),
    ]),
  );

describe("the series of early warning", () => {
  it("sum invoices by day: reversals subtracted, void ones apart, as known then", async () => {
    const { invoices } = await load("2025-03-31", 2);
    if (invoices.kind === "missing") throw new Error(invoices.reason);
    const { series } = invoices;
    expect(known(series.saleFen)).toEqual({ 3: 1300 });
    expect(known(series.saleCount)).toEqual({ 3: 2 });
    expect(known(series.voidCount)).toEqual({ 4: 1 });
    expect(known(series.redCount)).toEqual({ 3: 1 });
    expect(known(series.redFen)).toEqual({ 3: 200 });
    expect(known(series.purchaseFen)).toEqual({ 4: 700 });
    expect(series.customers.map(({ customer, saleFen }) => [customer, known(saleFen)])).toEqual([
      ["B1", { 3: 800 }],
      ["B2", { 3: 500 }],
    ]);
    const later = await load("2025-04-30", 6);
    if (later.invoices.kind === "missing") throw new Error("missing");
    expect(known(later.invoices.series.saleFen)).toEqual({ 3: 1300, 5: 40, 32: 80 });
  });

  it("count overlapping work once, and the site's meter instead of its machines'", async () => {
    const { energy, running } = await load("2025-03-31", 2);
    if (energy.kind === "missing" || running.kind === "missing") throw new Error("missing");
    expect(known(running.series)).toEqual({ 3: 5 * hour });
    expect(known(energy.series)).toEqual({ 3: 2000, 4: 0 });
  });

  it("tell receipts from loans, and wages, taxes and utilities apart", async () => {
    const { statement } = await load("2025-03-31", 2);
    if (statement.kind === "missing") throw new Error(statement.reason);
    const { series } = statement;
    expect(known(series.receiptFen)).toEqual({ 3: 1000 });
    expect(known(series.paidFen)).toEqual({ 3: 300, 5: 50, 6: 70 });
    expect([series.payrollFen, series.taxFen, series.utilityFen, series.balanceBreaks].map(known)).toEqual([
      { 3: 300 },
      { 5: 50 },
      { 6: 70 },
      { 5: 1 },
    ]);
    expect(series.accounts.map(({ closingFen }) => [...closingFen])).toEqual([[4700n, 94_700n, 94_000n]]);
  });

  it("say that there is nothing where there is nothing, for every enterprise of the data set", async () => {
    const all = await openWatchSource(observations).load({
      dataset: "pilot",
      asOf: "2025-03-31",
      knownAt: 2,
    });
    expect(all.map(({ enterpriseId }) => enterpriseId)).toEqual(["a", "b"]);
    expect(all[1]?.invoices).toEqual({ kind: "missing", reason: "noData" });
  });
});
