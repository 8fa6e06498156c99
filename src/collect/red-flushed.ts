import { redInFull, redInPart } from "./parse-tax-invoices.ts";
import type { ParsedBatch } from "./parsed.ts";

/** How many invoices of a batch a red one took back (已红冲), in full or in part. */
export function redFlushedIn(parsed: ParsedBatch): number {
  if (parsed.kind !== "invoices" || parsed.ownFlags === undefined) return 0;
  return parsed.ownFlags.reduce((sum, flags) => sum + ((flags & (redInFull | redInPart)) === 0 ? 0 : 1), 0);
}
