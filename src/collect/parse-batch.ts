import type { Rows } from "./columns.ts";
import type { Layout } from "./layout.ts";
import { parseInvoices } from "./parse-invoices.ts";
import { parseChurn, parseEnterprises } from "./parse-lists.ts";
import { parseReadings } from "./parse-readings.ts";
import type { ParsedBatch } from "./parsed.ts";
import type { BatchNotes } from "./row-cursor.ts";

/**
 * Parses the rows of one batch, exactly as received. The same bytes, layout and notes give the same result,
 * whether they come from a file or are read back from the log; rows that parsed and problems add up to the rows.
 */
export function parseBatch(layout: Layout, rows: Rows, notes: BatchNotes): ParsedBatch {
  if (layout.mapping === null) {
    return layout.kind === "churn" ? parseChurn(layout, rows, notes) : parseEnterprises(layout, rows, notes);
  }
  return layout.mapping.mapping === "touchstone-invoices@1"
    ? parseInvoices(layout, layout.mapping, rows, notes)
    : parseReadings(layout, layout.mapping, rows, notes);
}
