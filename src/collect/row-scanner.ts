const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

/** A quoted field may hold line breaks; a mark that is never closed must not swallow the file. */
const mostLinesOfQuotedRow = 64;

/**
 * Finds the rows of a table in chunks of bytes, in bounded memory. Bytes are enough: in UTF-8 and in GB18030
 * no byte of a longer character is a line feed, a quotation mark or a delimiter.
 *
 * Call `push` with a chunk, then `next` until it says "more"; after the last chunk call `finish` and drain again.
 */
export class RowScanner {
  /** The window; `rowStart`, `rowEnd` (without line break) and `rowNext` are offsets in it. */
  bytes: Uint8Array = new Uint8Array(0);
  rowStart = 0;
  rowEnd = 0;
  rowNext = 0;
  /** Delimiters outside of quotation marks in the row; columns are one more. */
  delimiters = 0;
  hasQuotes = false;
  /** Whether the row ended with a line break, or with the content. */
  isTerminated = true;
  #end = 0;
  #isFinal = false;
  #isSkipping = false;
  readonly #delimiter: number;
  readonly #takesQuotes: boolean;
  readonly #rowBytes: number;

  constructor(format: { readonly delimiter: number; readonly takesQuotes: boolean }, rowBytes: number) {
    this.#delimiter = format.delimiter;
    this.#takesQuotes = format.takesQuotes;
    this.#rowBytes = rowBytes;
  }

  /** Adds a chunk behind what is left of the last one. */
  push(chunk: Uint8Array): void {
    const left = this.#isSkipping ? 0 : this.#end - this.rowNext;
    if (left === 0) {
      this.bytes = chunk;
    } else {
      const joined = new Uint8Array(left + chunk.length);
      joined.set(this.bytes.subarray(this.rowNext, this.#end));
      joined.set(chunk, left);
      this.bytes = joined;
    }
    this.rowStart = 0;
    this.rowEnd = 0;
    this.rowNext = 0;
    this.#end = this.bytes.length;
  }

  finish(): void {
    this.#isFinal = true;
  }

  /**
   * Moves to the next row.
   * @returns "row"; "long" when the row exceeds the bound (its first bytes are in the window, the rest is
   *   skipped); "more" when the window is used up
   */
  next(): "row" | "long" | "more" {
    if (this.#isSkipping && !this.#skip()) return "more";
    this.rowStart = this.rowNext;
    if (this.rowStart >= this.#end) return "more";
    const bytes = this.bytes;
    const end = this.#end;
    const delimiter = this.#delimiter;
    let delimiters = 0;
    let i = this.rowStart;
    for (; i < end; i++) {
      const byte = bytes[i] as number;
      if (byte === lineFeed) break;
      if (byte === delimiter) delimiters++;
      else if (byte === quote && this.#takesQuotes) return this.#nextQuoted();
    }
    this.delimiters = delimiters;
    this.hasQuotes = false;
    return this.#endAt(i);
  }

  /** The row ends at `i`, a line feed or the end of the window. */
  #endAt(i: number): "row" | "long" | "more" {
    const length = i - this.rowStart;
    if (length > this.#rowBytes) {
      this.#isSkipping = true;
      this.rowEnd = i;
      this.rowNext = i;
      return "long";
    }
    if (i >= this.#end && !this.#isFinal) {
      this.rowNext = this.rowStart;
      return "more";
    }
    this.isTerminated = i < this.#end;
    this.rowNext = this.isTerminated ? i + 1 : i;
    this.rowEnd = i > this.rowStart && this.bytes[i - 1] === carriageReturn ? i - 1 : i;
    return "row";
  }

  /** Leaves out the rest of a row that is too long; false while its end has not come. */
  #skip(): boolean {
    const found = this.bytes.indexOf(lineFeed, this.rowNext);
    if (found < 0 || found >= this.#end) {
      this.rowNext = this.#end;
      return false;
    }
    this.rowNext = found + 1;
    this.#isSkipping = false;
    return true;
  }

  /** A row with a quotation mark: one at the start of a field lets the field hold delimiters and line breaks. */
  #nextQuoted(): "row" | "long" | "more" {
    const bytes = this.bytes;
    const end = this.#end;
    let delimiters = 0;
    let lines = 0;
    let isQuoted = false;
    let isFieldStart = true;
    let firstBreak = -1;
    let i = this.rowStart;
    for (; i < end; i++) {
      const byte = bytes[i] as number;
      if (byte === lineFeed) {
        if (!isQuoted) break;
        if (firstBreak < 0) firstBreak = i;
        if (++lines > mostLinesOfQuotedRow) break;
      } else if (byte === quote && (isQuoted || isFieldStart)) {
        if (isQuoted && bytes[i + 1] === quote && i + 1 < end) i++;
        else isQuoted = !isQuoted;
        isFieldStart = false;
      } else if (byte === this.#delimiter && !isQuoted) {
        delimiters++;
        isFieldStart = true;
      } else {
        isFieldStart = false;
      }
    }
    this.delimiters = delimiters;
    this.hasQuotes = true;
    const isOpen = isQuoted && (lines > mostLinesOfQuotedRow || i - this.rowStart > this.#rowBytes);
    const endsOpen = isQuoted && i >= end && this.#isFinal;
    if ((isOpen || endsOpen) && firstBreak >= 0) return this.#endAt(firstBreak);
    return this.#endAt(i);
  }
}
