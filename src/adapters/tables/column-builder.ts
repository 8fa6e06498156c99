import type { IndicatorColumn } from "#scorecard";
import { missingMarks, notANumber, numberOfBytes, numberOfText } from "./number-text.ts";

/** A field that is not what its column takes. */
export interface WrongCell {
  /** Counted from 0, the first row below the names. */
  readonly row: number;
  readonly kind: "notANumber" | "encoding";
  readonly text: string;
}

/** Takes a column's fields one by one, in order. */
export interface ColumnBuilder {
  append(bytes: Uint8Array, start: number, end: number): void;
  /** The first text that is no number, after which nothing more is taken; null for categories. */
  readonly wrong: WrongCell | null;
  /** Infinite values, which were taken as missing. */
  readonly infinite: number;
  finish(): IndicatorColumn | WrongCell;
}

/** What a builder knows of its column. */
export interface ColumnSource {
  readonly id: string;
  /** Texts that mean "no value". */
  readonly missing: ReadonlySet<string>;
  /** The text of bytes, one a character; null when they are not valid in the file's encoding. */
  decode(bytes: string): string | null;
}

const firstCapacity = 1 << 14;

/** A column of numbers; it stops at the first text that is none. */
export function numericBuilder({ id, missing, decode }: ColumnSource): ColumnBuilder {
  let values = new Float64Array(firstCapacity);
  let rows = 0;
  let wrong: WrongCell | null = null;
  let infinite = 0;
  const readSlowly = (bytes: string): number => {
    const text = decode(bytes)?.trim() ?? bytes;
    if (missing.has(text) || missingMarks.has(text)) return Number.NaN;
    const value = numberOfText(text);
    if (value === notANumber) {
      wrong = { row: rows, kind: "notANumber", text };
      return Number.NaN;
    }
    if (Number.isFinite(value)) return value;
    infinite++;
    return Number.NaN;
  };
  return {
    append: (bytes, start, end) => {
      if (wrong !== null) return;
      if (rows === values.length) values = grown(values, new Float64Array(rows * 2));
      let value = start === end ? Number.NaN : numberOfBytes(bytes, start, end);
      if (Number.isNaN(value) && start !== end) value = readSlowly(latin1Of(bytes, start, end));
      values[rows++] = value;
    },
    get wrong() {
      return wrong;
    },
    get infinite() {
      return infinite;
    },
    finish: () => ({ kind: "numeric", id, values: values.slice(0, rows) }),
  };
}

/** A column of categories, numbered in the order in which they come. */
export function categoryBuilder({ id, missing, decode }: ColumnSource): ColumnBuilder {
  let codes = new Int32Array(firstCapacity);
  let rows = 0;
  const known = new Map<string, number>([["", -1]]);
  return {
    append: (bytes, start, end) => {
      if (rows === codes.length) codes = grown(codes, new Int32Array(rows * 2));
      const text = latin1Of(bytes, start, end);
      let code = known.get(text);
      if (code === undefined) {
        code = known.size - 1;
        known.set(text, code);
      }
      codes[rows++] = code;
    },
    wrong: null,
    infinite: 0,
    finish: () => {
      const own = codes.slice(0, rows);
      const final = new Int32Array(known.size - 1);
      const categories = new Map<string, number>();
      for (const [bytes, code] of known) {
        if (code < 0) continue;
        const text = decode(bytes)?.trim();
        if (text === undefined) return { row: own.indexOf(code), kind: "encoding", text: bytes };
        final[code] = text === "" || missing.has(text) ? -1 : numberIn(categories, text);
      }
      for (let row = 0; row < rows; row++) {
        const code = own[row] as number;
        if (code >= 0) own[row] = final[code] as number;
      }
      return { kind: "categorical", id, codes: own, categories: [...categories.keys()] };
    },
  };
}

function numberIn(categories: Map<string, number>, text: string): number {
  const known = categories.get(text);
  if (known !== undefined) return known;
  categories.set(text, categories.size);
  return categories.size - 1;
}

function grown<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** One character a byte: distinct bytes stay distinct, and decoding waits until all categories are known. */
function latin1Of(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
}
