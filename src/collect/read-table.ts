import { stat } from "node:fs/promises";
import type { MessageParameters } from "#kernel";
import { Fault } from "#kernel";
import { type ByteSource, openByteSource } from "./byte-source.ts";
import { collectFaults } from "./errors.ts";
import type { Layout } from "./layout.ts";
import { enterpriseColumnOf } from "./layout.ts";
import type { ReadLimits } from "./limits.ts";
import type { Mapping } from "./mapping.ts";
import { parseBatch } from "./parse-batch.ts";
import type { ParsedBatch } from "./parsed.ts";
import { type RowBatch, RowGroup } from "./row-group.ts";
import { RowOwner } from "./row-owner.ts";
import { RowScanner } from "./row-scanner.ts";
import { readHead } from "./table-head.ts";

/** A file to be read. */
export interface FileToRead {
  readonly path: string;
  /** As it is shown and sealed; not a path of this machine. */
  readonly name: string;
  /** Whose rows they are where the layout has no column that says so. */
  readonly enterpriseCode: string | null;
  /** The mapping named for this file; null to recognise it by its header. */
  readonly mapping: Mapping | null;
}

export interface ReadBatch extends RowBatch {
  readonly parsed: ParsedBatch;
}

/** Batches that were filled together, in order. */
export interface ReadGroup {
  readonly layout: Layout;
  readonly batches: readonly ReadBatch[];
}

/** What a file turned out to be. */
export interface FileSummary {
  readonly layout: Layout | null;
  /** Rows found, whatever became of them. */
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  /** Why it was ignored or read only in part. */
  readonly problem: { readonly code: string; readonly parameters: MessageParameters } | null;
}

/** What the reader reports to. */
export interface TableSink {
  /** Takes a group; the reader waits until it resolves. */
  group(group: ReadGroup): Promise<void>;
  /** Compressed bytes consumed so far, and of how many. */
  progress(doneBytes: number, totalBytes: number): void;
}

const headBytesWanted = 1 << 16;
const dataFileName = /\.(csv|tsv|jsonl)(\.gz)?$/i;

/**
 * Reads one file in bounded memory: bytes → rows → batches by enterprise → parsed columns. Damage ends the file
 * with a problem and keeps what was good; it never throws for what a file contains.
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
  const isJsonLines = /\.jsonl(\.gz)?$/i.test(file.name);
  const verdict = readHead(head, isJsonLines, file.mapping, known, limits);
  if (verdict.kind === "problem") {
    await chunks.return?.();
    return summaryOf(source, bytes, null, 0, source.problem?.(0) ?? verdict.fault);
  }
  const { layout } = verdict;
  const reader = new TableReader(layout, ownerOfFile(file, layout), limits, sink);
  reader.rowNumber = layout.format === "csv" ? 1 : 0;
  await reader.push(head.subarray(verdict.headBytes));
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    await reader.push(next.value);
    sink.progress(source.consumedBytes, bytes);
  }
  await reader.finish(source.problem !== null);
  return summaryOf(source, bytes, layout, reader.rows, source.problem?.(reader.rows) ?? null);
}

const nothing = { layout: null, rows: 0, bytes: 0, sha256: "" } as const;

/** Whether a name ends as those of the files that are read. */
export function isDataFileName(name: string): boolean {
  return dataFileName.test(name);
}

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

function summaryOf(
  source: ByteSource,
  bytes: number,
  layout: Layout | null,
  rows: number,
  fault: Fault | null,
): FileSummary {
  const problem = fault === null ? null : problemOf(fault);
  return { layout, rows, bytes, sha256: source.digest(), problem };
}

function problemOf({ code, parameters }: Fault): NonNullable<FileSummary["problem"]> {
  return { code, parameters };
}

/** The one owner of a file without a column that says so: as told, as its mapping says, or named after the file. */
function ownerOfFile(file: FileToRead, layout: Layout): string | null {
  if (layout.mapping === null) return null;
  const { enterprise } = layout.mapping;
  if (enterprise && "constant" in enterprise) return file.enterpriseCode ?? enterprise.constant;
  return file.enterpriseCode ?? file.name.replace(dataFileName, "").slice(0, 64);
}

/** Turns chunks into groups. */
class TableReader {
  rows = 0;
  rowNumber = 0;
  readonly #layout: Layout;
  readonly #limits: ReadLimits;
  readonly #sink: TableSink;
  readonly #scanner: RowScanner;
  readonly #group: RowGroup;
  readonly #owner: RowOwner;

  constructor(layout: Layout, enterpriseCode: string | null, limits: ReadLimits, sink: TableSink) {
    this.#layout = layout;
    this.#limits = limits;
    this.#sink = sink;
    const isCsv = layout.format === "csv";
    const format = { delimiter: isCsv ? layout.delimiter.charCodeAt(0) : -1, takesQuotes: isCsv };
    this.#scanner = new RowScanner(format, limits.rowBytes);
    this.#group = new RowGroup(limits);
    this.#owner = new RowOwner(layout, enterpriseCode);
  }

  async push(chunk: Uint8Array): Promise<void> {
    this.#group.settle();
    this.#scanner.push(chunk);
    await this.#drain(false);
  }

  /** @param isCutOff  whether the content ended early, so that a last row without line break is only part of one */
  async finish(isCutOff: boolean): Promise<void> {
    this.#scanner.finish();
    await this.#drain(isCutOff);
    await this.#flush();
  }

  async #drain(isCutOff: boolean): Promise<void> {
    const scanner = this.#scanner;
    for (let outcome = scanner.next(); outcome !== "more"; outcome = scanner.next()) {
      this.rowNumber++;
      if (outcome === "long") this.#addNoted("ROW_TOO_LONG");
      else if (isCutOff && !scanner.isTerminated) this.#addNoted("ROW_CUT_OFF");
      else if (scanner.rowEnd > scanner.rowStart) this.#addRow();
      if (this.#group.isFull) await this.#flush();
    }
  }

  #addRow(): void {
    const { bytes, rowStart, rowNext } = this.#scanner;
    this.rows++;
    this.#group.add(this.#owner.ownerOf(this.#scanner), bytes, rowStart, rowNext, this.rowNumber);
  }

  #addNoted(code: "ROW_TOO_LONG" | "ROW_CUT_OFF"): void {
    const { bytes, rowStart, rowEnd } = this.#scanner;
    const { rowBytes, keptBytesOfLongRow } = this.#limits;
    this.rows++;
    const end = Math.min(rowEnd, rowStart + keptBytesOfLongRow);
    this.#group.addNoted(bytes, rowStart, end, this.rowNumber, { code, limit: rowBytes });
  }

  async #flush(): Promise<void> {
    if (this.#group.rowCount === 0) return;
    const hasOwnColumn = enterpriseColumnOf(this.#layout) >= 0;
    const batches = this.#group.take().map((batch) => ({
      ...batch,
      parsed: parseBatch(this.#layout, batch.rows, {
        notes: batch.notes,
        isOwnerMissing: hasOwnColumn && batch.enterpriseCode === null,
      }),
    }));
    await this.#sink.group({ layout: this.#layout, batches });
  }
}

/** The problem of a summary as a fault again, for its sentences. */
export function faultOfProblem(problem: { code: string; parameters: MessageParameters }): Fault {
  const code = problem.code as keyof typeof collectFaults.definitions;
  return collectFaults.fault(code, problem.parameters);
}
