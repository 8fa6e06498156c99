import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { textsOf } from "./columns.ts";
import { defaultReadLimits, type ReadLimits } from "./limits.ts";
import { builtInMappings, type Mapping } from "./mapping.ts";
import type { ParsedInvoices } from "./parsed.ts";
import type { FileSummary } from "./file-to-read.ts";
import { readTable } from "./read-table.ts";
import type { ReadBatch } from "./table-reader.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-collect-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const header = "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态\n";
const row = (code: string, number: number): string =>
  `${code},${number},2019/1/2,B1,100.0,13.0,113.0,有效发票\n`;

interface Outcome {
  readonly summary: FileSummary;
  readonly batches: readonly ReadBatch[];
  readonly problems: readonly string[];
}

async function read(
  name: string,
  content: string | Uint8Array,
  options: { readonly limits?: Partial<ReadLimits>; readonly mapping?: Mapping } = {},
): Promise<Outcome> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const batches: ReadBatch[] = [];
  const summary = await readTable(
    { path, name, enterpriseCode: null, mapping: options.mapping ?? null },
    builtInMappings(),
    { ...defaultReadLimits, ...options.limits },
    {
      group: async (group) => {
        batches.push(...group.batches);
      },
      progress: () => undefined,
    },
  );
  const problems = batches.flatMap(({ parsed }) => parsed.problems.map(({ code }) => code));
  return { summary, batches, problems };
}

const invoicesOf = ({ batches }: Outcome): number =>
  batches.reduce((sum, { parsed }) => sum + (parsed.kind === "invoices" ? parsed.ordinals.length : 0), 0);

describe("a folder of broken files", () => {
  const many = Array.from({ length: 5000 }, (_, i) => row(`E${i % 7}`, i)).join("");

  it("keeps what was good of a truncated gzip file, and quarantines the row that was cut", async () => {
    const whole = gzipSync(header + many);
    const outcome = await read("cut.csv.gz", whole.subarray(0, Math.floor(whole.length / 2)));
    expect(outcome.summary.problem?.code).toBe("COLLECT_GZIP_CUT_OFF");
    expect(invoicesOf(outcome)).toBeGreaterThan(1000);
    expect(outcome.problems).toEqual(["ROW_CUT_OFF"]);
    expect(outcome.summary.rows).toBe(invoicesOf(outcome) + 1);
  });

  it("says that a gzip file is damaged", async () => {
    const damaged = gzipSync(header + many);
    damaged[damaged.length - 5] = (damaged[damaged.length - 5] ?? 0) ^ 1;
    const outcome = await read("damaged.csv.gz", damaged);
    expect(outcome.summary.problem?.code).toBe("COLLECT_GZIP_DAMAGED");
    expect([invoicesOf(outcome), outcome.problems]).toEqual([5000, []]);
  });

  it("keeps the rows in front of other things behind gzip data", async () => {
    const outcome = await read(
      "tail.csv.gz",
      Buffer.concat([gzipSync(header + many), Buffer.alloc(9000, "x")]),
    );
    expect(outcome.summary.problem?.code).toBe("COLLECT_GZIP_DAMAGED");
    expect([invoicesOf(outcome), outcome.problems]).toEqual([5000, []]);
    const members = Buffer.concat([gzipSync(header + many), gzipSync(row("E1", 9)), Buffer.alloc(9000)]);
    expect(invoicesOf(await read("members.csv.gz", members))).toBe(5001);
  });

  it("stops a bomb early and keeps the rows before it", async () => {
    const bomb = gzipSync(header + row("E1", 1) + row("E1", 1).repeat(400_000));
    const limits = { inflationAllowanceBytes: 1 << 20, inflationRatio: 10 };
    const outcome = await read("bomb.csv.gz", bomb, { limits });
    expect(outcome.summary.problem?.code).toBe("COLLECT_INFLATES_TOO_FAR");
    expect(invoicesOf(outcome)).toBeGreaterThan(0);
    expect(invoicesOf(outcome)).toBeLessThan(200_000);
  });

  it("quarantines a line longer than the bound and goes on behind it", async () => {
    const content = `${header}${row("E1", 1)}${"9".repeat(5 << 20)}\n${row("E1", 2)}`;
    const outcome = await read("long.csv", content);
    expect(outcome.problems).toEqual(["ROW_TOO_LONG"]);
    expect(invoicesOf(outcome)).toBe(2);
    expect(outcome.summary.rows).toBe(3);
    const kept = outcome.batches.reduce((sum, { rows }) => sum + rows.bytes.length, 0);
    expect(kept).toBeLessThan(100_000);
  });

  it("says what other kinds of files are, whatever their name", async () => {
    const zip = Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(100)]);
    const found = async (name: string, content: string | Uint8Array) =>
      (await read(name, content)).summary.problem;
    expect(await found("book.csv", zip)).toMatchObject({ code: "COLLECT_ZIP_DAMAGED" });
    expect(await found("zip-in-gzip.csv.gz", gzipSync(zip))).toMatchObject({ code: "COLLECT_BINARY" });
    expect(await found("nul.csv", Buffer.alloc(64))).toMatchObject({ code: "COLLECT_BINARY" });
    expect(await found("empty.csv", "")).toMatchObject({ code: "COLLECT_EMPTY" });
    expect(await found("utf16.csv", Buffer.from(`\ufeff${header}`, "utf16le"))).toMatchObject({
      code: "COLLECT_ENCODING",
    });
    expect(await found("wrong.csv", Uint8Array.of(0x61, 0xff, 0xff, 0x0a, 0x62, 0x0a))).toMatchObject({
      code: "COLLECT_ENCODING",
    });
    expect(await found("other.csv", "a,b\n1,2\n")).toMatchObject({
      code: "COLLECT_UNKNOWN_LAYOUT",
      parameters: { columns: "a, b" },
    });
    expect(await found("notes.txt", "hello")).toMatchObject({ code: "COLLECT_NOT_A_DATA_FILE" });
  });

  it("loses only the damaged rows to damage behind the header", async () => {
    const damaged = Buffer.from(`${header}${row("E1", 1)}E1,2,2019/1/2,B1,1,0,1,有效发票\n${row("E1", 3)}`);
    damaged[damaged.indexOf("E1,2") + 26] = 0xff;
    const nul = Buffer.concat([
      Buffer.from(header + row("E1", 1)),
      Buffer.alloc(3 << 20),
      Buffer.from(`\n${row("E1", 2)}`),
    ]);
    const encoding = await read("encoding.csv", damaged);
    expect([invoicesOf(encoding), encoding.problems]).toEqual([2, ["ROW_ENCODING"]]);
    const zeros = await read("zeros.csv", nul);
    expect([invoicesOf(zeros), zeros.problems]).toEqual([2, ["ROW_TOO_LONG"]]);
  });

  it("does not open what is no regular file", async () => {
    const summary = await readTable(
      { path: "/dev/zero", name: "endless.csv", enterpriseCode: null, mapping: null },
      [],
      defaultReadLimits,
      { group: async () => undefined, progress: () => undefined },
    );
    expect(summary.problem?.code).toBe("COLLECT_NOT_A_FILE");
  });

  it("quarantines rows of the wrong shape without an enterprise", async () => {
    const outcome = await read(
      "shape.csv",
      `${header}E1,1,2019/1/2\n${row("E1", 1)}\n,2,2019/1/2,B1,1,0,1,有效发票\n"E1,3\n`,
    );
    expect(outcome.problems.toSorted()).toEqual(["ENTERPRISE_MISSING", "ROW_COLUMNS", "ROW_QUOTE_OPEN"]);
    expect(outcome.batches.map(({ enterpriseCode }) => enterpriseCode)).toEqual([null, "E1"]);
    expect(outcome.batches[0]?.rowRuns).toEqual([
      [2, 1],
      [5, 2],
    ]);
  });
});

describe("invoices as exported", () => {
  const parsedOf = async (name: string, content: string | Uint8Array): Promise<ParsedInvoices> => {
    const { batches } = await read(name, content);
    return batches[0]?.parsed as ParsedInvoices;
  };

  it("are read with all the quirks of the real files", async () => {
    const parsed = await parsedOf(
      "quirks.csv",
      `${header}E1,359,2019/1/2,B1,-943.4,-56.6,-1000.0, 作废发票\r\nE1,20000000000000000001,2019-01-02,B2,0.0,0.0,0.0,有效发票\r\n`,
    );
    expect(textsOf(parsed.columns.numbers)).toEqual(["00000359", "20000000000000000001"]);
    expect(textsOf(parsed.columns.counterparties)).toEqual(["B1", "B2"]);
    expect([...parsed.columns.isVoid]).toEqual([1, 0]);
    expect([...parsed.columns.issuedDays]).toEqual([17898, 17898]);
    expect([...new BigInt64Array(parsed.columns.netFen.buffer)]).toEqual([-94340n, 0n]);
    expect([...new BigInt64Array(parsed.columns.grossFen.buffer)]).toEqual([-100000n, 0n]);
  });

  it("are the same rows in GBK as in UTF-8", async () => {
    const text = `${header}E1,1,2019/1/2,甲公司,1.0,0.1,1.1,作废发票\n`;
    const utf8 = await parsedOf("utf8.csv", `\ufeff${text}`);
    const gbk = await parsedOf("gbk.csv", encodeGbk(text));
    expect(gbk.columns).toEqual(utf8.columns);
    expect(gbk.fingerprints).toEqual(utf8.fingerprints);
    expect(textsOf(gbk.columns.counterparties)).toEqual(["甲公司"]);
  });

  it("go into quarantine with the field and the reason", async () => {
    const wrong = [
      ["E1,x1,2019/1/2,B1,1,0,1,有效发票", "发票号码", "NUMBER_MALFORMED"],
      ["E1,1,2019/2/30,B1,1,0,1,有效发票", "开票日期", "DATE_MALFORMED"],
      ["E1,1,2019/1/2,,1,0,1,有效发票", "购方单位代号", "COUNTERPARTY_MISSING"],
      ["E1,1,2019/1/2,B1,1.005,0,1,有效发票", "金额", "AMOUNT_BELOW_FEN"],
      ["E1,1,2019/1/2,B1,1,x,1,有效发票", "税额", "AMOUNT_MALFORMED"],
      ["E1,1,2019/1/2,B1,1,0,1,红冲", "发票状态", "STATUS_UNKNOWN"],
    ] as const;
    const parsed = await parsedOf("wrong-fields.csv", `${header}${wrong.map(([line]) => line).join("\n")}\n`);
    expect(parsed.problems.map(({ ordinal, field, code }) => [ordinal, field, code])).toEqual(
      wrong.map(([, field, code], ordinal) => [ordinal, field, code]),
    );
    expect(parsed.ordinals.length).toBe(0);
  });

  it("keep every byte of every row, in batches of one enterprise, in any order and for any size of group", async () => {
    const codes = fc.array(fc.constantFrom("E1", "E2", "E3"), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(codes, fc.integer({ min: 1, max: 20 }), async (order, groupRows) => {
        const lines = order.map((code, i) => row(code, i + 1));
        const { batches, summary } = await read("order.csv", header + lines.join(""), {
          limits: { groupRows },
        });
        expect(summary.rows).toBe(lines.length);
        for (const code of ["E1", "E2", "E3"]) {
          const sealed = batches.filter(({ enterpriseCode }) => enterpriseCode === code);
          const text = sealed.map(({ rows }) => Buffer.from(rows.bytes).toString("utf8")).join("");
          expect(text).toBe(lines.filter((_, i) => order[i] === code).join(""));
          const numbers = sealed.flatMap(({ rowRuns }) =>
            rowRuns.flatMap(([first, count]) => Array.from({ length: count }, (_, i) => first + i)),
          );
          expect(numbers).toEqual(order.flatMap((one, i) => (one === code ? [i + 2] : [])));
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** GBK of a text, by turning the decoder around. */
function encodeGbk(text: string): Uint8Array {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map<string, readonly [number, number]>();
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  }
  return Uint8Array.from([...text].flatMap((character) => codes.get(character) ?? [character.charCodeAt(0)]));
}
