import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "#seal";
import { CollectingSink } from "../testing/collecting-sink.ts";
import { type CsvConfig, csvSchema } from "./csv-config.ts";
import { csvSource } from "./csv-source.ts";
import { readTime } from "../../pipeline/written-time.ts";
import { splitLine } from "./split-line.ts";
import { FolderReader } from "./watched-file.ts";

let folder: string;
let stop: (() => Promise<void>) | null = null;
const { signal } = new AbortController();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "csv-"));
  mkdirSync(join(folder, "in"));
});
afterEach(async () => {
  await stop?.();
  stop = null;
  rmSync(folder, { recursive: true });
});

function configWith(rest: Record<string, unknown> = {}): CsvConfig {
  return csvSchema.parse({
    id: "table",
    kind: "csv",
    folder: "in",
    everyMs: 100,
    time: { columns: ["时间"] },
    channels: [{ element: "M-01", channel: "power_w", unit: "kW", column: "功率" }],
    ...rest,
  });
}

function start(config: CsvConfig, position: Json | null = null): CollectingSink {
  const sink = new CollectingSink(position);
  const controller = new AbortController();
  const done = csvSource({ stateDirectory: join(folder, "state"), configurationDirectory: folder }).open(
    config,
    sink,
    controller.signal,
  );
  stop = async () => {
    controller.abort();
    await done;
  };
  return sink;
}

const write = (name: string, text: string): void => writeFileSync(join(folder, "in", name), text);
const append = (name: string, text: string): void => appendFileSync(join(folder, "in", name), text);
const row = (minute: number, value: string | number): string =>
  `2026-01-05 08:${String(minute).padStart(2, "0")}:00,${value}\n`;
const values = (sink: CollectingSink): number[] =>
  sink.received.filter(({ quality }) => quality === "good").map(({ value }) => value);

describe("tables in a folder", () => {
  it("are read line by line as they grow, half lines when they are whole", async () => {
    write("a.csv", `时间,功率\n${row(0, 1)}2026-01-05 08:0`);
    const sink = start(configWith());
    await sink.until(({ received }) => received.length === 1);
    expect(sink.received[0]).toMatchObject({ fromMs: Date.parse("2026-01-05T08:00:00+08:00"), value: 1 });
    append("a.csv", "1:00,2.5\n");
    await sink.until(({ received }) => received.length === 2);
    expect(values(sink)).toEqual([1, 2.5]);
  });

  it("are never read twice, through restarts, renames, new files under old names and copies", async () => {
    write("log.csv", `时间,功率\n${row(0, 1)}${row(1, 2)}`);
    const first = start(configWith());
    await first.until(({ received }) => received.length === 2);
    await stop?.();
    append("log.csv", row(2, 3));
    renameSync(join(folder, "in", "log.csv"), join(folder, "in", "log-1.csv"));
    write("log.csv", `时间,功率\n${row(3, 4)}`);
    const second = start(configWith(), first.position);
    await second.until(({ received }) => received.length === 2);
    expect(values(second).sort()).toEqual([3, 4]);
    write("copy.csv", readFileSync(join(folder, "in", "log-1.csv"), "utf8") + row(5, 6));
    await second.until(({ received }) => received.length === 3);
    expect(values(second).at(-1)).toBe(6);
  });

  it("give after any stops exactly the rows that were written", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(3), fc.boolean()), { minLength: 1, maxLength: 6 }),
        async (steps) => {
          write("p.csv", "时间,功率\n");
          let position: Json | null = null;
          let next = 0;
          const seen: number[] = [];
          for (const [rows, isTorn] of steps) {
            for (let count = 0; count < rows; count += 1) append("p.csv", row(next % 60, next++));
            if (isTorn) append("p.csv", "2026-01-05 08:");
            const sink = start(configWith(), position);
            await sink.until(({ received, healths }) => received.length >= rows && healths.length > 0);
            await stop?.();
            seen.push(...values(sink));
            position = sink.position;
            if (isTorn) append("p.csv", `59:00,${next++}\n`);
          }
          const last = start(configWith(), position);
          await last.until(({ healths }) => healths.length > 0);
          await stop?.();
          seen.push(...values(last));
          expect(seen).toEqual(Array.from({ length: next }, (_, index) => index));
        },
      ),
      { numRuns: 8 },
    );
  }, 60_000);

  it("may be GBK, with quoted cells, interval ends and machines that take turns", async () => {
    const gbk = Buffer.from("bbfacca82cbfaacabc2cbde1caf82cb5e7c1bf0a", "hex");
    writeFileSync(
      join(folder, "in", "g.csv"),
      Buffer.concat([
        gbk,
        Buffer.from('"M,1",2026/1/5 8:00,2026/1/5 8:15,1.25\nM2,2026/1/5 8:00,2026/1/5 8:15,7\n'),
      ]),
    );
    const sink = start(
      configWith({
        time: { columns: ["开始"], endColumn: "结束" },
        channels: [
          {
            element: "E-1",
            channel: "energy_wh",
            unit: "kWh",
            column: "电量",
            where: { column: "机台", equals: "M,1" },
          },
        ],
      }),
    );
    await sink.until(({ received, healths }) => received.length + healths.length > 0);
    const fromMs = Date.parse("2026-01-05T08:00:00+08:00");
    expect(sink.received).toEqual([
      { element: "E-1", channel: "energy_wh", fromMs, toMs: fromMs + 900_000, value: 1.25, quality: "good" },
    ]);
  });

  it("have their bad lines reported with file, row and field, and counted", async () => {
    write("b.csv", `时间,功率\n${row(0, "n/a")}2026-02-30 08:00,1\n"x\n${row(1, 4)}`);
    const sink = start(configWith());
    await sink.until(({ received }) => received.length === 4);
    expect(values(sink)).toEqual([4]);
    expect(sink.received.filter(({ quality }) => quality === "bad")).toHaveLength(3);
    const report = readFileSync(join(folder, "state/sources/csv/table.rejected.jsonl"), "utf8");
    const told = report
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(told).toMatchObject([
      { file: "b.csv", row: 2, field: "功率", expected: "a number", found: "n/a" },
      { file: "b.csv", row: 3, field: "时间" },
      { file: "b.csv", row: 4, field: null, found: "an open quotation mark" },
    ]);
  });

  it("are read once where a file is rotated between the listing of the folder and its reading", async () => {
    const reader = new FolderReader(configWith(), join(folder, "in"), []);
    const at = (name: string): string => join(folder, "in", name);
    const head = "时间,功率\n";
    const taken: number[] = [];
    const read = async (name: string): Promise<void> => {
      const part = await reader.read(name, Date.now());
      taken.push(...(part?.samples ?? []).map(({ value }) => value));
    };
    write("log.csv", `${head}${row(0, 1)}${row(1, 2)}`);
    await read("log.csv");
    for (let turn = 1; turn <= 3; turn += 1) {
      appendFileSync(at("log.csv"), row(turn + 2, 10 * turn));
      renameSync(at("log.csv"), at(`log-${turn}.csv`));
      write("log.csv", head);
      // The list was made before: the new file is read under the old name, the old one only in the next round.
      await read("log.csv");
      appendFileSync(at("log.csv"), row(turn + 2, 10 * turn + 1));
      await read("log.csv");
      for (let name = 1; name <= turn; name += 1) await read(`log-${name}.csv`);
    }
    expect(taken.toSorted((left, right) => left - right)).toEqual([1, 2, 10, 11, 20, 21, 30, 31]);
  });

  it("are checked: folder, and each column that a file lacks", async () => {
    const source = csvSource({ stateDirectory: folder, configurationDirectory: folder });
    expect((await source.check(configWith({ folder: "nowhere" }), signal))[0]).toMatchObject({
      path: ["folder"],
      found: expect.stringContaining("ENOENT"),
    });
    write("c.csv", "时间,电流\n");
    expect(await source.check(configWith(), signal)).toEqual([
      { path: ["channels", 0, "column"], expected: "columns 功率 in c.csv", found: "时间, 电流" },
    ]);
  });
});

describe("cells and times", () => {
  it("come back from quoted cells", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().map((text) => text.replaceAll(/[\r\n]/g, "")),
          { minLength: 1 },
        ),
        (cells) => {
          const line = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
          expect(splitLine(line, ",")).toEqual(cells);
        },
      ),
    );
  });

  it.each([
    ["2026-01-05 08:00:00", "text", "2026-01-05T00:00:00Z"],
    ["2026/1/5 8:00", "text", "2026-01-05T00:00:00Z"],
    ["2026年1月5日 08:00:00.250", "text", "2026-01-05T00:00:00.250Z"],
    ["2026-01-05T08:00:00Z", "text", "2026-01-05T08:00:00Z"],
    ["1767600000", "epochS", "2026-01-05T08:00:00Z"],
  ] as const)("reads %s", (text, format, expected) => {
    expect(readTime(text, { format, zone: "+08:00" })).toBe(Date.parse(expected));
  });

  it.each(["2026-02-30 08:00", "2026-13-01 08:00", "08:00", "", "1970-01-01 00:00", "2026-01-05 25:00"])(
    "takes %s for no time",
    (text) => {
      expect(readTime(text, { format: "text", zone: "+08:00" })).toBeNull();
    },
  );
});
