import { cliFaults } from "./errors.ts";

/**
 * The rows of a list in a CSV (UTF-8 or GB18030) or XLSX file; of a workbook the first sheet.
 * @throws CLI_NO_SUCH_INPUT when it is neither
 */
export async function readListFile(name: string, bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  return /\.xlsx$/i.test(name) ? await readSheet(name, bytes) : readCsv(decode(bytes));
}

/** Comma-separated text, quoted as RFC 4180 has it. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else isQuoted = false;
    } else if (character === '"' && cell === "") isQuoted = true;
    else if (character === "," || character === "\n") {
      row.push(cell.endsWith("\r") && character === "\n" ? cell.slice(0, -1) : cell);
      cell = "";
      if (character === "\n") {
        rows.push(row);
        row = [];
      }
    } else cell += character;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

async function readSheet(name: string, bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  // Loaded when first needed: the server starts without it.
  const { default: excel } = await import("exceljs");
  const workbook = new excel.Workbook();
  try {
    await workbook.xlsx.load(bytes.slice().buffer);
  } catch (cause) {
    const parameters = { option: "FILE", path: name, expected: "a workbook (.xlsx) or a CSV file" };
    throw cliFaults.fault("CLI_NO_SUCH_INPUT", parameters, cause);
  }
  const rows: string[][] = [];
  workbook.worksheets[0]?.eachRow({ includeEmpty: true }, (row) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell) => cells.push(cell.text.trim()));
    rows.push(cells);
  });
  return rows;
}
