import type { Fault } from "#kernel";
import { collectFaults } from "./errors.ts";
import { type Mapping, mappingSchema } from "./mapping.ts";
import { type HeaderLayout, type NearestLayout, nearestLayout } from "./nearest-layout.ts";
import type { RowFormat } from "./row-fields.ts";
import type { TextEncoding } from "./text-encoding.ts";

/**
 * How the rows of a file are to be read. It is sealed with every batch, so that a payload can be parsed again
 * from the log alone.
 */
export interface Layout {
  readonly id: string;
  readonly kind: "invoices" | "readings" | "enterprises" | "churn";
  readonly mapping: Mapping | null;
  /** Names of the columns in the file's order; for JSON lines the keys that are read. */
  readonly columns: readonly string[];
  readonly format: "csv" | "jsonl";
  readonly delimiter: string;
  readonly encoding: TextEncoding;
}

const enterpriseColumns = ["企业代号", "企业名称"];
const churnColumns = ["loan_annual_rate", "churn_rating_A", "churn_rating_B", "churn_rating_C"];

/** What the beginning of a file says about itself. */
export interface TableHead {
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly encoding: TextEncoding;
}

/**
 * Recognises a table by its header. A mapping given for the file wins; then the first of the known mappings
 * whose columns are all present; then the lists.
 * @throws COLLECT_COLUMN_MISSING when the given mapping names a column that the file does not have
 * @returns null when nothing fits
 */
export function recogniseLayout(
  head: TableHead,
  given: Mapping | null,
  known: readonly Mapping[],
): Layout | null {
  const has = (column: string): boolean => head.columns.includes(column);
  const base = {
    columns: head.columns,
    delimiter: head.delimiter,
    encoding: head.encoding,
    format: "csv",
  } as const;
  const mapping = given ?? known.find((one) => one.format === "csv" && recognisingColumnsOf(one).every(has));
  if (mapping !== undefined) {
    const missing = columnsOf(mapping).filter((column) => !has(column));
    if (missing.length > 0) throw columnsMissing(mapping, missing, head.columns);
    return { ...base, id: mapping.id, kind: kindOf(mapping), mapping };
  }
  if (churnColumns.every(has)) return { ...base, id: "churn-table", kind: "churn", mapping: null };
  if (enterpriseColumns.every(has) && !has("发票号码")) {
    return { ...base, id: "enterprise-list", kind: "enterprises", mapping: null };
  }
  return null;
}

/** The known layout that the header comes nearest to, for a person to see what is missing. */
export function nearestKnownLayout(
  columns: readonly string[],
  known: readonly Mapping[],
): NearestLayout | null {
  const mapped = known
    .filter(({ format }) => format === "csv")
    .map((one): HeaderLayout => ({ ...one, columns: recognisingColumnsOf(one) }));
  return nearestLayout(columns, [...mapped, ...listLayouts]);
}

const listLayouts: readonly HeaderLayout[] = [
  {
    id: "churn-table",
    zh: "利率与流失率表",
    en: "Annual rate against customers lost",
    columns: churnColumns,
  },
  { id: "enterprise-list", zh: "企业名单", en: "List of enterprises", columns: enterpriseColumns },
];

/** A mapping that does not say by what it is recognised needs all the columns that it reads. */
function recognisingColumnsOf(mapping: Mapping): readonly string[] {
  return mapping.recognisedBy.length > 0 ? mapping.recognisedBy : columnsOf(mapping);
}

/** The layout of JSON lines, which always needs a mapping. */
export function jsonLinesLayout(mapping: Mapping): Layout {
  return {
    id: mapping.id,
    kind: kindOf(mapping),
    mapping,
    columns: columnsOf(mapping),
    format: "jsonl",
    delimiter: "",
    encoding: "utf-8",
  };
}

export function rowFormatOf(layout: Layout): RowFormat {
  return layout.format === "jsonl"
    ? { kind: "jsonl", keys: layout.columns }
    : { kind: "csv", delimiter: layout.delimiter.charCodeAt(0), columns: layout.columns.length };
}

/** The column that tells whose row it is; -1 when the whole file belongs to one enterprise, or to none. */
export function enterpriseColumnOf(layout: Layout): number {
  if (layout.kind === "enterprises") return layout.columns.indexOf("企业代号");
  const enterprise = layout.mapping?.enterprise;
  return enterprise && "column" in enterprise ? layout.columns.indexOf(enterprise.column) : -1;
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

function kindOf(mapping: Mapping): "invoices" | "readings" {
  return mapping.mapping === "touchstone-invoices@1" ? "invoices" : "readings";
}

/** Every column that a mapping reads, each once. */
function columnsOf(mapping: Mapping): string[] {
  const columns: string[] = [];
  if (mapping.enterprise && "column" in mapping.enterprise) columns.push(mapping.enterprise.column);
  if (mapping.mapping === "touchstone-invoices@1") {
    columns.push(...Object.values(mapping.columns));
  } else {
    if ("column" in mapping.asset) columns.push(mapping.asset.column);
    columns.push(mapping.time.column);
    if (mapping.time.interval.kind === "toColumn") columns.push(mapping.time.interval.column);
    for (const channel of mapping.channels) if (channel.column !== undefined) columns.push(channel.column);
  }
  return [...new Set(columns)];
}

function columnsMissing(mapping: Mapping, missing: readonly string[], found: readonly string[]): Fault {
  return collectFaults.fault("COLLECT_COLUMN_MISSING", {
    mapping: mapping.id,
    missing: showColumns(missing),
    columns: showColumns(found),
  });
}

const mostShownCharacters = 300;

/** Names of columns for a sentence, not more than a person would read. */
export function showColumns(columns: readonly string[]): string {
  const text = columns.join(", ");
  if (text === "") return "–";
  return text.length > mostShownCharacters ? `${text.slice(0, mostShownCharacters)}…` : text;
}
