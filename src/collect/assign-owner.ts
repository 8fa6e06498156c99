import { stemOfFile } from "./file-name.ts";
import type { Layout } from "./layout.ts";
import { indexOfAny } from "./resolve-columns.ts";
import type { FoundTable } from "./table-reader.ts";
import type { TaxInvoiceMapping } from "./tax-invoice-mapping.ts";

/** What is known of a file besides its content. */
export interface NamedFile {
  readonly name: string;
  /** Whose rows they are where the layout has no column that says so. */
  readonly enterpriseCode: string | null;
}

const longestCode = 64;

/**
 * Says whose rows a table holds: as told, as its mapping says, or after the file's name.
 * @param firstRows  some rows of the table, for telling on which side of its invoices the enterprise stands
 */
export function assignOwner(
  layout: Layout,
  file: NamedFile,
  firstRows: () => readonly (readonly string[])[],
  part: string | null,
): FoundTable {
  const { mapping } = layout;
  const { enterpriseCode } = file;
  if (mapping === null) return { layout, enterpriseCode: null, part };
  if (mapping.mapping === "touchstone-tax-invoices@1") {
    const side = sideOf(mapping, layout, file, firstRows());
    const sided: Layout = { ...layout, side };
    if (enterpriseCode === null) return { layout: sided, enterpriseCode: null, part };
    return { layout: { ...sided, owner: "named" }, enterpriseCode, part };
  }
  const { enterprise } = mapping;
  if (enterprise && "columnUnlessNamed" in enterprise) {
    const hasColumn = indexOfAny(layout.columns, enterprise.columnUnlessNamed) >= 0;
    if (enterpriseCode === null && hasColumn) return { layout, enterpriseCode: null, part };
    return {
      layout: { ...layout, owner: "named" },
      enterpriseCode: enterpriseCode ?? stemOf(file.name),
      part,
    };
  }
  if (enterprise && "constant" in enterprise) {
    return { layout, enterpriseCode: enterpriseCode ?? enterprise.constant, part };
  }
  const upTo = enterprise && "fileNameUpTo" in enterprise ? enterprise.fileNameUpTo : "";
  return { layout, enterpriseCode: enterpriseCode ?? stemOf(file.name, upTo), part };
}

function stemOf(name: string, upTo = ""): string {
  const stem = stemOfFile(name);
  const end = [...upTo].map((mark) => stem.indexOf(mark)).filter((at) => at > 0);
  return stem.slice(0, Math.min(longestCode, ...end));
}

/** The enterprise's side is the one named with the file, else the one that never changes, else as the file's name says. */
function sideOf(
  { columns }: TaxInvoiceMapping,
  layout: Layout,
  file: NamedFile,
  rows: readonly (readonly string[])[],
): "seller" | "buyer" {
  const codesAt = (names: readonly string[]): ReadonlySet<string> => {
    const at = indexOfAny(layout.columns, names);
    return new Set(rows.map((row) => row[at]?.trim() ?? "").filter((code) => code !== ""));
  };
  const sellers = codesAt(columns.sellerCode);
  const buyers = codesAt(columns.buyerCode);
  const code = file.enterpriseCode ?? "";
  if (sellers.has(code) !== buyers.has(code)) return sellers.has(code) ? "seller" : "buyer";
  if (/取得|进项|购进|收到/.test(file.name)) return "buyer";
  if (/开具|销项|销售/.test(file.name)) return "seller";
  return sellers.size > 1 && buyers.size === 1 ? "buyer" : "seller";
}
