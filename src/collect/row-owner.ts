import { enterpriseColumnOf, type Layout, rowFormatOf } from "./layout.ts";
import { RowFields } from "./row-fields.ts";
import { decodeText } from "./text-encoding.ts";

const longestCode = 64;
// oxlint-disable-next-line no-control-regex
const notInCode = /[\u0000-\u001f\u007f\ufffd]/;

/** A row in a window of bytes; what the scanner counted of it on the way, if it came through one. */
export interface FoundRow {
  readonly bytes: Uint8Array;
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly rowNext: number;
  readonly delimiters?: number;
  readonly hasQuotes?: boolean;
}

/** Finds whose row it is: the code in it, the one code of the file, or null. */
export class RowOwner {
  readonly #column: number;
  readonly #columns: number;
  readonly #constant: string | null;
  readonly #layout: Layout;
  readonly #delimiter: number;
  readonly #fields: RowFields;
  #lastBytes = new Uint8Array(0);
  #lastCode: string | null = null;

  constructor(layout: Layout, constant: string | null) {
    this.#column = enterpriseColumnOf(layout);
    this.#columns = layout.columns.length;
    this.#constant = constant;
    this.#layout = layout;
    this.#delimiter = layout.delimiter.charCodeAt(0);
    this.#fields = new RowFields(rowFormatOf(layout));
  }

  /** The owner of the scanner's row; a row that cannot be split has none. */
  ownerOf(scanner: FoundRow): string | null {
    if (this.#layout.format === "csv" && scanner.hasQuotes === false) {
      if ((scanner.delimiters ?? 0) + 1 !== this.#columns) return null;
      if (this.#column < 0) return this.#constant;
      if (this.#column === 0 && this.#startsLikeLast(scanner)) return this.#lastCode;
    }
    const verdict = this.#fields.split(scanner.bytes, scanner.rowStart, scanner.rowEnd);
    if (verdict.kind !== "fields") return null;
    if (this.#column < 0) return this.#constant;
    const field = this.#fields.field(this.#column);
    const code = codeOf(field, this.#layout);
    this.#lastBytes = field.slice();
    this.#lastCode = code;
    return code;
  }

  /** Most rows have the same code in their first column as the row before. */
  #startsLikeLast(scanner: FoundRow): boolean {
    const last = this.#lastBytes;
    const { bytes, rowStart } = scanner;
    if (last.length === 0 || bytes[rowStart + last.length] !== this.#delimiter) return false;
    for (let i = 0; i < last.length; i++) if (bytes[rowStart + i] !== last[i]) return false;
    return true;
  }
}

/** The code in a batch's first row, for reading it back from the log; null where its rows have none. */
export function enterpriseCodeOf(layout: Layout, bytes: Uint8Array, end: number): string | null {
  const column = enterpriseColumnOf(layout);
  if (column < 0) return null;
  const fields = new RowFields(rowFormatOf(layout));
  return fields.split(bytes, 0, end).kind === "fields" ? codeOf(fields.field(column), layout) : null;
}

function codeOf(field: Uint8Array, layout: Layout): string | null {
  if (field.length > 4 * longestCode) return null;
  const code = decodeText(field, layout.encoding)?.trim() ?? "";
  return code === "" || code.length > longestCode || notInCode.test(code) ? null : code;
}
