import { Fault } from "#kernel";
import { openByteSource } from "./byte-source.ts";
import type { FileToRead } from "./file-to-read.ts";
import type { ReadLimits } from "./limits.ts";
import { isArchive } from "./read-container.ts";
import { readWorkbook } from "./read-workbook.ts";
import { linesOfText } from "./table-head.ts";
import { detectEncoding, type TextEncoding } from "./text-encoding.ts";
import { InflationBudget, openZip } from "./zip-entries.ts";

/** A row as it stands in a file, before anything is known of its meaning. */
export interface PeekedRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** The first rows of a text, or of the first sheet of a workbook that has any; none where there are no rows to see. */
export async function peekRows(
  file: FileToRead,
  limits: ReadLimits,
  most: number,
): Promise<{ readonly rows: readonly PeekedRow[]; readonly encoding: TextEncoding }> {
  const source = openByteSource(file.path, limits);
  const chunks = source.chunks()[Symbol.asyncIterator]();
  const first = await chunks.next();
  await chunks.return?.();
  if (first.done === true) return { rows: [], encoding: "utf-8" };
  if (isArchive(first.value)) {
    return { rows: await peekSheet(file.path, source.consumedBytes, limits, most), encoding: "utf-8" };
  }
  const verdict = detectEncoding(first.value);
  if (verdict.kind !== "text") return { rows: [], encoding: "utf-8" };
  const lines = linesOfText(first.value.subarray(verdict.bomBytes), verdict.encoding).slice(0, most);
  return { rows: lines.map((cells, i) => ({ row: i + 1, cells })), encoding: verdict.encoding };
}

async function peekSheet(
  path: string,
  bytes: number,
  limits: ReadLimits,
  most: number,
): Promise<readonly PeekedRow[]> {
  try {
    const zip = await openZip(path, new InflationBudget(bytes, limits), limits);
    try {
      for (const sheet of await readWorkbook(zip)) {
        const rows: PeekedRow[] = [];
        for await (const row of sheet.rows()) if (rows.push(row) >= most) break;
        if (rows.length > 1) return rows;
      }
    } finally {
      zip.close();
    }
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
  }
  return [];
}
