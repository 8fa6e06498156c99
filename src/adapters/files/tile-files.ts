import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import {
  encodeEntryBundle,
  tileBytes,
  tilePath,
  tilesOf,
  tileWidth,
  type ReadableTree,
  type Tile,
} from "#seal";
import { syncDirectory, writeFileDurably } from "./durable-file.ts";

/** What tiles are made of: the tree, and the entries in it. */
export interface TileSource {
  readonly tree: ReadableTree;
  readonly size: number;
  readEntry(index: number): Uint8Array;
}

/** Paths of all tiles and entry bundles of a log of this size, relative to its folder. */
export function tilePathsOf(size: number): string[] {
  return tilesOf(size).flatMap(pathsOfTile);
}

/** Paths of the partial tiles that a log of `fromSize` has and one of `size` has not. */
export function outgrownTilePaths(fromSize: number, size: number): string[] {
  const tiles: Tile[] = [];
  for (let level = 0, scale = 1; scale <= fromSize; level++, scale *= tileWidth) {
    const from = Math.floor(fromSize / scale);
    const isOutgrown = from % tileWidth !== 0 && from !== Math.floor(size / scale);
    if (isOutgrown) tiles.push({ level, index: Math.floor(from / tileWidth), width: from % tileWidth });
  }
  return tiles.flatMap(pathsOfTile);
}

function pathsOfTile(tile: Tile): string[] {
  const path = tilePath(tile);
  return tile.level === 0 ? [path, tilePath({ ...tile, level: "entries" })] : [path];
}

/**
 * Writes the tiles and entry bundles that a log of this size has and a log of `fromSize` had not. They must be
 * durable before the checkpoint that refers to them.
 * @param namedDurably  folders whose own names are durable; a writer keeps it, so that the parents of its tiles are
 *   synced once and not at every checkpoint: entries wait for the disk meanwhile
 */
export function writeTiles(
  folder: string,
  source: TileSource,
  fromSize: number,
  namedDurably: Set<string> = new Set(),
): void {
  const directories = new Set<string>();
  const write = (path: string, bytes: Uint8Array): void => {
    const file = join(folder, path);
    writeFileDurably(file, bytes, { mode: 0o644, syncName: false });
    for (let at = dirname(file); at.length >= folder.length; at = dirname(at)) {
      directories.add(at);
      if (namedDurably.has(at)) break;
    }
  };
  for (const tile of tilesOf(source.size, fromSize)) {
    write(tilePath(tile), tileBytes(source.tree, tile));
    if (tile.level !== 0) continue;
    const entries = Array.from({ length: tile.width }, (_, i) =>
      source.readEntry(tile.index * tileWidth + i),
    );
    write(tilePath({ ...tile, level: "entries" }), encodeEntryBundle(entries));
  }
  for (const directory of directories) syncDirectory(directory);
  for (const directory of directories) namedDurably.add(directory);
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
