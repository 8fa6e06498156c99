import type { Fault } from "#kernel";
import { clickhouseFaults } from "./errors.ts";

/** A column in ClickHouse's Native format: its type and its values as they are sent. */
export interface NativeColumn {
  readonly name: string;
  readonly type: string;
  readonly data: Uint8Array;
}

/**
 * One block of the Native format.
 * @source ClickHouse documentation, "Native" format: per block the numbers of columns and rows as LEB128, then
 *   for each column its name, its type and its values; texts have their length in front
 */
export function encodeBlock(columns: readonly NativeColumn[], rows: number): Uint8Array {
  const parts: Uint8Array[] = [encodeLength(columns.length), encodeLength(rows)];
  for (const { name, type, data } of columns) parts.push(encodeText(name), encodeText(type), data);
  return Buffer.concat(parts);
}

/** The bytes of a typed array as they lie in memory; every machine that we run on is little-endian. */
export function bytesOf(values: NodeJS.TypedArray): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** A column of texts. Machines, channels and files repeat in row after row, so each text is encoded once. */
export function encodeTexts(texts: readonly string[]): Uint8Array {
  const encoded = new Map<string, Uint8Array>();
  let length = 0;
  const parts = texts.map((text) => {
    let bytes = encoded.get(text);
    if (bytes === undefined) {
      bytes = encodeText(text);
      encoded.set(text, bytes);
    }
    length += bytes.length;
    return bytes;
  });
  const column = new Uint8Array(length);
  let at = 0;
  for (const bytes of parts) {
    column.set(bytes, at);
    at += bytes.length;
  }
  return column;
}

/** A column of texts that are no texts: bytes of any kind. */
export function encodeBytes(values: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(values.flatMap((bytes) => [encodeLength(bytes.length), bytes]));
}

function encodeText(text: string): Uint8Array {
  const bytes = Buffer.from(text, "utf8");
  return Buffer.concat([encodeLength(bytes.length), bytes]);
}

function encodeLength(length: number): Uint8Array {
  const bytes: number[] = [];
  let left = length;
  for (; left > 0x7f; left = Math.floor(left / 128)) bytes.push((left & 0x7f) | 0x80);
  bytes.push(left);
  return Uint8Array.from(bytes);
}

/** One block read back; fixed-width values stay bytes, texts keep their lengths in front. */
export interface DecodedBlock {
  readonly rows: number;
  readonly columns: readonly NativeColumn[];
}

const widths: Readonly<Record<string, number>> = { UInt8: 1, UInt32: 4, Int32: 4, Int64: 8, UInt64: 8 };

/**
 * Reads the blocks of a result that has only integer and `String` columns.
 * @throws CLICKHOUSE_RESULT for another type, or when the result ends early
 */
export function decodeBlocks(result: Uint8Array): DecodedBlock[] {
  // A Buffer's own `slice` would share its memory, which the callers read as words from offset 0.
  const bytes = new Uint8Array(result.buffer, result.byteOffset, result.byteLength);
  const blocks: DecodedBlock[] = [];
  let at = 0;
  const readLength = (): number => {
    let length = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw cutOff();
      length += (byte & 0x7f) * factor;
      if (byte < 0x80) return length;
    }
  };
  const skipText = (): number => {
    const length = readLength();
    at += length;
    return length;
  };
  const readText = (): string => {
    const length = skipText();
    return Buffer.from(bytes.subarray(at - length, at)).toString("utf8");
  };
  while (at < bytes.length) {
    const columnCount = readLength();
    const rows = readLength();
    const columns: NativeColumn[] = [];
    for (let i = 0; i < columnCount; i++) {
      const name = readText();
      const type = readText();
      const start = at;
      const width = widths[type];
      if (width !== undefined) at += width * rows;
      else if (type === "String") for (let row = 0; row < rows; row++) skipText();
      else throw clickhouseFaults.fault("CLICKHOUSE_RESULT", { problem: `${name} ${type}` });
      if (at > bytes.length) throw cutOff();
      columns.push({ name, type, data: bytes.slice(start, at) });
    }
    blocks.push({ rows, columns });
  }
  return blocks;
}

function cutOff(): Fault {
  return clickhouseFaults.fault("CLICKHOUSE_RESULT", { problem: "cut off" });
}
