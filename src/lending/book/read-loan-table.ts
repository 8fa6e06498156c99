import { isBusinessDay, tryParseYuan } from "#kernel";
import type { FindingList } from "./finding.ts";
import type { ColumnType, LoanFileColumn } from "./loan-file-columns.ts";
import type { LoanFileMapping } from "./loan-file-mapping.ts";

/** The values of a row by our keys: money as fen, rates as ppm, days as YYYY-MM-DD, choices as our codes. */
export type RowValues = Readonly<Record<string, string | null>>;

/** A row as received and as read. */
export interface LoanFileRow {
  /** In the file, 2 for the first below the header. */
  readonly row: number;
  readonly raw: string;
  readonly values: RowValues;
}

/** The rows of a table; those with a malformed value are among the findings instead. */
export interface LoanFileTable {
  readonly rows: readonly LoanFileRow[];
  /** All rows below the header, also those that could not be read. */
  readonly rowCount: number;
}

/**
 * Reads a table by its header. The bytes are controlled by whoever sends them: whatever is wrong becomes a finding.
 * @param label  the name under which the mapping knows the file, for example 借据
 */
export function readLoanTable(
  source: { readonly file: string; readonly label: string; readonly bytes: Uint8Array },
  columns: readonly LoanFileColumn[],
  mapping: LoanFileMapping,
  findings: FindingList,
): LoanFileTable {
  const { file, label } = source;
  const records = splitRecords(decodeTable(source.bytes));
  const [head, ...body] = records;
  const headers = (head?.cells ?? []).map((cell) => cell.trim());
  const names = mapping.columns[label] ?? {};
  const places = columns.map((column) => {
    const header = names[column.header] ?? column.header;
    const place = headers.indexOf(header);
    if (place < 0 && column.isRequired) {
      findings.add({
        code: "missingColumn",
        file,
        row: 1,
        field: column.header,
        expected: header,
        found: headers.join(" "),
      });
    }
    return { column, place };
  });
  if (places.some(({ column, place }) => place < 0 && column.isRequired)) {
    return { rows: [], rowCount: body.length };
  }
  const rows: LoanFileRow[] = [];
  for (const record of body) {
    const values: Record<string, string | null> = {};
    let isWhole = true;
    for (const { column, place } of places) {
      const text = (record.cells[place] ?? "").trim();
      const value = text === "" ? null : readCell(text, column, mapping);
      if (value === undefined || (value === null && column.isRequired)) {
        isWhole = false;
        const expected = expectationOf(column.type);
        findings.add({
          code: "malformed",
          file,
          row: record.row,
          field: column.header,
          expected,
          found: text,
        });
      }
      values[column.key] = value ?? null;
    }
    if (isWhole) rows.push({ row: record.row, raw: record.raw, values });
  }
  return { rows, rowCount: body.length };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const gb18030 = new TextDecoder("gb18030");

/** UTF-8 when the bytes are valid as such, else GB18030: valid Chinese UTF-8 is next to never meant as GBK. */
export function decodeTable(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return gb18030.decode(bytes);
  }
}

interface SplitLine {
  readonly row: number;
  readonly raw: string;
  readonly cells: readonly string[];
}

function splitRecords(text: string): SplitLine[] {
  const lines = text.split(/\r?\n/);
  const delimiter = (lines[0] ?? "").includes("|") ? "|" : ",";
  return lines
    .map((raw, index) => ({ raw, row: index + 1 }))
    .filter(({ raw }) => raw.trim() !== "")
    .map(({ raw, row }) => ({ raw, row, cells: splitLine(raw, delimiter) }));
}

function splitLine(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < line.length; i++) {
    const character = line.charAt(i);
    if (character === '"') {
      if (isQuoted && line[i + 1] === '"') cell += line.charAt(i++);
      else isQuoted = !isQuoted;
    } else if (character === delimiter && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else {
      cell += character;
    }
  }
  cells.push(cell);
  return cells;
}

/** Undefined when the text is not of the column's type. */
function readCell(text: string, column: LoanFileColumn, mapping: LoanFileMapping): string | undefined {
  const ours = mapping.values[column.header]?.[text] ?? text;
  const { type } = column;
  if (typeof type === "object") return type.choices[ours];
  switch (type) {
    case "text":
      return ours.length <= 200 ? ours : undefined;
    case "money":
      return tryParseYuan(ours)?.toString();
    case "percent":
      return /^\d{1,2}(\.\d{1,4})?$/.test(ours) ? String(Math.round(Number(ours) * 10_000)) : undefined;
    case "count":
      return /^\d{1,9}$/.test(ours) ? String(Number(ours)) : undefined;
    case "day":
      return readDay(ours);
  }
}

function readDay(text: string): string | undefined {
  const day = /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text;
  return isBusinessDay(day) ? day : undefined;
}

function expectationOf(type: ColumnType): string {
  if (typeof type === "object") return Object.keys(type.choices).join(" · ");
  return expectations[type];
}

const expectations: Readonly<Record<Exclude<ColumnType, object>, string>> = {
  text: "1–200 字符",
  money: "0.00",
  percent: "3.85",
  count: "1",
  day: "YYYY-MM-DD",
};
