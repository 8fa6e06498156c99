import { malformed } from "./malformed.ts";

/** Reads protobuf's wire format from a stranger: every read checks its bounds, nothing is copied. */
export interface FieldReader {
  readonly isAtEnd: boolean;
  /** Field number and wire type of the next field. */
  tag(): { readonly field: number; readonly wireType: number };
  /** A length-delimited value as a view of the bytes. */
  bytes(): Uint8Array;
  skip(wireType: number): void;
}

/** @source protobuf.dev, Encoding */
export function createFieldReader(bytes: Uint8Array): FieldReader {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let i = 0; i < 10; i++) {
      const byte = bytes[at];
      if (byte === undefined) throw malformed("protobuf", "a whole number", "the end");
      at += 1;
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw malformed("protobuf", "a number of at most ten bytes", "more");
  };
  const forward = (length: number): number => {
    if (length > bytes.length - at)
      throw malformed("protobuf", `${length} bytes`, `${bytes.length - at} bytes`);
    const start = at;
    at += length;
    return start;
  };
  return {
    get isAtEnd() {
      return at >= bytes.length;
    },
    tag() {
      const tag = varint();
      if (tag > 0xffff_ffff || tag < 8) throw malformed("protobuf", "a field number", tag);
      return { field: Math.floor(tag / 8), wireType: tag % 8 };
    },
    bytes() {
      const start = forward(varint());
      return bytes.subarray(start, at);
    },
    skip(wireType) {
      if (wireType === 0) varint();
      else if (wireType === 1) forward(8);
      else if (wireType === 2) forward(varint());
      else if (wireType === 5) forward(4);
      else throw malformed("protobuf", "wire type 0, 1, 2 or 5", wireType);
    },
  };
}

/** A length-delimited field: tag, length, bytes. */
export function bytesField(field: number, bytes: Uint8Array): Uint8Array {
  const head = [...varintBytes(field * 8 + 2), ...varintBytes(bytes.length)];
  const whole = new Uint8Array(head.length + bytes.length);
  whole.set(head);
  whole.set(bytes, head.length);
  return whole;
}

/** A whole number ≥ 0 in seven-bit groups, the lowest first. */
export function varintBytes(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return bytes;
}
