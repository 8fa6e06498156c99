import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#kernel";
import { readCsv, readListFile } from "./read-list-file.ts";
import { runCommandLine } from "./run-command-line.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "touchstone-enterprise-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("touchstone enterprise and consent", { timeout: 120_000 }, () => {
  it("register a list, list it, and print the form to be signed", async () => {
    const list = path.join(folder, "list.csv");
    writeFileSync(
      list,
      "企业代码,企业名称,行业代码,年份,从业人员,营业收入（万元）\nE1,甲厂,C34,2025,120,4500\n",
    );
    const made = await run("enterprise", "import", list, "--dataset", "pilot", "--json");
    expect(made, made.errors).toMatchObject({ exitCode: 0 });
    expect(made.json()).toMatchObject({
      registered: 1,
      known: 0,
      invitations: [{ code: "E1", name: "甲厂" }],
    });
    const listed = await run("enterprise", "list", "--json");
    expect(listed.json()).toMatchObject({ items: [{ code: "E1", sizeClass: "small" }] });

    writeFileSync(list, "企业代码,企业名称\nE2,\n");
    const wrong = await run("enterprise", "import", list, "--dataset", "pilot");
    expect(wrong.exitCode).toBe(1);
    expect(wrong.output).toContain("LIST_NAME_MISSING");

    const form = path.join(folder, "form.pdf");
    expect(await run("consent", "form", "--out", form, "--until", "2027-11-21")).toMatchObject({
      exitCode: 0,
    });
    expect(readFileSync(form).subarray(0, 5).toString()).toBe("%PDF-");
    expect((await run("consent", "list", "--json")).json()).toEqual({ items: [] });
    expect((await run("consent", "form", "--out", form, "--purpose", "resale")).exitCode).toBe(2);
  });

  async function run(...words: string[]) {
    let output = "";
    let errors = "";
    const exitCode = await runCommandLine([...words, "--data-dir", path.join(folder, "data")], {
      stdout: { write: (text) => (output += text) },
      stderr: { write: (text) => (errors += text) },
      env: {},
      clock: systemClock,
      language: "zh",
      signal: new AbortController().signal,
    });
    return { exitCode, output, errors, json: () => JSON.parse(output) as unknown };
  }
});

describe("a list file", () => {
  it("is read with quotes, line ends of either kind, and Chinese in GB18030", async () => {
    expect(readCsv('a,"b,1",c\r\n"d ""x""",,\n')).toEqual([
      ["a", "b,1", "c"],
      ['d "x"', "", ""],
    ]);
    // 甲厂 in GB18030.
    expect(await readListFile("a.csv", Uint8Array.of(0xbc, 0xd7, 0xb3, 0xa7))).toEqual([["甲厂"]]);
  });

  it("is refused as a workbook when it is none", async () => {
    await expect(readListFile("a.xlsx", Uint8Array.of(1, 2, 3))).rejects.toMatchObject({
      code: "CLI_NO_SUCH_INPUT",
    });
  });

  it("is read from the first sheet of a workbook", async () => {
    const { default: excel } = await import("exceljs");
    const workbook = new excel.Workbook();
    const sheet = workbook.addWorksheet("名单");
    sheet.addRow(["企业代码", "企业名称", "从业人员"]);
    sheet.addRow(["E1", "甲厂", 120]);
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
    expect(await readListFile("名单.xlsx", bytes)).toEqual([
      ["企业代码", "企业名称", "从业人员"],
      ["E1", "甲厂", "120"],
    ]);
  });
});
