import type { Layout } from "./layout.ts";
import type { ReadingMapping } from "./mapping.ts";
import { parsePeriodEnd } from "./parse-period.ts";
import { parseScaled, plainNumber, tooLarge } from "./parse-number.ts";
import { compileZone } from "./parse-time.ts";
import type { RowCursor } from "./row-cursor.ts";
import { wideColumnsOf } from "./wide-columns.ts";

/** One point of a day: its interval in UTC milliseconds, and its value. */
export interface WidePoint {
  readonly fromMs: number;
  readonly toMs: number;
  readonly value: number;
}

const dayMs = 86_400_000;

/**
 * Reads the cursor's row as the points of one day; null, and the row rejected, when it is none. An empty point gives no
 * reading: missing is not zero.
 */
export function createWideReader(
  layout: Layout,
  mapping: ReadingMapping,
  { points, lengthMs }: { readonly points: number; readonly lengthMs: number },
  cursor: RowCursor,
): () => readonly WidePoint[] | null {
  const columns = wideColumnsOf(layout.columns, points) ?? [];
  const dayColumn = layout.columns.indexOf(mapping.time.column);
  const toUtc = compileZone(mapping.time.zone);
  const scale = mapping.channels[0]?.scale ?? 1;
  return () => {
    const text = cursor.text(dayColumn);
    if (text === null) return null;
    const day = parsePeriodEnd(text);
    if (!Number.isFinite(day)) {
      cursor.rejectField(dayColumn, "DATE_MALFORMED");
      return null;
    }
    const found: WidePoint[] = [];
    for (const [i, column] of columns.entries()) {
      const field = cursor.text(column);
      if (field === null) return null;
      if (field === "" || field === "-" || field === "--") continue;
      const value = parseScaled(plainNumber(field), scale);
      if (!Number.isFinite(value)) {
        cursor.rejectField(column, value === tooLarge ? "VALUE_TOO_LARGE" : "VALUE_MALFORMED");
        return null;
      }
      const fromMs = toUtc(day * dayMs + i * lengthMs);
      found.push({ fromMs, toMs: fromMs + lengthMs, value });
    }
    if (found.length > 0) return found;
    cursor.reject(-1, "VALUE_MISSING");
    return null;
  };
}
