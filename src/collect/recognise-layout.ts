import type { Fault } from "#kernel";
import { collectFaults } from "./errors.ts";
import { kindOf, type Layout } from "./layout.ts";
import type { Mapping } from "./mapping.ts";
import { hasColumn, type NeededColumn, neededColumnsOf, recognisingColumnsOf } from "./mapping-columns.ts";
import { type HeaderLayout, type NearestLayout, nearestLayout } from "./nearest-layout.ts";
import { normaliseColumn } from "./resolve-columns.ts";
import type { TextEncoding } from "./text-encoding.ts";
import { wideColumnsOf } from "./wide-columns.ts";

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
  const mapping = given ?? known.find((one) => one.format === "csv" && fitsHeader(one, head.columns));
  if (mapping !== undefined) {
    const missing = neededColumnsOf(mapping).filter((names) => !hasColumn(mapping, head.columns, names));
    if (missing.length > 0) throw columnsMissing(mapping, missing, head.columns);
    return { ...base, id: mapping.id, kind: kindOf(mapping), mapping };
  }
  if (churnColumns.every(has)) return { ...base, id: "churn-table", kind: "churn", mapping: null };
  if (enterpriseColumns.every(has) && !has("发票号码")) {
    return { ...base, id: "enterprise-list", kind: "enterprises", mapping: null };
  }
  return null;
}

/**
 * The layout of a table that was read before, by another mapping.
 * @throws COLLECT_COLUMN_MISSING
 */
export function layoutByMapping(earlier: Layout, mapping: Mapping): Layout {
  const { columns, delimiter, encoding } = earlier;
  const layout = recogniseLayout({ columns, delimiter, encoding }, mapping, []);
  if (layout === null) throw columnsMissing(mapping, neededColumnsOf(mapping), columns);
  const { id, kind } = layout;
  return { ...earlier, id, kind, mapping };
}

function fitsHeader(mapping: Mapping, columns: readonly string[]): boolean {
  const isThere = (names: NeededColumn): boolean => hasColumn(mapping, columns, names);
  if (!recognisingColumnsOf(mapping).every(isThere)) return false;
  if (mapping.mapping === "touchstone-readings@1") {
    const { interval } = mapping.time;
    return interval.kind !== "wide" || wideColumnsOf(columns, interval.points) !== null;
  }
  // A layout with other names for its columns is recognised only where nothing that it needs is missing.
  return mapping.mapping === "touchstone-invoices@1" || neededColumnsOf(mapping).every(isThere);
}

/** The known layout that the header comes nearest to, for a person to see what is missing. */
export function nearestKnownLayout(
  columns: readonly string[],
  known: readonly Mapping[],
): NearestLayout | null {
  const plain = columns.map(normaliseColumn);
  const mapped = known
    .filter(({ format }) => format === "csv")
    .map((one): HeaderLayout => {
      const names = recognisingColumnsOf(one).map(
        (some) => some.find((name) => columns.includes(name) || plain.includes(name)) ?? some[0] ?? "",
      );
      return { ...one, columns: names };
    });
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

/** The layout of JSON lines, which always needs a mapping. */
export function jsonLinesLayout(mapping: Mapping): Layout {
  return {
    id: mapping.id,
    kind: kindOf(mapping),
    mapping,
    columns: neededColumnsOf(mapping).map((names) => names[0] ?? ""),
    format: "jsonl",
    delimiter: "",
    encoding: "utf-8",
  };
}

function columnsMissing(mapping: Mapping, missing: readonly NeededColumn[], found: readonly string[]): Fault {
  return collectFaults.fault("COLLECT_COLUMN_MISSING", {
    mapping: mapping.id,
    missing: showColumns(missing.map((names) => names.join(" | "))),
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
