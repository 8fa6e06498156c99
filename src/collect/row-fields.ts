const quote = 0x22;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** How the fields of a row are told apart. */
export type RowFormat =
  | { readonly kind: "csv"; readonly delimiter: number; readonly columns: number }
  | { readonly kind: "jsonl"; readonly keys: readonly string[] };

export type SplitVerdict =
  | { readonly kind: "fields" }
  | { readonly kind: "quoteOpen" }
  | { readonly kind: "columns"; readonly found: number }
  | { readonly kind: "notJson" };

const fine: SplitVerdict = { kind: "fields" };
const quoteOpen: SplitVerdict = { kind: "quoteOpen" };
const notJson: SplitVerdict = { kind: "notJson" };

/**
 * The fields of one row as offsets into bytes, so that the hot path makes no strings. Field `i` is
 * `bytes.subarray(starts[i], ends[i])`, trimmed of spaces and tabs.
 */
export class RowFields {
  bytes: Uint8Array = new Uint8Array(0);
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #format: RowFormat;
  readonly #columns: number;

  constructor(format: RowFormat) {
    this.#format = format;
    this.#columns = format.kind === "csv" ? format.columns : format.keys.length;
    this.starts = new Int32Array(this.#columns);
    this.ends = new Int32Array(this.#columns);
  }

  /** Splits the row `bytes[start, end)`; a line break at its end is no part of the last field. */
  split(bytes: Uint8Array, start: number, end: number): SplitVerdict {
    let last = end;
    if (last > start && bytes[last - 1] === lineFeed) last--;
    if (last > start && bytes[last - 1] === carriageReturn) last--;
    return this.#format.kind === "jsonl"
      ? this.#splitJson(bytes.subarray(start, last), this.#format.keys)
      : this.#splitPlain(bytes, start, last, this.#format.delimiter);
  }

  /** The field as bytes; the caller decodes. */
  field(index: number): Uint8Array {
    return this.bytes.subarray(this.starts[index] as number, this.ends[index] as number);
  }

  #splitPlain(bytes: Uint8Array, start: number, end: number, delimiter: number): SplitVerdict {
    let column = 0;
    let fieldStart = start;
    this.bytes = bytes;
    for (let i = start; i <= end; i++) {
      const byte = i === end ? delimiter : (bytes[i] as number);
      if (byte === delimiter) {
        if (column < this.#columns) this.#setTrimmed(column, fieldStart, i);
        column++;
        fieldStart = i + 1;
      } else if (byte === quote) {
        return this.#splitQuoted(bytes.subarray(start, end), delimiter);
      }
    }
    return column === this.#columns ? fine : { kind: "columns", found: column };
  }

  #setTrimmed(column: number, start: number, end: number): void {
    const bytes = this.bytes;
    let from = start;
    let to = end;
    while (from < to && isBlank(bytes[from] as number)) from++;
    while (to > from && isBlank(bytes[to - 1] as number)) to--;
    this.starts[column] = from;
    this.ends[column] = to;
  }

  /** Writes the fields without their quotation marks into a buffer of its own (RFC 4180). */
  #splitQuoted(row: Uint8Array, delimiter: number): SplitVerdict {
    const plain = new Uint8Array(row.length);
    this.bytes = plain;
    let length = 0;
    let fieldStart = 0;
    let column = 0;
    let isQuoted = false;
    let isFieldStart = true;
    for (let i = 0; i <= row.length; i++) {
      const byte = row[i];
      if (byte === undefined || (byte === delimiter && !isQuoted)) {
        if (isQuoted) return quoteOpen;
        if (column < this.#columns) this.#setTrimmed(column, fieldStart, length);
        column++;
        fieldStart = length;
        isFieldStart = true;
      } else if (byte === quote && (isQuoted || isFieldStart)) {
        if (isQuoted && row[i + 1] === quote) plain[length++] = row[i++] as number;
        else isQuoted = !isQuoted;
        isFieldStart = false;
      } else {
        plain[length++] = byte;
        isFieldStart = false;
      }
    }
    return column === this.#columns ? fine : { kind: "columns", found: column };
  }

  /** A missing key and null are empty fields; numbers keep the digits that JavaScript prints. */
  #splitJson(row: Uint8Array, keys: readonly string[]): SplitVerdict {
    let value: unknown;
    try {
      value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(row));
    } catch {
      return notJson;
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return notJson;
    const record = new Map(Object.entries(value));
    const texts = keys.map((key) => textOf(record.get(key)));
    this.bytes = Buffer.from(texts.join(""), "utf8");
    let offset = 0;
    for (const [column, text] of texts.entries()) {
      const next = offset + Buffer.byteLength(text, "utf8");
      this.#setTrimmed(column, offset, next);
      offset = next;
    }
    return fine;
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
