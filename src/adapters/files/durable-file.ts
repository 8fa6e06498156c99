import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
  writevSync,
} from "node:fs";
import { dirname } from "node:path";

/** Makes the names in a directory durable: a new file's own sync does not cover its directory entry. */
export function syncDirectory(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Replaces a file so that a reader and a crash see the old or the new content, never a part. The directory's
 * entry is synced too, unless `syncName` says that the caller does it once for many files.
 */
export function writeFileDurably(
  path: string,
  bytes: Uint8Array | string,
  options: { readonly mode?: number; readonly syncName?: boolean } = {},
): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.tmp`;
  const descriptor = openSync(temporary, "w", options.mode ?? 0o600);
  try {
    writeFully(descriptor, typeof bytes === "string" ? Buffer.from(bytes) : bytes);
    fdatasyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, path);
  if (options.syncName !== false) syncDirectory(dirname(path));
}

/**
 * Overwrites a file in place, durably, and removes it: what a disk that writes in place held of it is gone. A file
 * system that copies on write, a snapshot or worn flash may keep the old blocks; the master key and full-disk
 * encryption stand before those.
 */
export function overwriteAndRemove(path: string): void {
  const descriptor = openSync(path, "r+");
  try {
    writeFully(descriptor, Buffer.alloc(fstatSync(descriptor).size));
    fdatasyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  rmSync(path);
  syncDirectory(dirname(path));
}

/** Buffers given to the system in one call. */
const mostBuffers = 512;

/** Writes buffers one after the other at the descriptor's position, without joining them first. */
export function writeAllFully(descriptor: number, parts: readonly Uint8Array[]): void {
  for (let first = 0; first < parts.length; first += mostBuffers) {
    const group = parts.slice(first, first + mostBuffers);
    let left = writevSync(descriptor, group);
    for (const part of group) {
      if (left < part.length) writeFully(descriptor, part.subarray(left));
      left = Math.max(0, left - part.length);
    }
  }
}

/** Writes all bytes at the descriptor's position; the system may take fewer at once. */
export function writeFully(descriptor: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(descriptor, bytes, written);
}
