import { assignOwner } from "./assign-owner.ts";
import type { ByteSource } from "./byte-source.ts";
import type { FileToRead, ReadContent } from "./file-to-read.ts";
import type { ReadLimits } from "./limits.ts";
import type { Mapping } from "./mapping.ts";
import { linesOfHead, readHead } from "./table-head.ts";
import { TableReader, type TableSink } from "./table-reader.ts";

/** A text whose first bytes are read. */
export interface OpenedText {
  readonly file: FileToRead;
  /** The file in a zip that it is; null for the file itself. */
  readonly part: string | null;
  readonly source: Pick<ByteSource, "problem" | "consumedBytes">;
  readonly chunks: AsyncIterator<Uint8Array>;
  /** Enough to hold the header. */
  readonly head: Uint8Array;
  /** Of the whole file, for progress. */
  readonly bytes: number;
}

/** Reads a table of text to its end, or to where reading has to stop. */
export async function readText(
  { file, part, source, chunks, head, bytes }: OpenedText,
  known: readonly Mapping[],
  limits: ReadLimits,
  sink: TableSink,
): Promise<ReadContent> {
  const isJsonLines = /\.jsonl(\.gz)?$/i.test(part ?? file.name);
  const verdict = readHead(head, isJsonLines, file.mapping, known, limits);
  if (verdict.kind === "problem") {
    await chunks.return?.();
    return { layout: null, rows: 0, fault: source.problem?.(0) ?? verdict.fault };
  }
  const { headerRow, headBytes } = verdict;
  const firstRows = () => linesOfHead(head.subarray(headBytes), verdict.layout);
  const table = assignOwner(verdict.layout, file, firstRows, part);
  const reader = new TableReader(table, limits, sink);
  reader.rowNumber = headerRow;
  await reader.push(head.subarray(headBytes));
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    await reader.push(next.value);
    sink.progress(source.consumedBytes, bytes);
  }
  await reader.finish(source.problem !== null);
  return { layout: table.layout, rows: reader.rows, fault: source.problem?.(reader.rows) ?? null };
}
