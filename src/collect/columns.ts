/** Rows of bytes, one after the other, and where each ends. */
export interface Rows {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/** Texts of one column: each as its length (unsigned LEB128) and its UTF-8 bytes. */
export class TextColumn {
  #bytes: Uint8Array;
  #length = 0;

  constructor(expectedBytes: number) {
    this.#bytes = new Uint8Array(Math.max(64, expectedBytes));
  }

  /** Appends `bytes[start, end)`, which must be UTF-8, with zeros in front up to a width. */
  append(bytes: Uint8Array, start: number, end: number, padTo = 0): void {
    const length = end - start;
    const padding = length < padTo ? padTo - length : 0;
    this.#reserve(length + padding + 5);
    const own = this.#bytes;
    let at = this.#length;
    let size = length + padding;
    for (; size > 0x7f; size = Math.floor(size / 128)) own[at++] = (size & 0x7f) | 0x80;
    own[at++] = size;
    for (let i = 0; i < padding; i++) own[at++] = 0x30;
    for (let i = start; i < end; i++) own[at++] = bytes[i] as number;
    this.#length = at;
  }

  appendText(text: string): void {
    const bytes = Buffer.from(text, "utf8");
    this.append(bytes, 0, bytes.length);
  }

  /** The column so far, as a copy that owns its memory. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length) as Uint8Array<ArrayBuffer>;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** The texts of a column, for what is small or for tests. */
export function textsOf(column: Uint8Array): string[] {
  const texts: string[] = [];
  const decoder = new TextDecoder();
  for (let at = 0; at < column.length; ) {
    const { length, next } = readLength(column, at);
    texts.push(decoder.decode(column.subarray(next, next + length)));
    at = next + length;
  }
  return texts;
}

/** The length of the text at `at`, and where its bytes begin. */
export function readLength(
  column: Uint8Array,
  at: number,
): { readonly length: number; readonly next: number } {
  let length = 0;
  let factor = 1;
  let next = at;
  for (;;) {
    const byte = column[next++] as number;
    length += (byte & 0x7f) * factor;
    if (byte < 0x80) return { length, next };
    factor *= 128;
  }
}

const wordSize = 2 ** 32;

/** Writes an integer below 2^53 in size as the `index`-th 64-bit little-endian integer of the words. */
export function setInt64(words: Int32Array, index: number, value: number): void {
  words[2 * index] = value | 0;
  words[2 * index + 1] = Math.floor(value / wordSize);
}

/** The `index`-th 64-bit integer; exact below 2^53 in size, which is all that is ever written. */
export function getInt64(words: Int32Array, index: number): number {
  return (words[2 * index + 1] as number) * wordSize + ((words[2 * index] as number) >>> 0);
}
