import type { Rows } from "./columns.ts";
import { enterpriseColumnOf, type Layout, rowFormatOf } from "./layout.ts";
import { RowFields } from "./row-fields.ts";
import type { RowProblem, RowProblemCode } from "./row-problem.ts";
import { decodeLeniently, decodeText, type TextEncoding } from "./text-encoding.ts";

/** What the reader noticed about a row that its sealed bytes no longer show. */
export interface RowNote {
  readonly ordinal: number;
  readonly code: "ROW_TOO_LONG" | "ROW_CUT_OFF";
  readonly limit: number;
}

/** What is known of a batch beside its bytes and its layout. */
export interface BatchNotes {
  readonly notes: readonly RowNote[];
  /** Whether the rows should name an enterprise and do not, so that none of them can be taken. */
  readonly isOwnerMissing: boolean;
}

const mostShownCharacters = 80;
// oxlint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f\u007f]/;

/** Walks the rows of a batch, splits them, and collects what is wrong with them. */
export class RowCursor {
  readonly fields: RowFields;
  readonly encoding: TextEncoding;
  readonly problems: RowProblem[] = [];
  ordinal = -1;
  readonly #rows: Rows;
  readonly #columns: readonly string[];
  readonly #missingOwner: number;
  readonly #notes: ReadonlyMap<number, RowNote>;

  constructor(layout: Layout, rows: Rows, { notes, isOwnerMissing }: BatchNotes) {
    this.fields = new RowFields(rowFormatOf(layout));
    this.encoding = layout.encoding;
    this.#rows = rows;
    this.#columns = layout.columns;
    this.#missingOwner = isOwnerMissing ? enterpriseColumnOf(layout) : -1;
    this.#notes = new Map(notes.map((note) => [note.ordinal, note]));
  }

  /** Moves to the next row that could be split; false at the end. */
  next(): boolean {
    while (++this.ordinal < this.#rows.ends.length) {
      const start = this.ordinal === 0 ? 0 : (this.#rows.ends[this.ordinal - 1] as number);
      const note = this.#notes.size === 0 ? undefined : this.#notes.get(this.ordinal);
      if (note !== undefined) {
        this.reject(-1, note.code, { limit: note.limit });
        continue;
      }
      const verdict = this.fields.split(this.#rows.bytes, start, this.#rows.ends[this.ordinal] as number);
      if (verdict.kind === "fields") {
        if (this.#missingOwner < 0) return true;
        this.reject(this.#missingOwner, "ENTERPRISE_MISSING");
        continue;
      }
      if (verdict.kind === "columns") {
        this.reject(-1, "ROW_COLUMNS", { expected: this.#columns.length, found: verdict.found });
      } else {
        this.reject(-1, verdict.kind === "notJson" ? "ROW_NOT_JSON" : "ROW_QUOTE_OPEN");
      }
    }
    return false;
  }

  /** Whether the current row is in quarantine; whoever reads several fields before asking must not take it. */
  get isRejected(): boolean {
    return this.problems.at(-1)?.ordinal === this.ordinal;
  }

  /** Puts the current row in quarantine, for the first reason there is; `column` -1 is the row as a whole. */
  reject(
    column: number,
    code: RowProblemCode,
    parameters: Readonly<Record<string, string | number>> = {},
  ): void {
    if (this.isRejected) return;
    const field = this.#columns[column] ?? "";
    const named = field === "" ? parameters : { field, ...parameters };
    this.problems.push({ ordinal: this.ordinal, field, code, parameters: named });
  }

  /** As `reject`, with what the field holds. */
  rejectField(
    column: number,
    code: RowProblemCode,
    parameters: Readonly<Record<string, string | number>> = {},
  ): void {
    const text = decodeLeniently(this.fields.field(column), this.encoding);
    const found = text.length > mostShownCharacters ? `${text.slice(0, mostShownCharacters)}…` : text;
    this.reject(column, code, { ...parameters, found });
  }

  /** The text of a field that names something; null (and the row rejected) when it is no name. */
  name(column: number, limit: number): string | null {
    const text = this.text(column);
    if (text === null || (text.length <= limit && !controlCharacter.test(text))) return text;
    this.rejectField(column, "NAME_MALFORMED", { limit });
    return null;
  }

  /** The text of a field, all kinds of spaces trimmed; null (and the row rejected) when it is not valid text. */
  text(column: number): string | null {
    const text = decodeText(this.fields.field(column), this.encoding);
    if (text === null) {
      this.reject(column, "ROW_ENCODING", { encoding: this.encoding === "gb18030" ? "GBK" : "UTF-8" });
      return null;
    }
    return text.trim();
  }
}
