import { type Scorecard, cardSheets } from "#scorecard";
import { pinZipTimes } from "./pin-zip-times.ts";

/**
 * The card as an Excel workbook that computes scores by itself: see `cardSheets`. The same card gives the same bytes.
 * @throws SCORECARD_EXPORT_NOT_POSSIBLE for a card without indicators
 */
export async function writeCardWorkbook(card: Scorecard): Promise<Buffer> {
  const { default: excel } = await import("exceljs");
  const workbook = new excel.Workbook();
  workbook.creator = "Touchstone";
  workbook.created = new Date(0);
  workbook.modified = new Date(0);
  for (const { name, rows, inputColumns } of cardSheets(card)) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: "frozen", xSplit: 1, ySplit: 1 }] });
    for (const row of rows) sheet.addRow([...row]);
    sheet.getRow(1).font = { bold: true };
    sheet.columns.forEach((column) => {
      column.width = 18;
    });
    for (const column of inputColumns) {
      for (let row = 2; row <= rows.length; row++) {
        sheet.getCell(row, column + 1).fill = inputFill;
      }
    }
  }
  return pinZipTimes(Buffer.from(await workbook.xlsx.writeBuffer()));
}

const inputFill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFFF7D6" } } as const;
