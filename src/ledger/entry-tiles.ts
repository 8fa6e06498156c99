import { tileWidth } from "#seal";
import { entryRecordBytes } from "./entry-records.ts";

/** Bytes of the records of a full tile. */
export const entryTileBytes = tileWidth * entryRecordBytes;

/** Which tile of which log; a tile that is read must be the one that was meant. */
export interface EntryTileName {
  readonly origin: string;
  readonly index: number;
}

/**
 * Port: where the records of full tiles go, so that memory does not grow with the entries. What it holds is derived
 * from the entries and is never the truth: it may be lost, and is made again from them.
 */
export interface EntryTiles {
  /** Keeps the records of a tile that will not change any more; says where. */
  append(name: EntryTileName, records: Buffer): number;
  /** The records, the same bytes. @throws a fault when they are not what was kept */
  read(name: EntryTileName, position: number): Buffer;
}

/** Keeps nothing: for who needs sizes and roots as they grow and never looks back, as the audit does. */
export const forgetfulTiles: EntryTiles = {
  append: () => 0,
  read(name) {
    throw new RangeError(`tile ${name.index} of ${name.origin} was not kept`);
  },
};

/** Keeps all tiles in memory. */
export function createTilesInMemory(): EntryTiles {
  const kept: Buffer[] = [];
  return {
    append: (_name, records) => kept.push(Buffer.from(records)) - 1,
    read(name, position) {
      const records = kept[position];
      if (records === undefined) throw new RangeError(`tile ${name.index} of ${name.origin} was not kept`);
      return records;
    },
  };
}
