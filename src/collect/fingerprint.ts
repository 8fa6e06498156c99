import { getInt64, readLength } from "./columns.ts";
import type { InvoiceColumns } from "./parsed.ts";

/**
 * 64-bit fingerprints of rows, as two 32-bit words each: equal rows have equal ones. Two lanes of MurmurHash3
 * with different constants. Fingerprints are compared within one enterprise and direction only, where 100,000
 * different rows collide with a probability below 10⁻⁹; nothing but the row's own owner can steer them.
 * @source A. Appleby, MurmurHash3_x86_32
 */
export class Fingerprint {
  #a = 0;
  #b = 0;

  start(): void {
    this.#a = 0x2c1b3c6d;
    this.#b = 0x297a2d39;
  }

  word(word: number): void {
    let a = Math.imul(word, 0xcc9e2d51);
    a = (a << 15) | (a >>> 17);
    a = this.#a ^ Math.imul(a, 0x1b873593);
    this.#a = (Math.imul((a << 13) | (a >>> 19), 5) + 0xe6546b64) | 0;
    let b = Math.imul(word, 0x239b961b);
    b = (b << 16) | (b >>> 16);
    b = this.#b ^ Math.imul(b, 0xab0e9789);
    this.#b = (Math.imul((b << 17) | (b >>> 15), 5) + 0x561ccd1b) | 0;
  }

  /** Adds bytes, then their count, so that neighbouring fields cannot run into each other. */
  bytes(bytes: Uint8Array, start: number, end: number): void {
    let word = 0;
    for (let i = start; i < end; i++) {
      word = (word << 8) | (bytes[i] as number);
      if (((i - start) & 3) === 3) {
        this.word(word);
        word = 0;
      }
    }
    this.word(word);
    this.word(end - start);
  }

  /** Writes both words as the `index`-th fingerprint. */
  finish(into: Uint32Array, index: number): void {
    const a = mix(this.#a ^ this.#b);
    into[2 * index] = a;
    into[2 * index + 1] = mix(this.#b ^ Math.imul(a, 0x9e3779b1));
  }
}

function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Fingerprints of invoices: of the whole content, and of the number alone. */
export interface InvoiceFingerprints {
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly numbers: Uint32Array<ArrayBuffer>;
}

/** Computed from the columns, so that rows read back from a store have the same ones as rows just parsed. */
export function fingerprintInvoices(columns: InvoiceColumns): InvoiceFingerprints {
  const count = columns.issuedDays.length;
  const rows = new Uint32Array(2 * count);
  const numbers = new Uint32Array(2 * count);
  const print = new Fingerprint();
  let numberAt = 0;
  let partyAt = 0;
  for (let i = 0; i < count; i++) {
    const number = readLength(columns.numbers, numberAt);
    numberAt = number.next + number.length;
    print.start();
    print.bytes(columns.numbers, number.next, numberAt);
    print.finish(numbers, i);
    const party = readLength(columns.counterparties, partyAt);
    partyAt = party.next + party.length;
    print.bytes(columns.counterparties, party.next, partyAt);
    print.word(columns.issuedDays[i] as number);
    print.word(columns.isVoid[i] as number);
    for (const words of [columns.netFen, columns.taxFen, columns.grossFen]) {
      print.word(words[2 * i] as number);
      print.word(words[2 * i + 1] as number);
    }
    print.finish(rows, i);
  }
  return { rows, numbers };
}

/** Whether the three amounts of an invoice contradict each other. */
export function contradictsItself(columns: InvoiceColumns, index: number): boolean {
  const sum = getInt64(columns.netFen, index) + getInt64(columns.taxFen, index);
  return sum !== getInt64(columns.grossFen, index);
}
