import { restoreEntryLog, type EntryLog, type EntryLogState } from "./entry-log.ts";
import type { EntryTiles } from "./entry-tiles.ts";
import type { SealedErasure } from "./erasure.ts";
import { createLogBook, type LogBook } from "./log-book.ts";

/** Hashes in the edge of a log: its last leaf and one a level below a tile. */
const edgeBytes = 9 * 32;

/** The state of a book in which nothing is pending, in bytes; derived from the entries, never the truth. */
export function captureLogBook(book: LogBook): Buffer {
  const parts: Buffer[] = [count(book.logs.size)];
  captureLog(book.platformLog.capture(), parts);
  for (const log of book.logs.values()) captureLog(log.capture(), parts);
  return Buffer.concat(parts);
}

/** The book of captured bytes; they must be the ones that were captured. @throws RangeError when they are too short */
export function restoreLogBook(bytes: Buffer, tiles: EntryTiles): LogBook {
  const reader = { bytes, at: 0 };
  const size = takeCount(reader);
  const platform = restoreLog(reader, tiles);
  const logs = new Map<string, EntryLog>();
  for (let i = 0; i < size; i++) {
    const log = restoreLog(reader, tiles);
    logs.set(log.origin, log);
  }
  return createLogBook(tiles, { platform, logs });
}

function captureLog(state: EntryLogState, parts: Buffer[]): void {
  const { origin, size, edge, positions, tileRoots, tail, erasures, keyEntries, resultEntries } = state;
  const named = Buffer.from(JSON.stringify({ origin, size, erasures, keyEntries, resultEntries }));
  parts.push(count(named.length), named, edge, count(positions.length));
  const places = Buffer.allocUnsafe(positions.length * 8);
  for (const [i, position] of positions.entries()) places.writeDoubleLE(position, i * 8);
  parts.push(places, ...tileRoots.map(asBuffer), count(tail.length), tail);
}

function restoreLog(reader: Reader, tiles: EntryTiles): EntryLog {
  const named = JSON.parse(take(reader, takeCount(reader)).toString()) as {
    readonly origin: string;
    readonly size: number;
    readonly erasures: readonly SealedErasure[];
    readonly keyEntries: readonly number[];
    readonly resultEntries: readonly number[];
  };
  const edge = take(reader, edgeBytes);
  const tileCount = takeCount(reader);
  const places = take(reader, tileCount * 8);
  const positions = Array.from({ length: tileCount }, (_, i) => places.readDoubleLE(i * 8));
  const roots = take(reader, tileCount * 32);
  const tileRoots = Array.from({ length: tileCount }, (_, i) => roots.subarray(i * 32, i * 32 + 32));
  const tail = take(reader, takeCount(reader));
  return restoreEntryLog({ ...named, edge, positions, tileRoots, tail }, tiles);
}

interface Reader {
  readonly bytes: Buffer;
  at: number;
}

function take(reader: Reader, length: number): Buffer {
  const { bytes, at } = reader;
  if (at + length > bytes.length) throw new RangeError("the captured state is too short");
  reader.at += length;
  return bytes.subarray(at, at + length);
}

function takeCount(reader: Reader): number {
  return take(reader, 4).readUInt32LE();
}

function count(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
