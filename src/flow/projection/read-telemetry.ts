import type { ReceivedTelemetry } from "#collect";
import type { Ledger, StoredEntry } from "#ledger";
import { readGatewayBatch } from "./read-gateway-batch.ts";
import { readSignedBatch } from "./read-signed-batch.ts";

/** Reads entries of collectors back from the log, so that observations can be rebuilt from it alone. */
export interface TelemetryReader {
  /** One element a collector with rows in the entry; none for an erased entry or one of no enterprise. */
  read(entry: StoredEntry): Promise<readonly ReceivedTelemetry[]>;
}

/** Makes a reader; it keeps the birth certificates of Sparkplug that it has read. */
export function openTelemetryReader(ledger: Ledger): TelemetryReader {
  const births = new Map<string, Promise<Uint8Array>>();
  const rowAt = async (origin: string, index: number, ordinal: number): Promise<Uint8Array> => {
    const key = `${origin} ${index} ${ordinal}`;
    const known = births.get(key);
    if (known !== undefined) return await known;
    if (births.size > mostBirths) births.clear();
    const read = readRow(ledger, origin, index, ordinal);
    births.set(key, read);
    return await read;
  };
  return {
    read: async (entry) => {
      if (entry.erasedAtMs !== undefined) return [];
      if (entry.header["@type"] === "signed-batch@1") return readSignedBatch(entry);
      return await readGatewayBatch(entry, rowAt);
    },
  };
}

const mostBirths = 10_000;

/** A row of a gateway entry without the number of its source. */
async function readRow(ledger: Ledger, origin: string, index: number, ordinal: number): Promise<Uint8Array> {
  const { payload } = await ledger.readEntry(origin, index);
  const start = ordinal === 0 ? 0 : (payload.ends[ordinal - 1] ?? 0);
  const row = payload.bytes.subarray(start, payload.ends[ordinal]);
  return row.subarray(row.indexOf(0x2c) + 1);
}
