import { defineDesignChoice } from "#kernel";
import { malformed } from "../malformed.ts";
import { createColumns, growColumns, metricFlags, nameOf, type SparkplugColumns, textOf } from "./columns.ts";
import { valueForms } from "./datatype.ts";

/** Most metrics of one payload: a birth certificate of a large plant has some thousands. */
const maxMetrics = 65_536;

const twoTo32 = 2 ** 32;

/** Decodes Sparkplug B payloads into columns that are used again; about ten times as fast as objects. */
export interface SparkplugDecoder {
  /**
   * @returns columns that the next call overwrites
   * @throws TELEMETRY_MALFORMED; hostile bytes cost no more memory than they are long
   */
  decode(bytes: Uint8Array): SparkplugColumns;
}

/**
 * Opens a compressed body, given whole and by the bound on what comes out; throws for bytes that are none, or more.
 * @source Eclipse Tahu, CompressionAlgorithm: GZIP (RFC 1952) or DEFLATE in a zlib wrapper (RFC 1950)
 */
export type Inflate = (body: Uint8Array, algorithm: "GZIP" | "DEFLATE", maxBytes: number) => Uint8Array;

/** Most bytes of a payload once it is no longer compressed. */
export const sparkplugInflatedBytes = defineDesignChoice("sparkplug.inflated.bytes", 4 * 2 ** 20, "bytes", {
  zh: "压缩的 Sparkplug 载荷解压后最多的字节数",
  en: "Most bytes of a compressed Sparkplug payload once it is inflated",
});

/** Position in the bytes, and the number that was read last. */
interface Cursor {
  bytes: Uint8Array;
  /** Over the whole buffer that `bytes` is part of: messages of one socket share it. */
  view: DataView;
  at: number;
  low: number;
  high: number;
  /** Of the payload's `body`; both 0 where it has none. */
  bodyFrom: number;
  bodyTo: number;
}

/**
 * Data sets, templates, properties and metadata are stepped over, their bytes stay findable; a later value of a
 * field counts, as protobuf says.
 * @param inflate  opens compressed payloads; without it they are malformed
 * @source Sparkplug 3.0.0, 6.4; protobuf.dev, Encoding
 */
export function createSparkplugDecoder(inflate?: Inflate): SparkplugDecoder {
  const columns = createColumns(64);
  const cursor: Cursor = {
    bytes: columns.bytes,
    view: new DataView(new ArrayBuffer(0)),
    at: 0,
    low: 0,
    high: 0,
    bodyFrom: 0,
    bodyTo: 0,
  };
  const read = (bytes: Uint8Array): boolean => {
    cursor.bytes = columns.bytes = bytes;
    if (cursor.view.buffer !== bytes.buffer) cursor.view = new DataView(bytes.buffer);
    cursor.at = 0;
    cursor.bodyFrom = cursor.bodyTo = 0;
    columns.count = 0;
    columns.seq = -1;
    columns.timestampMs = Number.NaN;
    return readPayload(cursor, columns);
  };
  return {
    decode(bytes) {
      if (!read(bytes)) return columns;
      const { seq, timestampMs } = columns;
      if (read(inflateBody(bytes.subarray(cursor.bodyFrom, cursor.bodyTo), columns, inflate))) {
        throw malformed("payload", "one compression", "a compressed payload within another");
      }
      // The envelope counts: Tahu numbers it, and leaves the number within as it was.
      if (seq !== -1) columns.seq = seq;
      if (!Number.isNaN(timestampMs)) columns.timestampMs = timestampMs;
      return columns;
    },
  };
}

/** The payload within an envelope; its only metric names the algorithm. */
function inflateBody(body: Uint8Array, columns: SparkplugColumns, inflate: Inflate | undefined): Uint8Array {
  if (inflate === undefined) throw malformed("payload", "a payload without compression", compressedUuid);
  let algorithm = "DEFLATE";
  for (let i = 0; i < columns.count; i++) {
    if (nameOf(columns, i) === "algorithm") algorithm = textOf(columns, i)?.toUpperCase() ?? algorithm;
  }
  if (algorithm !== "GZIP" && algorithm !== "DEFLATE")
    throw malformed("algorithm", "GZIP or DEFLATE", algorithm);
  const { value } = sparkplugInflatedBytes;
  try {
    return inflate(body, algorithm, value);
  } catch {
    throw malformed("payload", `at most ${value} bytes in ${algorithm}`, "another");
  }
}

const compressedUuid = "SPBV1.0_COMPRESSED";

/** @returns whether it is an envelope around a compressed payload */
function readPayload(cursor: Cursor, columns: SparkplugColumns): boolean {
  const end = cursor.bytes.length;
  let isCompressed = false;
  while (cursor.at < end) {
    const tag = readTag(cursor, end);
    if (tag === 0x12) {
      if (columns.count === maxMetrics) throw malformed("payload", `at most ${maxMetrics} metrics`, "more");
      if (columns.count === columns.alias.length) growColumns(columns);
      const length = readLength(cursor, end);
      readMetric(cursor, columns, columns.count, cursor.at + length);
      columns.count += 1;
    } else if (tag === 0x08) {
      readVarint(cursor, end);
      columns.timestampMs = safeNumber(cursor);
    } else if (tag === 0x18) {
      readVarint(cursor, end);
      columns.seq = cursor.high === 0 && cursor.low < 256 ? cursor.low : -1;
    } else if (tag === 0x22) {
      isCompressed = isCompressedUuid(cursor, end);
    } else if (tag === 0x2a) {
      const length = readLength(cursor, end);
      cursor.bodyFrom = cursor.at;
      cursor.bodyTo = cursor.at += length;
    } else {
      skip(cursor, tag & 7, end);
    }
  }
  return isCompressed;
}

function readMetric(cursor: Cursor, columns: SparkplugColumns, i: number, end: number): void {
  columns.nameFrom[i] = -1;
  columns.alias[i] = -1;
  columns.atMs[i] = Number.NaN;
  columns.datatype[i] = -1;
  columns.flags[i] = 0;
  columns.form[i] = valueForms.none;
  while (cursor.at < end) {
    const tag = readTag(cursor, end);
    switch (tag) {
      case 0x0a: {
        const length = readLength(cursor, end);
        columns.nameFrom[i] = cursor.at;
        columns.nameTo[i] = cursor.at += length;
        break;
      }
      case 0x10:
        readVarint(cursor, end);
        columns.alias[i] = safeNumber(cursor);
        break;
      case 0x18:
        readVarint(cursor, end);
        columns.atMs[i] = safeNumber(cursor);
        break;
      case 0x20:
        readVarint(cursor, end);
        columns.datatype[i] = cursor.low < 256 ? cursor.low : 255;
        break;
      case 0x28:
      case 0x30:
      case 0x38:
        readVarint(cursor, end);
        setFlag(columns, i, 1 << ((tag - 0x28) >> 3), (cursor.low | cursor.high) !== 0);
        break;
      default:
        if (tag >= 0x50 && tag < 0xa0) readValue(cursor, columns, i, tag, end);
        else skip(cursor, tag & 7, end);
    }
  }
  if (((columns.flags[i] ?? 0) & metricFlags.null) !== 0) columns.form[i] = valueForms.none;
}

/** One of the fields 10 to 19. */
function readValue(cursor: Cursor, columns: SparkplugColumns, i: number, tag: number, end: number): void {
  const wireType = tag & 7;
  columns.form[i] = tag >> 3;
  if (wireType === 0 && (tag === 0x50 || tag === 0x58 || tag === 0x70)) {
    readVarint(cursor, end);
    columns.low[i] = cursor.low;
    columns.high[i] = tag === 0x50 ? 0 : cursor.high;
  } else if (tag === 0x65) {
    const at = forward(cursor, 4, end);
    columns.real[i] = cursor.view.getFloat32(cursor.bytes.byteOffset + at, true);
  } else if (tag === 0x69) {
    const at = forward(cursor, 8, end);
    columns.real[i] = cursor.view.getFloat64(cursor.bytes.byteOffset + at, true);
  } else if (wireType === 2 && tag >= 0x7a) {
    const length = readLength(cursor, end);
    columns.valueFrom[i] = cursor.at;
    columns.valueTo[i] = cursor.at += length;
  } else {
    throw malformed("metric", "a value in its own wire type", `field ${tag >> 3} in wire type ${wireType}`);
  }
}

function setFlag(columns: SparkplugColumns, i: number, bit: number, isSet: boolean): void {
  const flags = columns.flags[i] ?? 0;
  columns.flags[i] = isSet ? flags | bit : flags & ~bit;
}

/** Some gateways deflate a payload into `body` and say so in `uuid`. */
function isCompressedUuid(cursor: Cursor, end: number): boolean {
  const length = readLength(cursor, end);
  const uuid = new TextDecoder().decode(cursor.bytes.subarray(cursor.at, cursor.at + Math.min(length, 40)));
  cursor.at += length;
  return uuid === compressedUuid;
}

function readTag(cursor: Cursor, end: number): number {
  const byte = cursor.bytes[cursor.at] ?? 0;
  if (byte < 0x80) {
    cursor.at += 1;
    if (byte < 8) throw malformed("protobuf", "a field number", byte);
    return byte;
  }
  readVarint(cursor, end);
  // Field numbers have 29 bits.
  if (cursor.high !== 0 || cursor.low < 8) throw malformed("protobuf", "a field number", cursor.low);
  return cursor.low;
}

/** Reads up to ten groups of seven bits into `low` and `high`; bits beyond 64 are dropped, as protobuf does. */
function readVarint(cursor: Cursor, end: number): void {
  const { bytes } = cursor;
  let at = cursor.at;
  let low = 0;
  let high = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    if (at >= end) throw malformed("protobuf", "a whole number", "the end");
    const byte = bytes[at] ?? 0;
    at += 1;
    const bits = byte & 0x7f;
    if (shift < 28) {
      low |= bits << shift;
    } else if (shift === 28) {
      low |= bits << 28;
      high = bits >> 4;
    } else if (shift < 64) {
      high |= bits << (shift - 32);
    }
    if (byte < 0x80) {
      cursor.at = at;
      cursor.low = low >>> 0;
      cursor.high = high >>> 0;
      return;
    }
  }
  throw malformed("protobuf", "a number of at most ten bytes", "more");
}

function readLength(cursor: Cursor, end: number): number {
  readVarint(cursor, end);
  if (cursor.high !== 0 || cursor.low > end - cursor.at) {
    throw malformed("protobuf", `at most ${end - cursor.at} bytes`, cursor.low + cursor.high * twoTo32);
  }
  return cursor.low;
}

function forward(cursor: Cursor, length: number, end: number): number {
  if (length > end - cursor.at) throw malformed("protobuf", `${length} bytes`, `${end - cursor.at} bytes`);
  const at = cursor.at;
  cursor.at += length;
  return at;
}

function skip(cursor: Cursor, wireType: number, end: number): void {
  if (wireType === 0) readVarint(cursor, end);
  else if (wireType === 1) forward(cursor, 8, end);
  else if (wireType === 2) forward(cursor, readLength(cursor, end), end);
  else if (wireType === 5) forward(cursor, 4, end);
  else throw malformed("protobuf", "wire type 0, 1, 2 or 5", wireType);
}

function safeNumber(cursor: Cursor): number {
  const value = cursor.high * twoTo32 + cursor.low;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}
