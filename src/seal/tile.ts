import { sealFaults } from "./errors.ts";
import { leafHash, type Sha256 } from "./hash.ts";
import type { ReadableTree } from "./merkle-tree.ts";

/** Hashes in a full tile, entries in a full entry bundle. @source C2SP tlog-tiles */
export const tileWidth = 256;

/** Largest entry, because its length is written in 16 bits. @source C2SP tlog-tiles */
export const maximumEntryBytes = 65_535;

/** One tile of a tree: 256 hashes of level 8·level, or fewer at the right edge. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  /** 1 … 256. */
  readonly width: number;
}

/** Path of a tile or, without a level, of an entry bundle: `tile/0/x001/234.p/8`, `tile/entries/000`. */
export function tilePath(tile: { level: number | "entries"; index: number; width: number }): string {
  const digits = String(tile.index).padStart(Math.ceil(String(tile.index).length / 3) * 3, "0");
  const groups = digits.match(/.{3}/g) ?? [];
  const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
  const partial = tile.width < tileWidth ? `.p/${tile.width}` : "";
  return `tile/${tile.level}/${name}${partial}`;
}

/**
 * Reads the path of a tile or an entry bundle, as `tilePath` writes it and in no other way.
 * @returns null for any other text, also for an index beyond 2^53
 */
export function parseTilePath(
  path: string,
): { readonly level: number | "entries"; readonly index: number; readonly width: number } | null {
  const match = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(
    path,
  );
  if (match === null) return null;
  const [, levelText = "", name = "", widthText] = match;
  const level = levelText === "entries" ? levelText : Number(levelText);
  const index = Number(name.replace(/[x/]/g, ""));
  const width = widthText === undefined ? tileWidth : Number(widthText);
  if (level !== "entries" && level > 63) return null;
  // Leading zeros, a width of 0 or 256 in a partial name: what is not written the one way is not there.
  if (!Number.isSafeInteger(index) || width < 1 || tilePath({ level, index, width }) !== path) return null;
  return { level, index, width };
}

/** All tiles of a tree of `size` leaves, level by level; those alone that a tree of `fromSize` leaves has not. */
export function tilesOf(size: number, fromSize = 0): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0, width = size; width > 0; level++, width = Math.floor(width / tileWidth)) {
    const from = Math.floor(fromSize / tileWidth ** level);
    for (let index = Math.floor(from / tileWidth); index * tileWidth < width; index++) {
      if (from === width) continue;
      tiles.push({ level, index, width: Math.min(tileWidth, width - index * tileWidth) });
    }
  }
  return tiles;
}

/** The bytes of a tile: its hashes, one after the other. */
export function tileBytes(tree: Pick<ReadableTree, "subtree">, tile: Tile): Uint8Array {
  const bytes = new Uint8Array(tile.width * 32);
  for (let i = 0; i < tile.width; i++) {
    bytes.set(tree.subtree(tile.level * 8, tile.index * tileWidth + i), i * 32);
  }
  return bytes;
}

/**
 * The bytes of an entry bundle: each entry after its length as 16 bits, big-endian.
 * @throws SEAL_MALFORMED when an entry is longer than 65,535 bytes
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + entry.length + 2, 0));
  let offset = 0;
  for (const entry of entries) {
    if (entry.length > maximumEntryBytes) {
      const found = `${entry.length} bytes`;
      throw sealFaults.fault("SEAL_MALFORMED", { what: "entry", expected: "at most 65535 bytes", found });
    }
    bytes[offset] = entry.length >> 8;
    bytes[offset + 1] = entry.length & 0xff;
    bytes.set(entry, offset + 2);
    offset += entry.length + 2;
  }
  return bytes;
}

/**
 * Takes an entry bundle apart; the whole of it must be used up.
 * @throws SEAL_MALFORMED
 */
export function decodeEntryBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const length = ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
    const end = offset + 2 + length;
    if (offset + 2 > bytes.length || end > bytes.length) {
      const found = `an end at ${bytes.length}`;
      throw sealFaults.fault("SEAL_MALFORMED", { what: "entry bundle", expected: `an end at ${end}`, found });
    }
    entries.push(bytes.subarray(offset + 2, end));
    offset = end;
  }
  return entries;
}

/** Leaf hashes of the entries of a bundle. */
export function bundleLeaves(sha256: Sha256, bytes: Uint8Array): Uint8Array[] {
  return decodeEntryBundle(bytes).map((entry) => leafHash(sha256, entry));
}
