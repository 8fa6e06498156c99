import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { textOfCell } from "#scorecard";
import type { IndicatorColumn } from "#scorecard";
import { type ReadTable, readTable, type TableRequest } from "./index.ts";
import { numberOfBytes, numberOfText } from "./number-text.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "touchstone-tables-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function read(
  content: string | Uint8Array,
  more: Partial<TableRequest> = {},
  name = "loans.csv",
): Promise<ReadTable> {
  const path = join(folder, name);
  await writeFile(path, content);
  const request: TableRequest = {
    origin: { kind: "file", path },
    columns: null,
    kinds: {},
    missingTexts: [],
    ...more,
  };
  return await readTable(request, () => Promise.reject(new Error("no engine in this test")));
}

function cells(column: IndicatorColumn | undefined, rows: number): readonly (string | null)[] {
  return column === undefined ? [] : Array.from({ length: rows }, (_, row) => textOfCell(column, row));
}

describe("a table that is read into columns", () => {
  it("keeps numbers as numbers, texts as categories, and nothing as missing", async () => {
    const { table, notes } = await read(
      'id,income,city\r\n1,"1,200.50",Xi’an\r\n2,,"Jinan, Shandong"\r\n3,NA,\r\n',
    );
    expect(notes).toEqual([]);
    expect(table.columns.map(({ kind }) => kind)).toEqual(["numeric", "numeric", "categorical"]);
    expect(cells(table.columns[1], 3)).toEqual(["1200.5", null, null]);
    expect(cells(table.columns[2], 3)).toEqual(["Xi’an", "Jinan, Shandong", null]);
  });

  it("reads GBK, gzip, semicolons and tabs without being told", async () => {
    const gbk = Buffer.from("c3fb2cb5d8c7f80ab0a22cbcc3c4cf0a", "hex");
    expect(cells((await read(gbk)).table.columns[1], 1)).toEqual(["济南"]);
    expect(
      (await read(gzipSync("a;b\n1;2\n"), {}, "loans.csv.gz")).table.columns.map(({ id }) => id),
    ).toEqual(["a", "b"]);
    expect((await read("a\tb\n1\t2\n")).table.columns).toHaveLength(2);
  });

  it("reads a column again as categories when a later row is no number, and says where", async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => `${row},${row === 55_000 ? "abc" : row / 4}`);
    const { table, notes } = await read(`id,x\n${rows.join("\n")}\n`);
    expect(notes).toEqual([{ kind: "readAsCategories", column: "x", row: 55_002, text: "abc" }]);
    expect(textOfCell(table.columns[1] as IndicatorColumn, 55_000)).toBe("abc");
    expect(textOfCell(table.columns[1] as IndicatorColumn, 3)).toBe("0.75");
  });

  it("refuses a wrong cell of a column that was said to be numeric, with file, row and column", async () => {
    await expect(read("a,b\n1,2\n2,x\n", { kinds: { b: "numeric" } })).rejects.toMatchObject({
      code: "TABLES_NOT_A_NUMBER",
      parameters: { file: "loans.csv", row: 3, column: "b", found: "x" },
    });
    const taken = await read("a,b\n1,2\n2,x\n", { kinds: { b: "numeric" }, missingTexts: ["x"] });
    expect(cells(taken.table.columns[1], 2)).toEqual(["2", null]);
  });

  it("takes codes with leading zeros as codes, and what is asked for as categories", async () => {
    const { table } = await read("zip,grade\n01234,1\n99999,2\n", { kinds: { grade: "categorical" } });
    expect(cells(table.columns[0], 2)).toEqual(["01234", "99999"]);
    expect(table.columns[1]?.kind).toBe("categorical");
  });

  it("takes infinite values as missing and counts them", async () => {
    const { table, notes } = await read("ratio\n1.5\ninf\n-inf\n");
    expect(cells(table.columns[0], 3)).toEqual(["1.5", null, null]);
    expect(notes).toEqual([{ kind: "infiniteAsMissing", column: "ratio", count: 2 }]);
  });

  it.each([
    ["a row of another length", "a,b\n1,2\n1\n", "TABLES_ROW_COLUMNS"],
    ["a name twice", "a,a\n1,2\n", "TABLES_COLUMN_TWICE"],
    ["no rows", "a,b\n", "TABLES_EMPTY"],
    ["nothing", "", "TABLES_EMPTY"],
    ["another format", Buffer.from("504b0304ffff", "hex"), "TABLES_FORMAT"],
    ["a quotation mark that is never closed", `a,b\n1,"${"x".repeat(2_000_000)}`, "TABLES_ROW_BROKEN"],
  ])("refuses %s", async (_, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ code });
  });

  it("gives a column without a name its place, and the same hash for the same bytes", async () => {
    const first = await read(",x\n1,2\n");
    expect(first.table.columns[0]?.id).toBe("column1");
    expect((await read(",x\n1,2\n")).sha256).toBe(first.sha256);
    expect(first.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("reads the answer of a query by its types", async () => {
    const answer = Buffer.from(
      '"zip","x","y"\n"String","Nullable(Float64)","Int8"\n"12",\\N,3\n"13",1.5,4\n',
    );
    const { table } = await readTable(
      {
        origin: { kind: "query", sql: "SELECT 1", server: null },
        columns: null,
        kinds: {},
        missingTexts: [],
      },
      () => Promise.resolve(answer),
    );
    expect(table.columns.map(({ kind }) => kind)).toEqual(["categorical", "numeric", "numeric"]);
    expect(cells(table.columns[1], 2)).toEqual([null, "1.5"]);
  });
});

describe("the text of a number", () => {
  it("is read as JavaScript reads it, to the bit, but for the sign of zero", () => {
    const read = (text: string): number => {
      const bytes = Buffer.from(text);
      const fast = numberOfBytes(bytes, 0, bytes.length);
      return Number.isNaN(fast) ? (numberOfText(text) as number) : fast;
    };
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(read(String(value))).toBe(value === 0 ? 0 : value);
      }),
    );
    for (const text of ["0.1", "+3", "1e-3", "123456789012345678", "9007199254740993", "0.000000000000001"]) {
      expect(read(text), text).toBe(Number(text));
    }
  });

  it("may carry separators, a currency and a per cent sign", () => {
    expect(["¥1,234.5", "$ 60,000.00", "12%", "-1,000"].map(numberOfText)).toEqual([
      1234.5, 60_000, 0.12, -1000,
    ]);
  });
});
