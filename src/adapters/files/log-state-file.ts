import { createHmac, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { captureLogBook, restoreLogBook, type EntryTiles, type LogBook } from "#ledger";
import { writeFileDurably } from "./durable-file.ts";
import { openEntryTileFile, storedTileBytes, type EntryTileFile } from "./entry-tile-file.ts";
import type { LogLayout } from "./log-layout.ts";

/** A place in a series of numbered files. */
export interface FilePosition {
  readonly file: number;
  readonly offset: number;
}

/** Up to where a state holds: the end of the last record in it, and of the payloads that its entries have. */
export interface StateExtent {
  readonly wal: FilePosition;
  readonly payload: FilePosition;
}

export interface SavedState extends StateExtent {
  readonly book: LogBook;
  readonly tiles: EntryTileFile;
  readonly bytes: number;
}

const firstLine = "touchstone-log-state@1\n";
const macBytes = 32;

/**
 * Saves the state of all logs, so that the next opening replays only what came after. It must follow a platform leaf:
 * nothing may be pending. Returns its size.
 */
export function saveLogState(
  layout: LogLayout,
  key: Buffer,
  state: StateExtent & { readonly book: LogBook; readonly tiles: EntryTileFile },
): number {
  state.tiles.sync();
  const { wal, payload } = state;
  const head = `${firstLine}${JSON.stringify({ wal, payload, tiles: state.tiles.count })}\n`;
  const bytes = Buffer.concat([Buffer.from(head), captureLogBook(state.book)]);
  writeFileDurably(layout.logState, Buffer.concat([bytes, macOf(key, bytes)]));
  return bytes.length;
}

/** The saved state, if it is whole and what this ledger wrote; it is derived, so anything else is passed over. */
export function loadLogState(layout: LogLayout, key: Buffer): SavedState | undefined {
  if (!existsSync(layout.logState) || !existsSync(layout.entryTiles)) return undefined;
  const state = readLogState(readFileSync(layout.logState), key, (count) =>
    count * storedTileBytes <= statSync(layout.entryTiles).size
      ? openEntryTileFile(layout.entryTiles, { key, count })
      : undefined,
  );
  return state;
}

/** Reads a state file over the tiles that it counts; undefined when either is not what was written. */
export function readLogState<Tiles extends EntryTiles>(
  stored: Buffer,
  key: Buffer,
  openTiles: (count: number) => Tiles | undefined,
): (StateExtent & { readonly book: LogBook; readonly tiles: Tiles; readonly bytes: number }) | undefined {
  const length = stored.length - macBytes;
  const bytes = stored.subarray(0, Math.max(0, length));
  if (bytes.toString("latin1", 0, firstLine.length) !== firstLine) return undefined;
  if (!timingSafeEqual(macOf(key, bytes), stored.subarray(length))) return undefined;
  const end = bytes.indexOf(0x0a, firstLine.length);
  const head = JSON.parse(bytes.toString("latin1", firstLine.length, end)) as StateExtent & {
    readonly tiles: number;
  };
  const tiles = openTiles(head.tiles);
  if (tiles === undefined) return undefined;
  const book = restoreLogBook(bytes.subarray(end + 1), tiles);
  return { wal: head.wal, payload: head.payload, book, tiles, bytes: bytes.length };
}

function macOf(key: Buffer, bytes: Buffer): Buffer {
  return createHmac("sha256", key).update(bytes).digest();
}
