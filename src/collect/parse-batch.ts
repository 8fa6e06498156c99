import type { Rows } from "./columns.ts";
import type { Layout } from "./layout.ts";
import { parseDocuments } from "./parse-documents.ts";
import { parseInvoices } from "./parse-invoices.ts";
import { parseChurn, parseEnterprises } from "./parse-lists.ts";
import { parseOperations } from "./parse-operations.ts";
import { parseReadings } from "./parse-readings.ts";
import { parseStatements } from "./parse-statements.ts";
import { parseTaxInvoices } from "./parse-tax-invoices.ts";
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
  const { mapping } = layout;
  switch (mapping.mapping) {
    case "touchstone-invoices@1":
      return parseInvoices(layout, mapping, rows, notes);
    case "touchstone-readings@1":
      return parseReadings(layout, mapping, rows, notes);
    case "touchstone-tax-invoices@1":
      return parseTaxInvoices(layout, mapping, rows, notes);
    case "touchstone-statements@1":
      return parseStatements(layout, mapping, rows, notes);
    case "touchstone-operations@1":
      return parseOperations(layout, mapping, rows, notes);
    case "touchstone-documents@1":
      return parseDocuments(layout, mapping, rows, notes);
  }
}
