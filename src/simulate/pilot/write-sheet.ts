import { writeFile } from "node:fs/promises";
import exceljs from "exceljs";
import type { Sheet } from "./statement-files.ts";

/** Writes a table as CSV or as a workbook; in a workbook every cell is text, as banks export them. */
export async function writeSheet(path: string, { title, header, rows }: Sheet): Promise<void> {
  const table = [...title, header, ...rows];
  if (!path.endsWith(".xlsx")) {
    await writeFile(path, `${table.map((row) => row.join(",")).join("\n")}\n`);
    return;
  }
  const workbook = new exceljs.Workbook();
  // Fixed, so that the same sample has the same bytes.
  workbook.created = new Date(0);
  workbook.modified = new Date(0);
  workbook.addWorksheet("Sheet1").addRows(table.map((row) => [...row]));
  await workbook.xlsx.writeFile(path);
}
