import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom, type Random } from "#kernel";
import { afterAll, describe, expect, it } from "vitest";
import type { FileSummary } from "./file-to-read.ts";
import { defaultReadLimits } from "./limits.ts";
import { builtInMappings } from "./mapping.ts";
import { parseBatch } from "./parse-batch.ts";
import type { ParsedBatch } from "./parsed.ts";
import { readTable } from "./read-table.ts";
import type { ReadBatch, ReadGroup } from "./table-reader.ts";
import { type Cell, makeWorkbook } from "./testing/make-workbook.ts";
import { makeZip } from "./testing/make-zip.ts";
import { invoiceXml, lineHeader, lineRow } from "./testing/tax-invoices.ts";

/** `FUZZ_RUNS=5000 FUZZ_SEED=x` looks longer and elsewhere; the seed of a failure is in its message. */
const runs = Number(process.env["FUZZ_RUNS"] ?? 300);
const seed = process.env["FUZZ_SEED"] ?? "formats";

const folder = mkdtempSync(join(tmpdir(), "touchstone-formats-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const builtIn = builtInMappings();
const number = (i: number): string => `2433200000000000${String(i).padStart(4, "0")}`;

interface Table {
  readonly header: readonly string[];
  readonly row: (i: number) => readonly Cell[];
}

const tables: readonly Table[] = [
  {
    header: lineHeader,
    row: (i) => lineRow({ number: number(Math.floor(i / 3)), net: i % 7 === 0 ? -5 : 100.25, tax: 13.03 }, i),
  },
  {
    header: "交易日期,交易时间,借贷标志,交易金额,账户余额,对方户名,对方账号,摘要".split(","),
    row: (i) => [
      `2024-03-${String(1 + (i % 28)).padStart(2, "0")}`,
      "10:00:00",
      "贷",
      5,
      1000 + 5 * i,
      "甲",
      "1",
      "货款",
    ],
  },
  {
    header: "单据编号,日期,客户,物料名称,单位,数量,价税合计".split(","),
    row: (i) =>
      i % 2 === 0
        ? [`SO${i}`, "2024-03-01", "乙", "齿轮", "件", 2, 20.5]
        : [null, null, null, "轴", "件", 1, 3],
  },
  {
    header: ["户号", "日期", "电量类型", ...Array.from({ length: 96 }, (_, i) => `P${i + 1}`)],
    row: (i) => ["33", `2024-03-${1 + (i % 28)}`, "有功", ...Array.from({ length: 96 }, (_, k) => k / 4)],
  },
  {
    header: "户号,户名,电费年月,抄见电量,尖电量,峰电量,平电量,谷电量,电费".split(","),
    row: (i) => ["33", "甲", `2024${String(1 + (i % 12)).padStart(2, "0")}`, 100, 10, 20, 30, 40, 66.6],
  },
];

const oddTexts =
  '|"|a,b|line\nbreak|\u0000|-0.00|1e308|0.005|1,234.50|１２３|2020/2/30|0000|99999-01-01|NaN|\u2028|💥|__proto__|=1+1|合计|--|作废|借|24:00';
const oddCells: readonly Cell[] = [
  ...oddTexts.split("|"),
  "9".repeat(400),
  1e21,
  0.1 + 0.2,
  -1,
  new Date(Date.UTC(2024, 0, 1)),
  null,
];

type Change = (rows: Cell[][], random: Random) => void;

const changes: readonly Change[] = [
  (rows, random) => void rows.splice(random.integer(rows.length), 1),
  (rows, random) => void rows.push([...(rows[random.integer(rows.length)] ?? [])]),
  (rows, random) => void rows.splice(random.integer(rows.length), 0, [], ["", null], ["x"]),
  (rows, random) => void rows[random.integer(rows.length)]?.splice(random.integer(5), 1),
  (rows, random) => void rows[random.integer(rows.length)]?.push("more", "cells"),
  (rows) => void rows.unshift(["某银行"], ["账号：", "62", "户名:某厂"], []),
  (rows, random) => {
    const row = rows[random.integer(rows.length)] ?? [];
    row[random.integer(Math.max(1, row.length))] = oddCells[random.integer(oddCells.length)] ?? null;
  },
];

const damages: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  (bytes) => bytes,
  (bytes) => bytes,
  (bytes) => bytes,
  (bytes, random) => bytes.subarray(0, random.integer(bytes.length)),
  (bytes, random) => {
    const changed = Buffer.from(bytes);
    for (let i = 0; i <= random.integer(8); i++)
      changed[random.integer(changed.length)] = random.integer(256);
    return changed;
  },
];

async function makeBroken(random: Random): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const table = tables[random.integer(tables.length)] as Table;
  const rows = [
    [...table.header],
    ...Array.from({ length: 1 + random.integer(30) }, (_, i) => [...table.row(i)]),
  ];
  for (let i = random.integer(4); i > 0; i--) {
    if (rows.length > 0) changes[random.integer(changes.length)]?.(rows, random);
  }
  const text = (): string =>
    `${rows.map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString() : String(cell ?? ""))).join(",")).join("\n")}\n`;
  const xml = (): string =>
    invoiceXml(
      number(random.integer(9)),
      [
        [String(random.integer(999)), "1.30"],
        ["0.005", "x"],
      ].slice(random.integer(2)) as never,
    );
  switch (random.integer(5)) {
    case 0:
      return { name: "t.csv", bytes: Buffer.from(text()) };
    case 1:
      return { name: "t.xml", bytes: Buffer.from(xml()) };
    case 2:
      return {
        name: "t.zip",
        bytes: makeZip({
          "a.csv": text(),
          "b.xml": xml(),
          "c/d.xlsx": await makeWorkbook({ S: rows }),
          "e.csv": text(),
        }),
      };
    case 3:
      return {
        name: "t.ofd",
        bytes: makeZip({ "OFD.xml": "<OFD/>", "Doc_0/Attachs/original_invoice.xml": xml() }),
      };
    default:
      return { name: "t.xlsx", bytes: await makeWorkbook({ 说明: [["没有数据"]], S: rows }) };
  }
}

async function read(name: string, content: Buffer, random: Random) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const groups: ReadGroup[] = [];
  const limits = {
    ...defaultReadLimits,
    rowBytes: 3000,
    keptBytesOfLongRow: 100,
    groupRows: 1 + random.integer(50),
  };
  const file = { path, name, enterpriseCode: random.integer(2) === 0 ? null : "T1", mapping: null };
  const summary = await readTable(file, builtIn, limits, {
    group: async (group) => void groups.push(group),
    progress: () => undefined,
  });
  return { groups, summary };
}

/** How many rows of the batch each parsed item stands for, with the problems, is every row of it. */
function rowsIn(parsed: ParsedBatch): number {
  if (parsed.kind === "enterprises" || parsed.kind === "churn") return Number.NaN;
  const lines = parsed.kind === "invoices" ? parsed.lineCounts : undefined;
  const taken = lines === undefined ? parsed.ordinals.length : lines.reduce((sum, count) => sum + count, 0);
  return taken + parsed.problems.length;
}

function expectAccounted(
  { groups, summary }: { groups: ReadGroup[]; summary: FileSummary },
  name: string,
): void {
  let rows = 0;
  for (const { layout, batches } of groups) {
    for (const batch of batches) {
      rows += batch.rows.ends.length;
      expect(rowsIn(batch.parsed), name).toBe(batch.rows.ends.length);
      expect(new Set(batch.parsed.problems.map(({ ordinal }) => ordinal)).size, name).toBe(
        batch.parsed.problems.length,
      );
      expectSame(batch, parseAgain(batch, layout), name);
    }
  }
  expect(rows, name).toBe(summary.rows);
}

function parseAgain(batch: ReadBatch, layout: ReadGroup["layout"]): ParsedBatch {
  const sealed = JSON.parse(JSON.stringify(layout)) as ReadGroup["layout"];
  const isOwnerMissing = batch.parsed.problems.some(({ code }) => code === "ENTERPRISE_MISSING");
  return parseBatch(sealed, batch.rows, { notes: batch.notes, isOwnerMissing });
}

/** What is sealed is enough to come to the same result again. */
function expectSame(batch: ReadBatch, again: ParsedBatch, name: string): void {
  expect(again.problems.length, name).toBe(batch.parsed.problems.length);
  if (!("fingerprints" in again) || !("fingerprints" in batch.parsed)) return;
  expect(
    Buffer.from(again.fingerprints.buffer).equals(Buffer.from(batch.parsed.fingerprints.buffer)),
    name,
  ).toBe(true);
}

describe("a valid workbook, invoice or zip that was broken at random", () => {
  it(`is read to its end with every row accounted for (${runs} files of seed ${seed})`, async () => {
    let readable = 0;
    for (let run = 0; run < runs; run++) {
      const name = `${seed}/${run}`;
      const random = createRandom(name);
      const made = await makeBroken(random);
      const damaged = damages[random.integer(damages.length)]?.(made.bytes, random) ?? made.bytes;
      const outcome = await read(made.name, damaged, random);
      expectAccounted(outcome, name);
      if (outcome.summary.rows > 0) readable++;
    }
    expect(readable).toBeGreaterThan(runs / 3);
  }, 240_000);

  it("is refused when it would inflate too far, before it does", async () => {
    const bomb = makeZip({ "a.csv": Buffer.alloc(200 << 20, 0x2c) });
    const { summary } = await read("bomb.zip", bomb, createRandom("bomb"));
    expect(summary.problem?.code).toBe("COLLECT_INFLATES_TOO_FAR");
    const liar = Buffer.from(bomb);
    // The central directory says 10 bytes; what comes out is more and stops at once.
    const directory = liar.readUInt32LE(liar.length - 22 + 16);
    liar.writeUInt32LE(10, directory + 24);
    expect((await read("liar.zip", liar, createRandom("liar"))).summary.problem?.code).toBe(
      "COLLECT_ZIP_DAMAGED",
    );
  });
});
