import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import ExcelJS from "exceljs";
import { afterAll, describe, expect, it } from "vitest";
import { writeCardWorkbook } from "#report";
import { type IndicatorColumn, type Scorecard, parityRows, scoreSample } from "#scorecard";
import { makeHardCard } from "../../src/scorecard/testing/card-builder.ts";
import { cellOf } from "./engine.ts";

const office = "/usr/bin/soffice";
const hasOffice = existsSync(office);
if (!hasOffice) console.warn("NOT TESTED in a spreadsheet: install libreoffice-calc-nogui");

/** As many as the sheet has lines to fill in. */
const rows = 100;
const folder = mkdtempSync(path.join(tmpdir(), "touchstone-sheet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a card as a workbook", () => {
  it("has the same bytes whenever it is written", async () => {
    const card = makeHardCard();
    const first = await writeCardWorkbook(card);
    expect(await writeCardWorkbook(card)).toEqual(first);
  });

  it.skipIf(!hasOffice)("computes the card's scores in LibreOffice", async () => {
    const card = makeHardCard(2);
    const samples = ["a", "b", "c"].map((seed) => parityRows(card, rows, seed));
    const files = await Promise.all(
      samples.map(async (columns, sample) =>
        filled(await writeCardWorkbook(card), columns, `sample-${sample}`),
      ),
    );
    const computed = computeInOffice(files);
    for (const [sample, columns] of samples.entries()) {
      const expected = scoreSample(card, columns);
      const compared = Array.from({ length: rows }, (_, row) => row).filter((row) =>
        canBeTyped(card, columns, row),
      );
      expect(compared.length).toBeGreaterThan(rows / 4);
      for (const row of compared) {
        const values = columns.map((column) => cellOf(column, row));
        const found = computed[sample]?.[row];
        expect([values, found?.score]).toEqual([values, expected.points[row]]);
        expect(found?.pd).toBeCloseTo(expected.rawPd[row] ?? -1, 9);
      }
    }
  });
});

/**
 * What a spreadsheet cannot tell apart: an empty text from an empty cell, and a number from a cut or special code that
 * it differs from in the last digits only.
 */
function canBeTyped({ indicators }: Scorecard, columns: readonly IndicatorColumn[], row: number): boolean {
  return columns.every((column, index) => {
    const cell = cellOf(column, row);
    if (typeof cell !== "number") return cell !== "";
    const { cuts, bins } = indicators[index] as Scorecard["indicators"][number];
    const edges = [...cuts, ...bins.flatMap((bin) => (bin.kind === "special" ? bin.codes : []))];
    return edges.every((edge) => cell === edge || Math.abs(cell - edge) > 1e-12 * Math.abs(edge));
  });
}

/** @returns the name of the file, without its ending */
async function filled(workbook: Buffer, columns: readonly IndicatorColumn[], name: string): Promise<string> {
  const excel = new ExcelJS.Workbook();
  await excel.xlsx.load(
    workbook.buffer.slice(workbook.byteOffset, workbook.byteOffset + workbook.length) as ArrayBuffer,
  );
  const sheet = excel.worksheets[0] as ExcelJS.Worksheet;
  for (let row = 0; row < rows; row++) {
    sheet.getCell(row + 2, 1).value = row + 1;
    for (const [index, column] of columns.entries())
      sheet.getCell(row + 2, index + 2).value = cellOf(column, row);
  }
  writeFileSync(path.join(folder, `${name}.xlsx`), Buffer.from(await excel.xlsx.writeBuffer()));
  return name;
}

interface ComputedRow {
  readonly score: number;
  readonly pd: number;
}

/** Score and PD, the last two columns of each file. The office starts once for all of them. */
function computeInOffice(names: readonly string[]): readonly (readonly ComputedRow[])[] {
  // Comma, quotes, UTF-8, from line 1; numbers not as shown but with all digits; the first sheet.
  const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1";
  execFileSync(
    office,
    [
      "--headless",
      `-env:UserInstallation=file://${folder}/profile`,
      "--convert-to",
      filter,
      "--outdir",
      folder,
      ...names.map((name) => path.join(folder, `${name}.xlsx`)),
    ],
    { stdio: "ignore", timeout: 120_000 },
  );
  return names.map((name) => {
    const text = readFileSync(path.join(folder, `${name}-评分 Score.csv`), "utf8");
    return [...text.matchAll(/,"?([-\d.E+]+)"?,"?([-\d.E+]+)"?\n/g)].map((match) => ({
      score: Number(match[1]),
      pd: Number(match[2]),
    }));
  });
}
