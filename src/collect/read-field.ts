import { parseDay, parseDayText } from "./parse-day.ts";
import { belowFen, parseFen, parseScaled, plainNumber, tooLarge } from "./parse-number.ts";
import type { RowCursor } from "./row-cursor.ts";

/** Days since 1970; null, and the row rejected, when the field is no date. */
export function readDayOf(cursor: RowCursor, column: number): number | null {
  const { bytes, starts, ends } = cursor.fields;
  const fast = parseDay(bytes, starts[column] as number, ends[column] as number);
  if (!Number.isNaN(fast)) return fast;
  const text = cursor.text(column);
  if (text === null) return null;
  const day = parseDayText(text.replace(/^(\d{8})\d{6}$|^(\d{8})[ T]?\d{2}:\d{2}(:\d{2})?$/, "$1$2"));
  if (!Number.isNaN(day)) return day;
  cursor.rejectField(column, "DATE_MALFORMED");
  return null;
}

/** Fen of an amount in yuan; `empty` where there is none; null, and the row rejected, when it is no amount of whole fen. */
export function readAmount(cursor: RowCursor, column: number, scale = 100): number | "empty" | null {
  if (column < 0) return "empty";
  const { bytes, starts, ends } = cursor.fields;
  const [start, end] = [starts[column] as number, ends[column] as number];
  if (start === end) return "empty";
  let fen = scale === 100 ? parseFen(bytes, start, end) : Number.NaN;
  if (Number.isNaN(fen)) {
    const text = cursor.text(column);
    if (text === null) return null;
    const plain = plainNumber(text);
    if (plain === "" || plain === "-" || plain === "--") return "empty";
    const digits = Buffer.from(plain, "latin1");
    fen = scale === 100 ? parseFen(digits, 0, digits.length) : parseScaled(plain, scale);
  }
  if (Number.isFinite(fen)) return fen;
  const code =
    fen === belowFen ? "AMOUNT_BELOW_FEN" : fen === tooLarge ? "AMOUNT_TOO_LARGE" : "AMOUNT_MALFORMED";
  cursor.rejectField(column, code);
  return null;
}

/** The text of a column, which a file may do without; null, and the row rejected, when it is no name. */
export function readName(cursor: RowCursor, column: number, limit: number): string | null {
  return column < 0 ? "" : cursor.name(column, limit);
}
