/** Where an entry and its payload lie; the store that wrote them chooses the meaning. */
export interface EntryPlace {
  readonly walFile: number;
  readonly walOffset: number;
  readonly headerBytes: number;
  readonly payloadFile: number;
  readonly payloadOffset: number;
  readonly payloadBytes: number;
}

/**
 * Bytes of what is kept of an entry: leaf hash (32), the six numbers of its place (32 bits each), and the platform
 * leaf that covers it (a 64-bit float, −1 before there is one); little-endian.
 */
export const entryRecordBytes = 64;

const notCovered = -1;

/** Writes the record of an entry that no platform leaf covers yet. */
export function writeEntryRecord(
  records: Buffer,
  position: number,
  entry: { readonly leaf: Uint8Array; readonly place: EntryPlace },
): void {
  const { leaf, place } = entry;
  const at = position * entryRecordBytes;
  records.set(leaf, at);
  records.writeUInt32LE(place.walFile, at + 32);
  records.writeUInt32LE(place.walOffset, at + 36);
  records.writeUInt32LE(place.headerBytes, at + 40);
  records.writeUInt32LE(place.payloadFile, at + 44);
  records.writeUInt32LE(place.payloadOffset, at + 48);
  records.writeUInt32LE(place.payloadBytes, at + 52);
  records.writeDoubleLE(notCovered, at + 56);
}

export function leafOfRecord(records: Buffer, position: number): Buffer {
  const at = position * entryRecordBytes;
  return records.subarray(at, at + 32);
}

export function placeOfRecord(records: Buffer, position: number): EntryPlace {
  const at = position * entryRecordBytes;
  return {
    walFile: records.readUInt32LE(at + 32),
    walOffset: records.readUInt32LE(at + 36),
    headerBytes: records.readUInt32LE(at + 40),
    payloadFile: records.readUInt32LE(at + 44),
    payloadOffset: records.readUInt32LE(at + 48),
    payloadBytes: records.readUInt32LE(at + 52),
  };
}

/** The platform leaf that first covered the entry; undefined before there is one. */
export function platformIndexOfRecord(records: Buffer, position: number): number | undefined {
  const index = records.readDoubleLE(position * entryRecordBytes + 56);
  return index === notCovered ? undefined : index;
}

export function setPlatformIndex(records: Buffer, position: number, platformIndex: number): void {
  records.writeDoubleLE(platformIndex, position * entryRecordBytes + 56);
}
