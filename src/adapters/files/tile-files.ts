import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { encodeEntryBundle, tileBytes, tilePath, tilesOf, tileWidth, type MerkleTree } from "#seal";
import { syncDirectory, writeFileDurably } from "./durable-file.ts";

/** What tiles are made of: the tree, and the entries in it. */
export interface TileSource {
  readonly tree: MerkleTree;
  readonly size: number;
  readEntry(index: number): Uint8Array;
}

/** Paths of all tiles and entry bundles of a log of this size, relative to its folder. */
export function tilePathsOf(size: number): string[] {
  const tiles = tilesOf(size);
  const bundles = tiles
    .filter(({ level }) => level === 0)
    .map((tile) => ({ ...tile, level: "entries" as const }));
  return [...tiles, ...bundles].map(tilePath);
}

/**
 * Writes the tiles and entry bundles that a log of this size has and a log of `fromSize` had not. They must be
 * durable before the checkpoint that refers to them.
 */
export function writeTiles(folder: string, source: TileSource, fromSize: number): void {
  const known = new Set(tilePathsOf(fromSize));
  const directories = new Set<string>();
  const write = (path: string, bytes: Uint8Array): void => {
    const file = join(folder, path);
    writeFileDurably(file, bytes, { mode: 0o644, syncName: false });
    for (let at = dirname(file); at.length >= folder.length; at = dirname(at)) directories.add(at);
  };
  for (const tile of tilesOf(source.size)) {
    const path = tilePath(tile);
    if (known.has(path)) continue;
    write(path, tileBytes(source.tree, tile));
    if (tile.level !== 0) continue;
    const entries = Array.from({ length: tile.width }, (_, i) =>
      source.readEntry(tile.index * tileWidth + i),
    );
    write(tilePath({ ...tile, level: "entries" }), encodeEntryBundle(entries));
  }
  for (const directory of directories) syncDirectory(directory);
}

/** Removes tiles that a log of this size does not have: partial ones outgrown, or left by a crash. */
export function removeStaleTiles(folder: string, size: number): void {
  for (const path of staleTiles(folder, size)) rmSync(join(folder, path));
}

/** Files below `tile/` that a log of this size does not have. */
export function staleTiles(folder: string, size: number): string[] {
  const known = new Set(tilePathsOf(size));
  return filesBelow(join(folder, "tile"))
    .map((file) => relative(folder, file))
    .filter((path) => !known.has(path));
}

/** All files below a directory, in order; none when it is not there. */
export function filesBelow(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((item) => !item.isDirectory())
    .map((item) => join(item.parentPath, item.name))
    .sort();
}
