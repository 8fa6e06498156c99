import { type Mapping, mappingSchema } from "./mapping.ts";
import { indexOfAny } from "./resolve-columns.ts";
import type { RowFormat } from "./row-fields.ts";
import type { TableTitle } from "./table-title.ts";
import type { TextEncoding } from "./text-encoding.ts";

/**
 * How the rows of a file are to be read. It is sealed with every batch, so that a payload can be parsed again
 * from the log alone.
 */
export interface Layout {
  readonly id: string;
  readonly kind:
    | "invoices"
    | "readings"
    | "statements"
    | "documents"
    | "operations"
    | "enterprises"
    | "churn";
  readonly mapping: Mapping | null;
  /** Names of the columns in the file's order; for JSON lines the keys that are read. */
  readonly columns: readonly string[];
  readonly format: "csv" | "jsonl";
  readonly delimiter: string;
  readonly encoding: TextEncoding;
  /** What stands above the header, where something does. */
  readonly title?: TableTitle;
  /** On which side of its invoices the enterprise stands, where the columns name both. */
  readonly side?: "seller" | "buyer";
  /** Set when the enterprise was named with the file, so that no column says whose the rows are. */
  readonly owner?: "named";
}

export function rowFormatOf(layout: Layout): RowFormat {
  return layout.format === "jsonl"
    ? { kind: "jsonl", keys: layout.columns }
    : { kind: "csv", delimiter: layout.delimiter.charCodeAt(0), columns: layout.columns.length };
}

/** The column that tells whose row it is; -1 when the whole file belongs to one enterprise, or to none. */
export function enterpriseColumnOf(layout: Layout): number {
  if (layout.kind === "enterprises") return layout.columns.indexOf("企业代号");
  const { mapping, columns } = layout;
  if (mapping === null || layout.owner === "named") return -1;
  if (mapping.mapping === "touchstone-tax-invoices@1") {
    const { sellerCode, buyerCode } = mapping.columns;
    return indexOfAny(columns, layout.side === "buyer" ? buyerCode : sellerCode);
  }
  const { enterprise } = mapping;
  if (enterprise && "column" in enterprise) return columns.indexOf(enterprise.column);
  return enterprise && "columnUnlessNamed" in enterprise
    ? indexOfAny(columns, enterprise.columnUnlessNamed)
    : -1;
}

/** Reads a layout back from a sealed header; null when this program does not know it. */
export function layoutFromJson(value: unknown): Layout | null {
  const layout = value as Layout;
  if (typeof layout !== "object" || layout === null || !Array.isArray(layout.columns)) return null;
  if (layout.mapping === null) {
    return layout.kind === "enterprises" || layout.kind === "churn" ? layout : null;
  }
  const mapping = mappingSchema.safeParse(layout.mapping);
  return mapping.success ? { ...layout, mapping: mapping.data } : null;
}

const kinds = {
  "touchstone-invoices@1": "invoices",
  "touchstone-tax-invoices@1": "invoices",
  "touchstone-readings@1": "readings",
  "touchstone-statements@1": "statements",
  "touchstone-documents@1": "documents",
  "touchstone-operations@1": "operations",
} as const satisfies Record<Mapping["mapping"], Layout["kind"]>;

/** What the rows of a mapping are. */
export function kindOf(mapping: Mapping): Layout["kind"] {
  return kinds[mapping.mapping];
}
