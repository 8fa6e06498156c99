import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openObservations, openQuarantinedRows, type Observations } from "#adapters/clickhouse";
import { openLedger } from "#adapters/files";
import { builtInMappings, type Mapping } from "#collect";
import type { Ledger } from "#ledger";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { auditObservations } from "./audit-observations.ts";
import { correctRows } from "./correct-rows.ts";
import { importFiles } from "./import-files.ts";
import { remapFile } from "./remap-file.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-correct-"));
let ledger: Ledger;
let observations: Observations;

beforeAll(async () => {
  ledger = await openLedger({ directory: folder, clock: () => Date.UTC(2024, 5, 1) });
  observations = await openObservations(join(folder, "clickhouse"));
});
afterEach(async () => {
  expect((await auditObservations(ledger, observations)).findings).toEqual([]);
});
afterAll(async () => {
  await observations.close();
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

async function load(dataset: string, name: string, content: string, mapping: Mapping | null = null) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const paths = [{ path, name, enterpriseCode: "E1", mapping }];
  return await importFiles({
    paths,
    dataset,
    ledger,
    observations,
    clock: () => 0,
    onProgress: () => undefined,
  });
}

const quarantine = async (dataset: string) =>
  (
    await openQuarantinedRows(observations).read(
      dataset,
      { offset: 0, limit: 99 },
      { kind: "except", enterpriseIds: [] },
    )
  ).items;

const qualityOf = async (dataset: string) => {
  const [quality] = await observations.quality(dataset);
  const { read, stored, duplicates, quarantined, corrected } = quality ?? { read: -1 };
  return { read, stored, duplicates, quarantined, corrected };
};

const sums = async (table: string, dataset: string) =>
  await observations.query(
    `SELECT toInt32(count()) AS rows, toString(sum(amount_fen)) AS fen FROM ${table} WHERE enterprise_id IN
     (SELECT enterprise_id FROM import_batch WHERE dataset = {dataset:String})`,
    { dataset },
  );

const header = "交易日期,收入金额,支出金额,余额,对方户名,摘要\n";

describe("a row in quarantine", () => {
  it("is taken once corrected, in the place of the row as received, which stays in the log", async () => {
    await load(
      "fix",
      "s.csv",
      `${header}2024-03-01,100.00,,100.00,甲,货款\n2024-03-99,,20.00,80.00,乙,货款\n2024-03-03,1,2,3,丙,\n`,
    );
    expect(await qualityOf("fix")).toEqual({
      read: 3,
      stored: 1,
      duplicates: 0,
      quarantined: 2,
      corrected: 0,
    });
    const [row] = await quarantine("fix");
    expect(row).toMatchObject({ file: "s.csv", row: 3, code: "DATE_MALFORMED" });
    const place = row?.place ?? { origin: "", index: -1, ordinal: -1 };
    const correct = async (text: string) =>
      await correctRows({ ledger, observations, rows: [{ ...place, text }] });
    await expect(correct("2024-03-98,,20.00,80.00,乙,货款")).rejects.toMatchObject({
      code: "FLOW_ROW_STILL_WRONG",
    });
    const corrected = await correct("2024-03-02,,20.00,80.00,乙,货款");
    expect(corrected.counts).toMatchObject({ read: 1, stored: 1, corrected: 1 });
    expect(await qualityOf("fix")).toEqual({
      read: 3,
      stored: 2,
      duplicates: 0,
      quarantined: 1,
      corrected: 1,
    });
    expect((await quarantine("fix")).map((left) => left.row)).toEqual([4]);
    expect(await sums("statement_line", "fix")).toEqual([{ rows: 2, fen: "8000" }]);
    await expect(correct("2024-03-02,,20.00,80.00,乙,货款")).rejects.toMatchObject({
      code: "FLOW_ROW_NOT_IN_QUARANTINE",
    });
    const files: unknown[] = [];
    for await (const { header: sealed } of ledger.readEntries(0))
      files.push([sealed["file"], sealed["corrects"] !== undefined]);
    expect(files).toEqual([
      ["s.csv", false],
      ["s.csv", false],
      ["s.csv", true],
    ]);
  });

  it("brings the other lines of its invoice with it", async () => {
    const columns =
      "发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,货物或应税劳务名称,金额,税率,税额,价税合计,发票状态";
    const line = (net: string): string =>
      `,,24332000000000000001,S,甲,B,乙,2024-03-01,零件,${net},13%,13,113,正常\n`;
    await load("lines", "开具.csv", `${columns}\n${line("100")}${line("1oo")}`);
    const rows = await quarantine("lines");
    expect(rows.map(({ code }) => code)).toEqual(["LINE_OF_BROKEN_INVOICE", "AMOUNT_MALFORMED"]);
    const place = rows[1]?.place ?? { origin: "", index: -1, ordinal: -1 };
    const corrected = await correctRows({ ledger, observations, rows: [{ ...place, text: line("100") }] });
    expect(corrected.counts).toMatchObject({ read: 2, stored: 2, mergedLines: 1, corrected: 2 });
    expect(await quarantine("lines")).toEqual([]);
    expect(await observations.query("SELECT toString(net_fen) AS net FROM invoice")).toEqual([
      { net: "20000" },
    ]);
  });
});

describe("a file that was read by a wrong mapping", () => {
  it("is read again from its sealed rows, and the earlier reading no longer counts", async () => {
    const wrong = builtInMappings().find(({ id }) => id === "statement-columns");
    if (wrong?.mapping !== "touchstone-statements@1" || wrong.amount.kind !== "columns")
      throw new Error("no mapping");
    const swapped: Mapping = {
      ...wrong,
      id: "swapped",
      amount: { kind: "columns", in: ["支出金额"], out: ["收入金额"] },
    };
    const text = `${header}2024-03-01,100.00,,100.00,甲,货款\n2024-03-02,,20.00,80.00,乙,货款\n`;
    const report = await load("remap", "w.csv", text, swapped);
    expect(report.files[0]?.statements?.[0]).toMatchObject({ verdict: "broken" });
    expect(await sums("statement_line", "remap")).toEqual([{ rows: 2, fen: "-8000" }]);
    expect(await remapFile({ ledger, observations, dataset: "remap", file: "w.csv", mapping: wrong })).toBe(
      1,
    );
    expect(await sums("statement_line", "remap")).toEqual([{ rows: 2, fen: "8000" }]);
    expect(await qualityOf("remap")).toEqual({
      read: 2,
      stored: 2,
      duplicates: 0,
      quarantined: 0,
      corrected: 0,
    });
    expect((await observations.statementChecks("remap"))[0]).toMatchObject({ verdict: "continuous" });
    // Other data sets come back as they were.
    expect(await qualityOf("fix")).toEqual({
      read: 3,
      stored: 2,
      duplicates: 0,
      quarantined: 1,
      corrected: 1,
    });
    await expect(
      remapFile({ ledger, observations, dataset: "remap", file: "none.csv", mapping: wrong }),
    ).rejects.toMatchObject({ code: "FLOW_FILE_NOT_SEALED" });
  });
});
