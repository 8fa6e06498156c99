import { clickhouseFaults } from "./errors.ts";

/** Bytes that grow as they are written; numbers are whole and below 2^53, as unsigned LEB128. */
export class PackWriter {
  #bytes = Buffer.allocUnsafe(1024);
  #length = 0;

  /** A whole number from 0 on. */
  length(value: number): void {
    this.#reserve(8);
    let left = value;
    for (; left >= 2 ** 31; left = Math.floor(left / 128)) this.#bytes[this.#length++] = (left % 128) | 0x80;
    for (; left > 0x7f; left >>>= 7) this.#bytes[this.#length++] = (left & 0x7f) | 0x80;
    this.#bytes[this.#length++] = left;
  }

  /** A whole number below 2^52 in size: even for those from 0 on, odd for the others. */
  signed(value: number): void {
    this.length(value >= 0 ? 2 * value : -2 * value - 1);
  }

  /** Any number, in eight bytes. */
  double(value: number): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  text(value: string): void {
    const size = Buffer.byteLength(value, "utf8");
    this.length(size);
    this.#reserve(size);
    this.#length += this.#bytes.write(value, this.#length, "utf8");
  }

  /** A copy of what was written; the writer begins again. */
  take(): Uint8Array {
    const taken = Uint8Array.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** Reads what a `PackWriter` wrote. @throws CLICKHOUSE_RESULT where it ends early */
export class PackReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  length(): number {
    const first = this.#bytes[this.#at++];
    if (first === undefined) throw cutOff();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    for (let factor = 128; ; factor *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw cutOff();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }

  signed(): number {
    const value = this.length();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  double(): number {
    const start = this.#take(8);
    return this.#bytes.readDoubleLE(start);
  }

  text(): string {
    const size = this.length();
    const start = this.#take(size);
    return this.#bytes.toString("utf8", start, start + size);
  }

  /** An unsigned integer of eight bytes, as the engine writes it. */
  word(): number {
    const start = this.#take(8);
    return this.#bytes.readUInt32LE(start) + this.#bytes.readUInt32LE(start + 4) * 2 ** 32;
  }

  /** The bytes of a text, not copied. */
  part(): Uint8Array {
    const size = this.length();
    const start = this.#take(size);
    return this.#bytes.subarray(start, start + size);
  }

  #take(size: number): number {
    const start = this.#at;
    this.#at += size;
    if (this.#at > this.#bytes.length) throw cutOff();
    return start;
  }
}

function cutOff() {
  return clickhouseFaults.fault("CLICKHOUSE_RESULT", { problem: "cut off" });
}
