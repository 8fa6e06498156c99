import { stat } from "node:fs/promises";
import type { Fault } from "#kernel";
import { openByteSource } from "./byte-source.ts";
import { collectFaults } from "./errors.ts";
import { isDataFileName } from "./file-name.ts";
import { type FileSummary, type FileToRead, problemOf } from "./file-to-read.ts";
import type { ReadLimits } from "./limits.ts";
import type { Mapping } from "./mapping.ts";
import { isArchive, isXml, readContainer } from "./read-container.ts";
import { readText } from "./read-text.ts";
import type { TableSink } from "./table-reader.ts";

const headBytesWanted = 1 << 16;

/**
 * Reads one file in bounded memory: bytes or cells → rows → batches by enterprise → parsed columns. Damage ends the
 * file with a problem and keeps what was good; it never throws for what a file contains.
 */
export async function readTable(
  file: FileToRead,
  known: readonly Mapping[],
  limits: ReadLimits,
  sink: TableSink,
): Promise<FileSummary> {
  const found = await checkFile(file);
  if (found.kind === "problem") return { ...nothing, problem: problemOf(found.fault) };
  const { bytes } = found;
  const source = openByteSource(file.path, limits);
  const chunks = source.chunks()[Symbol.asyncIterator]();
  const head = await readFirstBytes(chunks);
  if ((isArchive(head) && !source.isInflated) || isXml(head)) {
    // The rest is read for the hash of the whole file only.
    const parts = [head];
    const limit = isXml(head) ? limits.xmlBytes : 0;
    let length = head.length;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      length += next.value.length;
      if (length <= limit) parts.push(next.value);
    }
    const xml = isXml(head) ? Buffer.concat(parts) : null;
    const { layout, rows, fault } = await readContainer({ file, known, limits, sink, bytes }, xml, length);
    return { layout, rows, bytes, sha256: source.digest(), problem: problemOf(fault) };
  }
  const opened = { file, part: null, source, chunks, head, bytes };
  const { layout, rows, fault } = await readText(opened, known, limits, sink);
  return { layout, rows, bytes, sha256: source.digest(), problem: problemOf(fault) };
}

const nothing = { layout: null, rows: 0, bytes: 0, sha256: "" } as const;

/** Looks at the file from outside: other kinds of files are not opened, since a pipe might never end. */
async function checkFile(
  file: FileToRead,
): Promise<
  { readonly kind: "problem"; readonly fault: Fault } | { readonly kind: "file"; readonly bytes: number }
> {
  if (!isDataFileName(file.name)) {
    return { kind: "problem", fault: collectFaults.fault("COLLECT_NOT_A_DATA_FILE") };
  }
  try {
    const found = await stat(file.path);
    if (found.isFile()) return { kind: "file", bytes: found.size };
    const what = found.isDirectory() ? "directory" : "special file";
    return { kind: "problem", fault: collectFaults.fault("COLLECT_NOT_A_FILE", { what }) };
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : "?";
    return { kind: "problem", fault: collectFaults.fault("COLLECT_UNREADABLE", { reason, rows: 0 }, cause) };
  }
}

/** The header and enough behind it to tell the encoding. */
async function readFirstBytes(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < headBytesWanted) {
    const next = await chunks.next();
    if (next.done === true) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
}
