import { type Fen, formatYuan, fractionOf, type RatePpm, spreadsheetText } from "#kernel";

/** A cell: text, a count, money or a rate; null is left empty. */
export type ExportCell = string | number | null | { readonly fen: Fen } | { readonly ppm: RatePpm };

/** A table to be taken away: written as CSV or as a sheet of a workbook. */
export interface ExportTable {
  readonly name: string;
  /** Lines above the table: what it is, as of when, by which definition. */
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ExportCell[])[];
}

/** The same tables with 模拟数据 as their first line where the party that takes them away is simulated. */
export function markSimulated(
  tables: readonly ExportTable[],
  { isSimulated }: { readonly isSimulated: boolean },
): readonly ExportTable[] {
  if (!isSimulated) return tables;
  return tables.map((table) => ({ ...table, notes: ["模拟数据 Simulated data", ...table.notes] }));
}

/** CSV in UTF-8 with a byte-order mark, which spreadsheet programs need for Chinese; notes come first. */
export function writeCsv(tables: readonly ExportTable[]): Buffer {
  const lines = tables.flatMap(({ notes, columns, rows }) => [
    ...notes.map((note) => quoted(spreadsheetText(note))),
    columns.map(quoted).join(","),
    ...rows.map((row) => row.map((cell) => quoted(textOf(cell))).join(",")),
    "",
  ]);
  return Buffer.from(`\uFEFF${lines.join("\r\n")}`, "utf8");
}

/** A workbook with a sheet for each table; money as numbers in yuan, rates as percentages. */
export async function writeWorkbook(tables: readonly ExportTable[]): Promise<Buffer> {
  const { default: excel } = await import("exceljs");
  const workbook = new excel.Workbook();
  for (const { name, notes, columns, rows } of tables) {
    const sheet = workbook.addWorksheet(name.slice(0, 31));
    for (const note of notes) sheet.addRow([note]);
    sheet.addRow([...columns]).font = { bold: true };
    for (const row of rows) {
      const added = sheet.addRow(row.map(numberOf));
      row.forEach((cell, index) => {
        if (typeof cell !== "object" || cell === null) return;
        added.getCell(index + 1).numFmt = "fen" in cell ? "#,##0.00" : "0.00%";
      });
    }
    sheet.columns.forEach((column) => {
      column.width = 16;
    });
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function textOf(cell: ExportCell): string {
  if (cell === null) return "";
  if (typeof cell !== "object") return spreadsheetText(String(cell));
  return "fen" in cell ? formatYuan(cell.fen) : `${(fractionOf(cell.ppm) * 100).toFixed(4)}%`;
}

function numberOf(cell: ExportCell): string | number | null {
  if (cell === null || typeof cell === "number") return cell;
  if (typeof cell === "string") return spreadsheetText(cell);
  return "fen" in cell ? Number(formatYuan(cell.fen)) : fractionOf(cell.ppm);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
