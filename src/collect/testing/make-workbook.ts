import ExcelJS from "exceljs";

export type Cell = string | number | Date | null;

/** A workbook as a spreadsheet program would write it; sheets in the order given. */
export async function makeWorkbook(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = workbook.addWorksheet(name);
    for (const row of rows) {
      const added = sheet.addRow([...row]);
      added.eachCell((cell) => {
        if (cell.value instanceof Date) cell.numFmt = "yyyy-mm-dd hh:mm:ss";
      });
    }
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
