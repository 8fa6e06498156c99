import { Fault } from "#kernel";
import { assignOwner } from "./assign-owner.ts";
import type { CellRow } from "./canonical-row.ts";
import type { Container, PartContent } from "./container.ts";
import { collectFaults } from "./errors.ts";
import type { ReadContent } from "./file-to-read.ts";
import { findHeader } from "./find-header.ts";
import type { Layout } from "./layout.ts";
import type { Sheet } from "./read-workbook.ts";
import { TableReader } from "./table-reader.ts";

const rowsOfHead = 40;
const rowsLookedAt = 500;

interface FoundSheet {
  readonly sheet: Sheet;
  readonly layout: Layout;
  /** Number of the header's row in the sheet. */
  readonly headerRow: number;
  readonly firstRows: readonly CellRow[];
}

/**
 * Reads every sheet of a workbook whose header is known; the sheets without one are left out as long as there is
 * one with. Invoices that one sheet lists by line and another as a whole are read by line.
 * @param within  name of the zip's entry that the workbook is; null for the file itself
 */
export async function readSheets(
  container: Container,
  sheets: readonly Sheet[],
  within: string | null,
): Promise<PartContent[]> {
  const { file } = container;
  const found: FoundSheet[] = [];
  const ignored: PartContent[] = [];
  for (const sheet of sheets) {
    const verdict = await findTable(container, sheet);
    if (verdict === null) continue;
    if ("layout" in verdict) found.push(verdict);
    else ignored.push({ part: sheet.name, layout: null, rows: 0, fault: verdict.fault });
  }
  const name = within ?? file.name;
  if (found.length === 0) {
    const [first] = ignored;
    if (first?.fault === undefined || first.fault === null) {
      return [{ part: name, layout: null, rows: 0, fault: collectFaults.fault("COLLECT_EMPTY") }];
    }
    if (ignored.length === 1) return [{ part: name, layout: null, rows: 0, fault: first.fault }];
    const reason = `${first.fault.sentence("zh")} / ${first.fault.sentence("en")}`;
    const figures = { sheets: sheets.length, sheet: first.part, reason };
    const fault = collectFaults.fault("COLLECT_NO_DATA_SHEET", figures, first.fault);
    return [{ part: name, layout: null, rows: 0, fault }];
  }
  const hasLines = found.some(({ layout }) => layout.id === "tax-invoice-lines");
  const parts: PartContent[] = [];
  for (const table of found) {
    if (hasLines && table.layout.id === "tax-invoice-basics") continue;
    const own = parts.length === 0 ? within : `${within === null ? "" : `${within}/`}${table.sheet.name}`;
    parts.push({ part: table.sheet.name, ...(await readSheet(container, table, own, name)) });
  }
  return parts;
}

/** Null for a sheet without any cell. */
async function findTable(
  { file, known, limits }: Container,
  sheet: Sheet,
): Promise<FoundSheet | { readonly fault: NonNullable<ReadContent["fault"]> } | null> {
  const firstRows: CellRow[] = [];
  for await (const row of sheet.rows()) {
    firstRows.push(row);
    if (firstRows.length >= rowsLookedAt) break;
  }
  if (firstRows.length === 0) return null;
  const heads = firstRows
    .slice(0, rowsOfHead)
    .map(({ row, cells }) => ({ row, columns: cells, delimiter: "," }));
  const verdict = findHeader(heads, "utf-8", file.mapping, known, limits);
  if (verdict.kind === "problem") return { fault: verdict.fault };
  const headerRow = (firstRows[verdict.index] as CellRow).row;
  return { sheet, layout: verdict.layout, headerRow, firstRows: firstRows.slice(verdict.index + 1) };
}

async function readSheet(
  { file, limits, sink }: Container,
  { sheet, layout, headerRow, firstRows }: FoundSheet,
  part: string | null,
  name: string,
): Promise<ReadContent> {
  const table = assignOwner(layout, { ...file, name }, () => firstRows.map(({ cells }) => cells), part);
  const reader = new TableReader(table, limits, sink);
  let fault: Fault | null = null;
  try {
    for await (const { row, cells } of sheet.rows()) {
      if (row > headerRow) await reader.pushCells(cells, row);
    }
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    fault = cause;
  }
  await reader.finish(false);
  return { layout: table.layout, rows: reader.rows, fault };
}
