import { createHmac } from "node:crypto";
import { closeSync, fdatasyncSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { entryTileBytes, ledgerFaults, type EntryTileName, type EntryTiles, type MasterKey } from "#ledger";

const macBytes = 32;

/** Bytes of a tile in the file: its records and their code of authenticity. */
export const storedTileBytes = entryTileBytes + macBytes;

/** Tiles kept in memory: a proof reads one or two, a page of entries a few. */
const cachedTiles = 64;

/** The derived index of all logs: full tiles in the order in which they filled up, in one file that only grows. */
export interface EntryTileFile extends EntryTiles {
  readonly count: number;
  sync(): void;
  close(): void;
}

export function openEntryTileFile(
  path: string,
  options: { readonly key: Buffer; readonly count: number },
): EntryTileFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const descriptor = openSync(path, options.count === 0 ? "w+" : "r+", 0o600);
  ftruncateSync(descriptor, options.count * storedTileBytes);
  const read = createTileReader({ path, descriptor, key: options.key });
  let count = options.count;
  return {
    get count() {
      return count;
    },
    append(name, records) {
      const stored = Buffer.concat([records, macOf(options.key, name, records)]);
      for (let at = 0; at < stored.length; ) {
        at += writeSync(descriptor, stored, at, stored.length - at, count * storedTileBytes + at);
      }
      count += 1;
      return count - 1;
    },
    read,
    sync: () => fdatasyncSync(descriptor),
    close: () => closeSync(descriptor),
  };
}

/** Opens the index file for reading alone. */
export function readEntryTiles(path: string, key: Buffer): EntryTiles & { close(): void } {
  const descriptor = openSync(path, "r");
  const append = (): never => {
    throw new RangeError(`${path} is open for reading alone`);
  };
  return { append, read: createTileReader({ path, descriptor, key }), close: () => closeSync(descriptor) };
}

/** Reads tiles that must be whole, and keeps the last ones. */
function createTileReader(file: {
  readonly path: string;
  readonly descriptor: number;
  readonly key: Buffer;
}): EntryTiles["read"] {
  const { path, descriptor, key } = file;
  const cache = new Map<number, Buffer>();
  return (name, position) => {
    let records = cache.get(position);
    if (records === undefined) {
      const stored = Buffer.allocUnsafe(storedTileBytes);
      const offset = position * storedTileBytes;
      const length = readSync(descriptor, stored, 0, storedTileBytes, offset);
      records = stored.subarray(0, entryTileBytes);
      const mac = stored.subarray(entryTileBytes);
      if (length !== storedTileBytes || !macOf(key, name, records).equals(mac)) {
        throw ledgerFaults.fault("LEDGER_INDEX_DAMAGED", { file: path, offset });
      }
    }
    cache.delete(position);
    cache.set(position, records);
    const [oldest] = cache.keys();
    if (cache.size > cachedTiles && oldest !== undefined) cache.delete(oldest);
    return records;
  };
}

/** The key under which everything in `log/index` is authenticated. */
export function indexKeyOf(master: MasterKey): Buffer {
  return createHmac("sha256", master.secret).update("touchstone-log-index/v1\n").digest();
}

function macOf(key: Buffer, { origin, index }: EntryTileName, records: Buffer): Buffer {
  return createHmac("sha256", key).update(`${origin}\n${index}\n`).update(records).digest();
}
