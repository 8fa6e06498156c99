import type { FileInspection } from "#collect";
import type { RegisteredEnterprise } from "#registry";

/** Whose file it is and how that was found out. */
export interface FileOwner {
  /** Named with the file when it is imported; null where the rows say it, or nobody does. */
  readonly code: string | null;
  readonly name: string | null;
  readonly enterpriseId: string | null;
  readonly how: "described" | "fileName" | "taxNumber" | "holder" | "rows" | "unregistered";
}

/** Columns that hold the holder's own name, not a counterparty's. */
const holderColumns = /^(户名|账户名称|账户名|用户名称|本方户名|单位名称|企业名称|公司名称|纳税人名称)$/;

/**
 * Finds the enterprise a file belongs to: as the folder's description says, by the code that the file's name begins
 * with, by a tax number (统一社会信用代码) in the file, or by the holder's name above the table; each only where it is
 * registered. Otherwise the rows say it, or the beginning of the file's name stands for an enterprise that is not
 * registered.
 */
export function findOwner(
  file: { readonly name: string; readonly describedCode: string | null },
  inspection: FileInspection,
  registered: readonly RegisteredEnterprise[],
): FileOwner {
  const { name, describedCode } = file;
  if (describedCode !== null) {
    const known = registered.find(({ code }) => code === describedCode);
    return known === undefined
      ? { code: describedCode, name: null, enterpriseId: null, how: "described" }
      : ownerOf(known, "described");
  }
  const prefix = prefixOf(name);
  const byName = registered.find(({ code }) => code === prefix);
  if (byName !== undefined) return ownerOf(byName, "fileName");
  const byNumber = ownerByTaxNumber(inspection, registered);
  if (byNumber !== null) return ownerOf(byNumber, "taxNumber");
  const byHolder = ownerByHolder(inspection, registered);
  if (byHolder !== null) return ownerOf(byHolder, "holder");
  return rowsSayIt(inspection)
    ? { code: null, name: null, enterpriseId: null, how: "rows" }
    : { code: prefix, name: null, enterpriseId: null, how: "unregistered" };
}

function ownerOf({ code, name, id }: RegisteredEnterprise, how: FileOwner["how"]): FileOwner {
  return { code, name, enterpriseId: id, how };
}

function prefixOf(name: string): string {
  const stem = name.split("/").at(-1) ?? name;
  const [prefix = stem] = stem.split(/[._]/);
  return (prefix === "" ? stem : prefix).slice(0, 64);
}

/** The only registered tax number in the file, or the only one that stands in every row. */
function ownerByTaxNumber(
  { rows, head }: FileInspection,
  registered: readonly RegisteredEnterprise[],
): RegisteredEnterprise | null {
  const byNumber = new Map(
    registered.flatMap((one) => (one.uscc === null ? [] : [[one.uscc, one] as const])),
  );
  const inRow = (cells: readonly string[]): RegisteredEnterprise[] =>
    cells.flatMap((cell) => numbersIn(cell).flatMap((number) => byNumber.get(number) ?? []));
  const found = new Set([...head.flatMap(inRow), ...rows.flatMap(({ cells }) => inRow(cells))]);
  const [only] = found;
  if (found.size <= 1) return only ?? null;
  const everywhere = [...found].filter((one) => rows.every(({ cells }) => inRow(cells).includes(one)));
  return everywhere.length === 1 ? (everywhere[0] ?? null) : null;
}

function numbersIn(cell: string): readonly string[] {
  return cell.match(/[0-9A-Z]{18}/g) ?? [];
}

/** The registered name that stands above the header, or in a column of the holder's own name. */
function ownerByHolder(
  { rows, head, columns, headerRow }: FileInspection,
  registered: readonly RegisteredEnterprise[],
): RegisteredEnterprise | null {
  const above = head.slice(0, Math.max(0, headerRow - 1)).flat();
  const at = columns.findIndex((column) => holderColumns.test(column.trim()));
  const inColumn = at < 0 ? [] : rows.map(({ cells }) => cells[at] ?? "");
  const texts = [...above, ...inColumn].map((text) => text.normalize("NFKC"));
  const found = registered.filter(({ name }) => {
    const wanted = name.normalize("NFKC");
    return texts.some((text) => text.trim() === wanted || text.includes(`:${wanted}`));
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Whether each row says whose it is. */
function rowsSayIt({ layout }: FileInspection): boolean {
  if (layout === null) return false;
  if (layout.mapping === null || layout.mapping.mapping === "touchstone-tax-invoices@1") return true;
  const { enterprise } = layout.mapping;
  return enterprise !== null && ("column" in enterprise || "columnUnlessNamed" in enterprise);
}
