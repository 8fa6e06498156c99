import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Evaluation } from "#report";

const program = new URL("../bin/touchstone.ts", import.meta.url).pathname;
const environment = { ...process.env, LANG: "C.UTF-8", LC_ALL: "" };

let folder = "";
let invoices = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "touchstone-readings-"));
  invoices = join(folder, "in");
  await mkdir(invoices);
  const lines = Array.from(
    { length: 60 },
    (_, i) => `E${1 + (i % 2)},${1000 + i},2022/9/${1 + (i % 28)},B${i % 7},100.0,13.0,113.0,有效发票`,
  );
  const header = "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态";
  await writeFile(join(invoices, "sales.csv"), `${[header, ...lines, "E1,x,,,,,,"].join("\n")}\n`);
  await writeFile(
    join(invoices, "short.csv"),
    "企业代号,发票号码,开票日期,购方单位代号,金额,税额,发票状态\nE1,1,2022/9/1,B1,1,0,有效发票\n",
  );
  const hours = Array.from({ length: 480 }, (_, i) => {
    const at = new Date(Date.UTC(2022, 8, 1, i)).toISOString().slice(0, 16).replace("T", " ");
    return JSON.stringify({ at, mwh: i % 24 < 8 ? 0.02 : 0.12 });
  });
  await writeFile(join(folder, "meter.jsonl"), `${hours.join("\n")}\n`);
  await writeFile(join(folder, "hall.json"), await mappingOfDocument());
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

/** The example of docs/mapping.md, so that it is known to work. */
async function mappingOfDocument(): Promise<string> {
  const text = await readFile(new URL("../../docs/mapping.md", import.meta.url), "utf8");
  const example = text.slice(text.indexOf("## JSON lines")).match(/```json\n([\s\S]*?)```/)?.[1];
  if (example === undefined) throw new Error("docs/mapping.md has no example of JSON lines");
  return example;
}

async function evaluate(code: string, out: string): Promise<{ evaluation: Evaluation; summary: string }> {
  const words = [
    "--readings",
    `${join(folder, "meter.jsonl")}=${code}`,
    "--mapping",
    join(folder, "hall.json"),
  ];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, "evaluate", "--invoices", invoices, ...words, "--out", join(folder, out)],
    { env: environment },
  );
  const document = await readFile(join(folder, out, "evaluation.json"), "utf8");
  return { evaluation: JSON.parse(document) as Evaluation, summary: stdout };
}

describe("touchstone evaluate --readings FILE=CODE", () => {
  it("gives the readings to the enterprise whose invoices are there, by a mapping for JSON lines", async () => {
    const { evaluation, summary } = await evaluate("E1", "right");
    expect(evaluation.enterprises.map(({ code }) => code)).toEqual(["E1", "E2"]);
    const [first, second] = evaluation.enterprises;
    const baseLoad = first?.indicators.find(({ id }) => id === "base-load")?.value;
    expect(baseLoad).toBeCloseTo(20, 6);
    expect(second?.indicators.find(({ id }) => id === "base-load")).toMatchObject({
      missingReason: "noReadings",
    });
    expect(first?.machines.map(({ asset }) => asset)).toEqual(["hall"]);
    expect(await readFile(join(folder, "right", "report", "enterprises", "E1.html"), "utf8")).toContain(
      "hall",
    );
    expect(summary).not.toContain("no invoices");
  });

  it("says when a code has readings but no invoices, what a header lacks and which row is wrong", async () => {
    const { evaluation, summary } = await evaluate("E9", "wrong");
    expect(evaluation.enterprises.map(({ code }) => code)).toEqual(["E1", "E2", "E9"]);
    expect(summary).toContain("readings but no invoices: E9;");
    expect(summary).toContain("lacks the columns 价税合计");
    expect(summary).toContain("row 62 DATE_MALFORMED");
  });
});
