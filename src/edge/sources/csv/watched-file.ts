import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { CsvConfig } from "./csv-config.ts";
import { recognise, type RememberedFile } from "./file-memory.ts";
import { decodeLines, missingColumns, type ReadRows, type RejectedField, readRows } from "./read-rows.ts";
import { splitLine } from "./split-line.ts";

/** What one reading of a file gave, and how far it then was. */
export interface TakenPart extends ReadRows {
  readonly file: RememberedFile;
  /** Whether there may be more right now. */
  readonly hasMore: boolean;
}

const partBytes = 262_144;
/** A line longer than this is no reading; it is passed over and reported. */
const longestLineBytes = 65_536;
const lineFeed = 0x0a;

interface Progress {
  readonly file: RememberedFile;
  readonly hash: Hash;
  readonly inode: number;
}

/** Follows the files of a folder, part by part; what it knows of them is taken up from a position. */
export class FolderReader {
  readonly #config: CsvConfig;
  readonly #folder: string;
  readonly #known: RememberedFile[];
  readonly #open = new Map<string, Progress>();

  constructor(config: CsvConfig, folder: string, known: readonly RememberedFile[]) {
    this.#config = config;
    this.#folder = folder;
    this.#known = [...known];
  }

  /** Everything that is remembered, of files that are gone too. */
  get remembered(): readonly RememberedFile[] {
    const current = [...this.#open.values()].map(({ file }) => file);
    const names = new Set(current.map(({ name }) => name));
    return [...this.#known.filter(({ name }) => !names.has(name)), ...current];
  }

  /** Reads the next part of a file; null when there is nothing new in it. */
  async read(name: string, nowMs: number): Promise<TakenPart | null> {
    const handle = await open(join(this.#folder, name), "r");
    try {
      const { size, mtimeMs, ino } = await handle.stat();
      const progress = await this.#progressOf(handle, name, size, ino);
      const { offset } = progress.file;
      if (size <= offset) return null;
      const buffer = Buffer.allocUnsafe(Math.min(partBytes, size - offset));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
      const isQuiet = offset + bytesRead >= size && nowMs - mtimeMs >= this.#config.quietMs;
      const whole = wholeLines(buffer.subarray(0, bytesRead), isQuiet);
      if (whole.length === 0) return null;
      const header = await readHeader(handle, this.#config);
      const next = advance(progress, whole);
      this.#open.set(name, next);
      const part = this.#parse(whole, header, progress.file.lines);
      return { ...part, file: next.file, hasMore: next.file.offset < size };
    } finally {
      await handle.close();
    }
  }

  async #progressOf(handle: FileHandle, name: string, size: number, inode: number): Promise<Progress> {
    const open = this.#open.get(name);
    // The same file still, longer or not; one that was cut short or replaced is looked at again.
    if (open !== undefined && open.inode === inode && size >= open.file.offset) return open;
    // The file that had this name may turn up under another one: what was read of it must stay known.
    if (open !== undefined) this.#known.push({ ...open.file, name: `${name} before ${open.inode}` });
    const found = await recognise(handle, name, this.remembered);
    const file = found?.file ?? { name, offset: 0, sha256: "", lines: 0 };
    const progress = { file, hash: found?.hash ?? createHash("sha256"), inode };
    this.#open.set(name, progress);
    return progress;
  }

  #parse(whole: Uint8Array, header: readonly string[] | null, linesBefore: number): ReadRows {
    const lines = linesOf(decodeLines(whole, this.#config.encoding));
    const fresh = linesBefore === 0 ? lines.slice(1) : lines;
    const firstRow = linesBefore === 0 ? 2 : linesBefore + 1;
    const problem = headerProblem(this.#config, header);
    if (problem !== null) return { samples: [], rejected: fresh.length === 0 ? [] : [problem] };
    return readRows(this.#config, header ?? [], fresh, firstRow);
  }
}

/** What is wrong with a header, told as a rejected line. */
export function headerProblem(config: CsvConfig, header: readonly string[] | null): RejectedField | null {
  const missing = header === null ? config.time.columns : missingColumns(config, header);
  if (missing.length === 0) return null;
  return {
    row: 1,
    field: missing[0] ?? null,
    expected: `columns ${missing.join(", ")}`,
    found: header === null ? "no header" : header.join(", ").slice(0, 200),
  };
}

/** The first line's cells; null while there is no whole first line. */
export async function readHeader(handle: FileHandle, config: CsvConfig): Promise<readonly string[] | null> {
  const buffer = Buffer.alloc(longestLineBytes);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
  const end = buffer.subarray(0, bytesRead).indexOf(lineFeed);
  const bytes = buffer.subarray(0, end === -1 ? bytesRead : end);
  if (bytes.length === 0) return null;
  const text = decodeLines(bytes, config.encoding)
    .replace(/^\uFEFF/, "")
    .replace(/\r$/, "");
  return splitLine(text, config.delimiter);
}

/** Up to and with the last line end; a quiet file's rest, and a line that is too long, count as whole. */
function wholeLines(bytes: Uint8Array, isQuiet: boolean): Uint8Array {
  const last = bytes.lastIndexOf(lineFeed);
  if (isQuiet || (last === -1 && bytes.length >= longestLineBytes)) return bytes;
  return bytes.subarray(0, last + 1);
}

function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function advance({ file, hash, inode }: Progress, taken: Uint8Array): Progress {
  hash.update(taken);
  const ends = taken.reduce((count, byte) => (byte === lineFeed ? count + 1 : count), 0);
  const lines = file.lines + ends + (taken.at(-1) === lineFeed ? 0 : 1);
  const offset = file.offset + taken.length;
  return { hash, inode, file: { name: file.name, offset, sha256: hash.copy().digest("hex"), lines } };
}
