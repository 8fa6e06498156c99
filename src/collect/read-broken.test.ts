import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createRandom, type Random } from "#kernel";
import { afterAll, describe, expect, it } from "vitest";
import { defaultReadLimits } from "./limits.ts";
import { builtInMappings } from "./mapping.ts";
import { readTable } from "./read-table.ts";
import type { ReadBatch } from "./table-reader.ts";

/** `FUZZ_RUNS=5000 FUZZ_SEED=x` looks longer and elsewhere; the seed of a failure is in its message. */
const runs = Number(process.env["FUZZ_RUNS"] ?? 300);
const seed = process.env["FUZZ_SEED"] ?? "broken";

const folder = mkdtempSync(join(tmpdir(), "touchstone-broken-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tables = [
  {
    header: "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态",
    row: (i: number) => `E${i % 3},${1000 + i},2019/1/${1 + (i % 28)},B${i % 5},100.0,13.0,113.0,有效发票`,
  },
  {
    header: "ts,asset,items,status,status_time,power_avg,cycle_time,alarm,product",
    row: (i: number) =>
      `2022-09-01 00:${String(i % 60).padStart(2, "0")}:00+00:00,${i % 3},4.0,2.0,43.0,2.0,40.5,0,${i}`,
  },
] as const;

const oddFields = [
  "",
  '"',
  '""',
  '"a,b"',
  '"open',
  "\u0000",
  "-0",
  "-0.00",
  "1e308",
  "9".repeat(400),
  "-9007199254740993",
  "0.005",
  "1,234.50",
  '"1,234.50"',
  "１２３．４５",
  "2020/2/30",
  "2020/13/1",
  "0000/0/0",
  "99999/1/1",
  " 有效发票 \t",
  "NaN",
  "Infinity",
  "\ufeff",
  "\u2028",
  "💥",
  "é",
  "constructor",
  "__proto__",
  "\r",
  "=1+1",
  "'1",
  "00:00",
  "1e-400",
  "+",
  ".",
  "2022-02-30 00:00:00+00:00",
  "2022-09-01 24:00:00+00:00",
  "2022-09-01 25:00:00+99:99",
] as const; // prettier-ignore

type Change = (lines: string[], random: Random) => void;

const placeIn = (lines: readonly string[], random: Random): number => random.integer(lines.length);

/** Changes of lines; the header is line 0. */
const lineChanges: readonly Change[] = [
  (lines, random) => void lines.splice(placeIn(lines, random), 1),
  (lines, random) => void lines.push(lines[placeIn(lines, random)] ?? ""),
  (lines, random) => void lines.splice(placeIn(lines, random), 0, "", "   ", ",,,,,,,", "\u0000"),
  (lines, random) => {
    const at = placeIn(lines, random);
    const fields = (lines[at] ?? "").split(",");
    fields[random.integer(fields.length)] = oddFields[random.integer(oddFields.length)] ?? "";
    lines[at] = fields.join(",");
  },
  (lines, random) => {
    const at = placeIn(lines, random);
    lines[at] = (lines[at] ?? "").split(",").reverse().join(",");
  },
  (lines, random) => {
    const at = placeIn(lines, random);
    lines[at] = (lines[at] ?? "").slice(0, random.integer(20)) + "x".repeat(random.integer(5000));
  },
];

/** Changes of bytes. */
const byteChanges: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  (bytes, random) => {
    const changed = Buffer.from(bytes);
    for (let i = 0; i < 1 + random.integer(20); i++)
      changed[random.integer(changed.length)] = random.integer(256);
    return changed;
  },
  (bytes, random) => bytes.subarray(0, random.integer(bytes.length)),
  (bytes) => Buffer.from(bytes.toString("utf8").replaceAll("\n", "\r"), "utf8"),
  (bytes) => Buffer.from(bytes.toString("utf8").replaceAll("\n", "\r\n"), "utf8"),
  (bytes) => Buffer.from(`\ufeff${bytes.toString("utf8")}`, "utf16le"),
  (bytes, random) => {
    const at = random.integer(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from("\ufeff"), bytes.subarray(at)]);
  },
  (bytes, random) => {
    const at = random.integer(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(random.integer(3000)), bytes.subarray(at)]);
  },
  (bytes) => bytes,
];

/** Ways of compressing, with the damage that they come with. */
const packings: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  (bytes) => bytes,
  (bytes) => gzipSync(bytes),
  (bytes, random) => {
    const at = random.integer(bytes.length + 1);
    return Buffer.concat([gzipSync(bytes.subarray(0, at)), gzipSync(bytes.subarray(at))]);
  },
  (bytes, random) =>
    Buffer.concat([gzipSync(bytes), Buffer.alloc(1 + random.integer(600), random.integer(256))]),
  (bytes, random) => {
    const packed = gzipSync(bytes);
    return packed.subarray(0, random.integer(packed.length));
  },
  (bytes, random) => {
    const packed = gzipSync(bytes);
    packed[random.integer(packed.length)] = random.integer(256);
    return packed;
  },
];

describe("a valid file that was broken at random", () => {
  it(`is read to its end with every row accounted for (${runs} files of seed ${seed})`, async () => {
    for (let run = 0; run < runs; run++) {
      const name = `${seed}/${run}`;
      const random = createRandom(name);
      const broken = breakTable(random);
      const { batches, rows } = await read(broken, random);
      const accounted = batches.reduce((sum, { rows: { ends } }) => sum + ends.length, 0);
      expect(accounted, name).toBe(rows);
      for (const batch of batches) expectAccounted(batch, name);
    }
  }, 120_000);
});

function breakTable(random: Random): Buffer {
  const table = tables[random.integer(tables.length)] ?? tables[0];
  const lines = [table.header, ...Array.from({ length: random.integer(60) }, (_, i) => table.row(i))];
  for (let i = random.integer(4); i > 0; i--)
    lineChanges[random.integer(lineChanges.length)]?.(lines, random);
  const text = Buffer.from(`${lines.join("\n")}${random.integer(2) === 0 ? "\n" : ""}`, "utf8");
  const changed = text.length === 0 ? text : byteChanges[random.integer(byteChanges.length)]?.(text, random);
  return packings[random.integer(packings.length)]?.(changed ?? text, random) ?? text;
}

async function read(content: Buffer, random: Random): Promise<{ batches: ReadBatch[]; rows: number }> {
  const path = join(folder, "broken.csv");
  writeFileSync(path, content);
  const batches: ReadBatch[] = [];
  const summary = await readTable(
    { path, name: "broken.csv", enterpriseCode: null, mapping: null },
    builtIn,
    { ...defaultReadLimits, rowBytes: 3000, keptBytesOfLongRow: 100, groupRows: 1 + random.integer(50) },
    { group: async (group) => void batches.push(...group.batches), progress: () => undefined },
  );
  return { batches, rows: summary.rows };
}

const builtIn = builtInMappings();

/** Every row of a batch either parsed or has one problem, and what parsed is made of whole numbers. */
function expectAccounted({ parsed, rows }: ReadBatch, name: string): void {
  const problems = parsed.problems.map(({ ordinal }) => ordinal);
  if (parsed.kind !== "invoices" && parsed.kind !== "readings") throw new Error(`${name}: ${parsed.kind}`);
  const all = [...parsed.ordinals, ...problems].toSorted((a, b) => a - b);
  expect(all, name).toEqual(Array.from(rows.ends, (_, ordinal) => ordinal));
  if (parsed.kind === "invoices") return;
  for (const numbers of [parsed.fromMs, parsed.toMs, parsed.values])
    expect(numbers.every(Number.isSafeInteger), name).toBe(true);
  expect(
    parsed.fromMs.every((from, i) => from <= (parsed.toMs[i] as number)),
    name,
  ).toBe(true);
}
