import type { Fault } from "#kernel";
import { clickhouseFaults } from "./errors.ts";

/** Texts of a column, each of which may stand in many rows. */
export interface TextValues {
  readonly kind: "texts";
  readonly texts: readonly string[];
  /** Which of the texts each row has. */
  readonly indexes: ArrayLike<number>;
}

/** Integers of a column, exact below 2^53 in size. */
export interface NumberValues {
  readonly kind: "numbers";
  readonly numbers: ArrayLike<number>;
  /** 1 where the value is missing; null where none may be. */
  readonly isNull: ArrayLike<number> | null;
}

/** One block of a result, its columns in the order of the query. */
export interface ColumnBlock {
  readonly rows: number;
  readonly columns: readonly (TextValues | NumberValues)[];
}

/**
 * Reads the blocks of a result in ClickHouse's Native format whose columns are integers, days, texts and those of low
 * cardinality, or integers and texts that may be missing (a missing text is read as an empty one).
 * @source ClickHouse, `NativeReader`, `SerializationLowCardinality`, `SerializationNullable`
 * @throws CLICKHOUSE_RESULT for another type, or when the result ends early
 */
export function decodeColumns(result: Uint8Array): ColumnBlock[] {
  const reader = new NativeReader(result);
  const blocks: ColumnBlock[] = [];
  while (!reader.isAtEnd) {
    const count = reader.length();
    const rows = reader.length();
    const columns: (TextValues | NumberValues)[] = [];
    for (let i = 0; i < count; i++) {
      const name = reader.text();
      const type = reader.text();
      columns.push(reader.column(name, type, rows));
    }
    blocks.push({ rows, columns });
  }
  return blocks;
}

const lowCardinality = /^LowCardinality\((.*)\)$/;
const nullable = /^Nullable\((.*)\)$/;
/** Flag of low cardinality: keys of its own follow. */
const hasOwnKeys = 1 << 9;
const wordSize = 2 ** 32;

class NativeReader {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  #at = 0;

  constructor(result: Uint8Array) {
    this.#bytes = Buffer.from(result.buffer, result.byteOffset, result.byteLength);
    this.#view = new DataView(result.buffer, result.byteOffset, result.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  length(): number {
    let length = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw cutOff();
      length += (byte & 0x7f) * factor;
      if (byte < 0x80) return length;
    }
  }

  text(): string {
    const length = this.length();
    const start = this.#take(length);
    return this.#bytes.toString("utf8", start, start + length);
  }

  column(name: string, type: string, rows: number): TextValues | NumberValues {
    const inner = lowCardinality.exec(type)?.[1];
    if (inner !== undefined) return rows === 0 ? noTexts : this.#lowCardinality(inner, rows);
    const optional = nullable.exec(type)?.[1];
    const isNull = optional === undefined ? null : this.#words(rows);
    return this.#plain(name, optional ?? type, rows, isNull);
  }

  #plain(name: string, type: string, rows: number, isNull: Uint8Array | null): TextValues | NumberValues {
    switch (type) {
      case "String":
        return this.#texts(rows);
      case "UInt8":
        return { kind: "numbers", numbers: this.#words(rows), isNull };
      case "Int32":
      case "Date32":
        return { kind: "numbers", numbers: new Int32Array(this.#copy(4 * rows)), isNull };
      case "UInt32":
        return { kind: "numbers", numbers: new Uint32Array(this.#copy(4 * rows)), isNull };
      case "Int64":
      case "UInt64":
        return { kind: "numbers", numbers: this.#integers(rows), isNull };
      default:
        throw clickhouseFaults.fault("CLICKHOUSE_RESULT", { problem: `${name} ${type}` });
    }
  }

  #texts(rows: number): TextValues {
    const texts: string[] = [];
    const indexes = new Uint32Array(rows);
    let last = "";
    for (let row = 0; row < rows; row++) {
      const text = this.text();
      if (row === 0 || text !== last) texts.push(text);
      indexes[row] = texts.length - 1;
      last = text;
    }
    return { kind: "texts", texts, indexes };
  }

  /** Keys in a dictionary, then one index a row, as wide as the flags say. */
  #lowCardinality(inner: string, rows: number): TextValues {
    this.#take(8);
    const texts: string[] = [];
    const indexes = new Uint32Array(rows);
    for (let done = 0; done < rows; ) {
      const flags = this.#view.getUint32(this.#take(8), true);
      if ((flags & hasOwnKeys) === 0 || inner !== "String") {
        throw clickhouseFaults.fault("CLICKHOUSE_RESULT", { problem: `LowCardinality(${inner}) ${flags}` });
      }
      const first = texts.length;
      const keys = this.#integer();
      for (let i = 0; i < keys; i++) texts.push(this.text());
      const count = this.#integer();
      const width = 2 ** (flags & 0xff);
      const start = this.#take(width * count);
      for (let i = 0; i < count; i++, done++) {
        const at = start + width * i;
        const index =
          width === 1
            ? (this.#bytes[at] as number)
            : width === 2
              ? this.#view.getUint16(at, true)
              : this.#view.getUint32(at, true);
        indexes[done] = first + index;
      }
    }
    return { kind: "texts", texts, indexes };
  }

  #integer(): number {
    const at = this.#take(8);
    return this.#view.getUint32(at, true) + this.#view.getUint32(at + 4, true) * wordSize;
  }

  #integers(rows: number): Float64Array {
    const words = new Int32Array(this.#copy(8 * rows));
    const numbers = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      numbers[i] = (words[2 * i + 1] as number) * wordSize + ((words[2 * i] as number) >>> 0);
    }
    return numbers;
  }

  #words(rows: number): Uint8Array {
    const start = this.#take(rows);
    return this.#bytes.subarray(start, start + rows);
  }

  /** A copy that begins where words may begin. */
  #copy(length: number): ArrayBuffer {
    const start = this.#take(length);
    const copy = new Uint8Array(length);
    copy.set(this.#bytes.subarray(start, start + length));
    return copy.buffer;
  }

  #take(length: number): number {
    const start = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw cutOff();
    return start;
  }
}

const noTexts: TextValues = { kind: "texts", texts: [], indexes: new Uint32Array(0) };

function cutOff(): Fault {
  return clickhouseFaults.fault("CLICKHOUSE_RESULT", { problem: "cut off" });
}
