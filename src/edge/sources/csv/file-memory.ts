import { createHash, type Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { isJsonObject, type Json } from "#seal";

/**
 * What was read of one file: the hash of exactly the bytes that were taken tells it again under whatever name, and
 * tells it from another file that took its name.
 */
export interface RememberedFile {
  readonly name: string;
  /** Bytes taken, always whole lines. */
  readonly offset: number;
  /** Hexadecimal SHA-256 over bytes 0 to offset. */
  readonly sha256: string;
  /** Lines taken, the header being the first. */
  readonly lines: number;
}

/** More files than a folder should ever have at once; of those that are gone the oldest are forgotten first. */
const mostRemembered = 2000;

/** The files of a position; anything that is none is left out. */
export function readMemory(position: Json | null): readonly RememberedFile[] {
  const files = isJsonObject(position) ? position["files"] : null;
  if (!Array.isArray(files)) return [];
  return files.flatMap((file: Json) => {
    if (!isJsonObject(file)) return [];
    const { name, offset, sha256, lines } = file;
    const isWhole = typeof name === "string" && typeof sha256 === "string";
    return isWhole && typeof offset === "number" && typeof lines === "number"
      ? [{ name, offset, sha256, lines }]
      : [];
  });
}

/** @param present  names that are in the folder now */
export function writeMemory(files: Iterable<RememberedFile>, present: ReadonlySet<string>): Json {
  const all = [...files];
  const gone = all.filter(({ name }) => !present.has(name));
  const forgotten = new Set(gone.slice(0, Math.max(0, all.length - mostRemembered)));
  return { files: all.filter((file) => !forgotten.has(file)).map((file) => ({ ...file })) };
}

/**
 * Finds out how far a file was read already: under its own name, or under one that it had before.
 * @returns null for a file of which nothing was read, for example a new one under a known name
 */
export async function recognise(
  handle: FileHandle,
  name: string,
  remembered: readonly RememberedFile[],
): Promise<{ readonly file: RememberedFile; readonly hash: Hash } | null> {
  const { size } = await handle.stat();
  const candidates = remembered
    .filter(({ offset }) => offset > 0 && offset <= size)
    .sort((left, right) => left.offset - right.offset);
  const hash = createHash("sha256");
  let best: { readonly file: RememberedFile; readonly hash: Hash } | null = null;
  let hashed = 0;
  for (const file of candidates) {
    hashed = await hashTo(handle, hash, hashed, file.offset);
    if (hash.copy().digest("hex") === file.sha256) best = { file: { ...file, name }, hash: hash.copy() };
  }
  return best;
}

async function hashTo(handle: FileHandle, hash: Hash, from: number, to: number): Promise<number> {
  const buffer = Buffer.allocUnsafe(65_536);
  let at = from;
  while (at < to) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, to - at), at);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  return at;
}
