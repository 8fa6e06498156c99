import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openObservations, type Observations } from "#adapters/clickhouse";
import { openLedger } from "#adapters/files";
import { defaultReadLimits, type FileToRead, type ObservationStore } from "#collect";
import type { Ledger } from "#ledger";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catchUpObservations } from "./catch-up-observations.ts";
import { importFiles, type ImportReport } from "./import-files.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-import-"));

const header = "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态\n";
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

function fileOf(name: string, content: string): FileToRead {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { path, name, enterpriseCode: null, mapping: null };
}

async function load(
  dataset: string,
  paths: readonly FileToRead[],
  options: { readonly groupRows?: number; readonly store?: ObservationStore } = {},
): Promise<ImportReport> {
  return await importFiles({
    paths,
    dataset,
    ledger,
    observations: options.store ?? observations,
    clock: () => 0,
    onProgress: () => undefined,
    limits: { ...defaultReadLimits, groupRows: options.groupRows ?? defaultReadLimits.groupRows },
  });
}

/** Everything about the stored invoices that does not depend on where in the log they are. */
const stored = async (dataset: string) =>
  await observations.query(
    `SELECT enterprise_code AS code, direction, number, toString(issued_on) AS day, counterparty, net_fen, tax_fen,
       gross_fen, is_void, flags
     FROM invoice AS i INNER JOIN (SELECT DISTINCT enterprise_id, enterprise_code FROM import_batch
       WHERE dataset = {dataset:String}) AS b ON i.enterprise_id = b.enterprise_id
     ORDER BY ALL`,
    { dataset },
  );

describe("importing files", () => {
  it("stores, flags and counts what the quirks of the real files ask for", async () => {
    const lines = [
      "E1,359,2019/1/2,B1,100.0,13.0,113.0,有效发票",
      "E1,00000359,2019/01/02,B1,100.00,13.00,113.00, 有效发票", // duplicate after trimming and padding
      "E1,359,2019/1/2,B1,100.0,13.0,113.0,作废发票", // same number, other status
      "E2,359,2019/1/2,B1,100.0,13.0,113.0,有效发票", // another enterprise
      "E1,360,2019/1/3,B1,100.0,13.0,114.0,有效发票", // does not add up
      "E1,361,2019/1/3,B1,-100.0,-13.0,-113.0,有效发票", // red
      "E1,362,2019/1/3,B1,0.0,0.0,0.0,有效发票", // zero
      "E1,363,2019/13/3,B1,0.0,0.0,0.0,有效发票", // no such month
      "E1,364", // cut
    ];
    const files = [
      fileOf("quirks.csv", `${header}${lines.join("\r\n")}\r\n`),
      fileOf("list.csv", "企业代号,企业名称,信誉评级,是否违约\nE1,甲厂 ,A,否\nE3,丙厂,D,是\n"),
      fileOf(
        "churn.csv",
        "loan_annual_rate,churn_rating_A,churn_rating_B,churn_rating_C\n0.0425,0.1,0.2,0.3\n",
      ),
      fileOf("readme.txt", "not data"),
    ];
    const report = await load("quirks", files);
    expect(
      report.files.map(({ file, layout, read, stored, duplicates, quarantined }) => [
        file,
        layout,
        read,
        stored,
        duplicates,
        quarantined,
      ]),
    ).toEqual([
      ["quirks.csv", "invoices-sale", 9, 6, 1, 2],
      ["list.csv", "enterprise-list", 2, 2, 0, 0],
      ["churn.csv", "churn-table", 1, 1, 0, 0],
      ["readme.txt", "ignored", 0, 0, 0, 0],
    ]);
    expect(report.files[0]?.flagged).toEqual({ amountsDoNotAddUp: 1, numberReused: 1 });
    expect(report.files[3]?.problem?.code).toBe("COLLECT_NOT_A_DATA_FILE");
    expect(
      report.enterprises.map(({ code, name, label, bankRating, quality }) => [
        code,
        name,
        label,
        bankRating,
        quality.stored,
        quality.firstDay,
      ]),
    ).toEqual([
      ["E1", "甲厂", "performing", "A", 5, "2019-01-02"],
      ["E2", "E2", null, null, 1, "2019-01-02"],
      ["E3", "丙厂", "default", "D", 0, null],
    ]);
    expect(report.churnTable).toEqual([{ ratePpm: 42_500, A: 0.1, B: 0.2, C: 0.3 }]);
    const quarantine = await observations.query(
      "SELECT toUInt32(row) AS row, field, code, raw FROM quarantine WHERE file = 'quirks.csv' ORDER BY row",
    );
    expect(quarantine).toEqual([
      { row: 9, field: "开票日期", code: "DATE_MALFORMED", raw: lines[7] },
      { row: 10, field: "", code: "ROW_COLUMNS", raw: "E1,364" },
    ]);

    expect(report.files[0]?.quarantinedRows?.map(({ row, field, en, raw }) => [row, field, en, raw])).toEqual(
      [
        [9, "开票日期", "The date should be year/month/day: “2019/13/3”.", lines[7]],
        [10, "", "8 columns expected, 2 found.", "E1,364"],
      ],
    );
    const recorded = await observations.query<{ problem: string }>(
      "SELECT file, layout, toUInt32(rows) AS rows, problem FROM import_file WHERE dataset = 'quirks' ORDER BY file",
    );
    expect(recorded.map((row) => ({ ...row, problem: row.problem.slice(0, 33) }))).toEqual([
      { file: "churn.csv", layout: "churn-table", rows: 1, problem: "" },
      { file: "list.csv", layout: "enterprise-list", rows: 2, problem: "" },
      { file: "quirks.csv", layout: "invoices-sale", rows: 9, problem: "" },
      { file: "readme.txt", layout: "ignored", rows: 0, problem: '{"code":"COLLECT_NOT_A_DATA_FILE"' },
    ]);

    const again = await load("quirks", files);
    expect(
      again.files.map(({ read, stored, duplicates, quarantined }) => [read, stored, duplicates, quarantined]),
    ).toEqual([
      [9, 0, 7, 2],
      [2, 0, 2, 0],
      [1, 0, 1, 0],
      [0, 0, 0, 0],
    ]);
  });

  it("holds read = stored + duplicates + quarantined, the same however the rows are grouped", async () => {
    const line = fc.record({
      code: fc.constantFrom("E1", "E2", "E3", ""),
      number: fc.constantFrom("1", "02", "3", "x"),
      day: fc.constantFrom("2019/1/2", "2019/01/02", "2019/2/30"),
      net: fc.constantFrom("1.0", "1.00", "-2.5", "0.001"),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        async (lines, groupRows) => {
          const text = lines
            .map(({ code, number, day, net }) => `${code},${number},${day},B1,${net},0.0,${net},有效发票\n`)
            .join("");
          const whole = await load(`p${++run}`, [fileOf("p.csv", header + text)]);
          const split = await load(`q${run}`, [fileOf("p.csv", header + text)], { groupRows });
          const [a, b] = [whole.files[0], split.files[0]];
          expect(b).toEqual(a);
          expect(a?.read).toBe(lines.length);
          expect((a?.stored ?? 0) + (a?.duplicates ?? 0) + (a?.quarantined ?? 0)).toBe(lines.length);
          expect(await stored(`q${run}`)).toEqual(await stored(`p${run}`));
        },
      ),
      { numRuns: 12 },
    );
  });

  it("catches up from the sealed payloads what a crash kept from the store", async () => {
    const lines = Array.from(
      { length: 300 },
      (_, i) => `E${i % 5},${i % 97},2019/1/${(i % 28) + 1},B${i % 3},1.0,0.1,1.1,有效发票\n`,
    );
    const file = fileOf("crash.csv", header + lines.join(""));
    const expected = await load("whole", [file], { groupRows: 40 });
    let left = 3;
    const failing: ObservationStore = {
      ...observations,
      project: async (group) => {
        if (left-- === 0) throw new Error("pulled the plug");
        await observations.project(group);
      },
    };
    await expect(load("crashed", [file], { groupRows: 40, store: failing })).rejects.toThrow(
      "pulled the plug",
    );
    const projected = await catchUpObservations(ledger, observations);
    expect(projected).toBeGreaterThan(0);
    expect(await catchUpObservations(ledger, observations)).toBe(0);
    // What was read before the plug was pulled is there once; the rest comes with the file, read again.
    await load("crashed", [file], { groupRows: 40 });
    expect(await stored("crashed")).toEqual(await stored("whole"));
    expect(expected.files[0]?.stored).toBe((await stored("whole")).length);
  });

  it("stores a group once when it is projected again", async () => {
    const groups: Parameters<ObservationStore["project"]>[0][] = [];
    const recording: ObservationStore = {
      ...observations,
      project: async (group) => {
        groups.push(group);
        await observations.project(group);
      },
    };
    await load(
      "twice",
      [fileOf("twice.csv", `${header}E1,1,2019/1/2,B1,1.0,0.0,1.0,有效发票\nE1,x,,,,,,\n`)],
      { store: recording },
    );
    const before = await observations.query(
      "SELECT (SELECT count() FROM invoice) AS a, (SELECT count() FROM quarantine) AS b, (SELECT count() FROM import_batch) AS c",
    );
    for (const group of groups) await observations.project(group);
    const after = await observations.query(
      "SELECT (SELECT count() FROM invoice) AS a, (SELECT count() FROM quarantine) AS b, (SELECT count() FROM import_batch) AS c",
    );
    expect(after).toEqual(before);
  });
});
