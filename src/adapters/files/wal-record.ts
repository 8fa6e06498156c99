import { closeSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import { maximumEntryBytes } from "#seal";

/** One record of the write-ahead log: an entry and the place of its payload. */
export interface WalRecord {
  readonly header: Uint8Array;
  /** 0, 0, 0 for an entry without payload. */
  readonly payloadFile: number;
  readonly payloadOffset: number;
  readonly payloadBytes: number;
}

/** A record found in a file, or the place where none could be read. */
export type WalRead =
  | { readonly kind: "record"; readonly offset: number; readonly end: number; readonly record: WalRecord }
  | { readonly kind: "damaged"; readonly offset: number; readonly end: number };

const frameBytes = 8;
const placeBytes = 16;

/** Bytes of a record before its header. */
export const walHeaderOffset = frameBytes + placeBytes;

/**
 * The bytes of a record, big-endian: length of the body (32 bits), CRC-32 of length and body, then the body:
 * payload file (32), payload offset (64), payload bytes (32), header. The checksum tells a torn write from a
 * whole one; it is no protection against intent, the hashes are.
 */
export function encodeWalRecord(record: WalRecord): Buffer {
  const bytes = Buffer.alloc(walHeaderOffset + record.header.length);
  bytes.writeUInt32BE(placeBytes + record.header.length, 0);
  bytes.writeUInt32BE(record.payloadFile, frameBytes);
  bytes.writeBigUInt64BE(BigInt(record.payloadOffset), frameBytes + 4);
  bytes.writeUInt32BE(record.payloadBytes, frameBytes + 12);
  bytes.set(record.header, walHeaderOffset);
  bytes.writeUInt32BE(checksum(bytes), 4);
  return bytes;
}

/**
 * Reads all records of a file. Behind a damaged stretch it goes on at the next place where a whole record
 * begins, so that one flipped byte costs one record.
 */
export function* readWalRecords(file: Buffer): Generator<WalRead> {
  let offset = 0;
  while (offset < file.length) {
    const record = recordAt(file, offset);
    if (record !== undefined) {
      const end = offset + walHeaderOffset + record.header.length;
      yield { kind: "record", offset, end, record };
      offset = end;
      continue;
    }
    let end = offset + 1;
    while (end < file.length && recordAt(file, end) === undefined) end += 1;
    yield { kind: "damaged", offset, end };
    offset = end;
  }
}

/** Reads the header of a record whose place is known. */
export function readHeaderAt(
  file: string,
  place: { readonly walOffset: number; readonly headerBytes: number },
): Buffer {
  const header = Buffer.alloc(place.headerBytes);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, header, 0, header.length, place.walOffset + walHeaderOffset);
  } finally {
    closeSync(descriptor);
  }
  return header;
}

/** The whole record that begins at an offset; undefined when none does. */
export function recordAt(file: Buffer, offset: number): WalRecord | undefined {
  if (offset + walHeaderOffset > file.length) return undefined;
  const bodyBytes = file.readUInt32BE(offset);
  const end = offset + frameBytes + bodyBytes;
  if (bodyBytes < placeBytes || bodyBytes > placeBytes + maximumEntryBytes || end > file.length)
    return undefined;
  const bytes = file.subarray(offset, end);
  if (checksum(bytes) !== bytes.readUInt32BE(4)) return undefined;
  return {
    payloadFile: bytes.readUInt32BE(frameBytes),
    payloadOffset: Number(bytes.readBigUInt64BE(frameBytes + 4)),
    payloadBytes: bytes.readUInt32BE(frameBytes + 12),
    header: bytes.subarray(walHeaderOffset),
  };
}

function checksum(bytes: Buffer): number {
  return crc32(bytes.subarray(frameBytes), crc32(bytes.subarray(0, 4)));
}
