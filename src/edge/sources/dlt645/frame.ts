/**
 * A frame of DL/T 645-2007 (多功能电能表通信协议) without its envelope: the data field is as the meter means it, the
 * 0x33 that goes over the wire on every byte is taken off already.
 * @source DL/T 645-2007, 5.2 and 7.1
 */
export interface MeterFrame {
  /** Twelve digits, most significant first; `A` stands for "any digit" and `999999999999` is a broadcast. */
  readonly address: string;
  readonly control: number;
  readonly data: Uint8Array;
}

/** Control codes of the functions that a reading master needs; an answer has the bit `answer` set as well. */
export const control = {
  readData: 0x11,
  readFollowUp: 0x12,
  readAddress: 0x13,
  answer: 0x80,
  refused: 0x40,
  hasFollowUp: 0x20,
} as const;

/** The address that every meter answers to; on a bus with more than one the answers collide. */
export const anyAddress = "AAAAAAAAAAAA";

/** A meter may be woken by up to four of these before a frame. */
const wakeUp = 0xfe;
const start = 0x68;
const end = 0x16;
const offset = 0x33;

/** From the first start byte to the length byte. */
const headBytes = 10;
const tailBytes = 2;

/** Reading answers carry at most 200 bytes; a longer length is not a frame but noise. */
export const mostDataBytes = 200;

/** The bytes of a frame on the wire, with four wake-up bytes before it. */
export function encodeMeterFrame(frame: MeterFrame, wakeUps = 4): Uint8Array {
  const bytes = new Uint8Array(wakeUps + headBytes + frame.data.length + tailBytes);
  bytes.fill(wakeUp, 0, wakeUps);
  const body = bytes.subarray(wakeUps);
  body[0] = start;
  body.set(addressBytes(frame.address), 1);
  body[7] = start;
  body[8] = frame.control;
  body[9] = frame.data.length;
  frame.data.forEach((byte, index) => {
    body[headBytes + index] = byte + offset;
  });
  body[headBytes + frame.data.length] = checksum(body.subarray(0, headBytes + frame.data.length));
  body[headBytes + frame.data.length + 1] = end;
  return bytes;
}

/**
 * Finds frames in what a line carries: noise, echoes, half frames and frames torn by a collision are passed over, and
 * counted. Bytes come in any portions; what may still become a frame is kept, at most one frame long.
 */
export class MeterFrameReader {
  #pending: Uint8Array = new Uint8Array(0);
  #discardedBytes = 0;

  /** Bytes that belonged to no frame. */
  get discardedBytes(): number {
    return this.#discardedBytes;
  }

  /** Forgets what was begun; called before a new request, since an answer to an old one must not be taken for its own. */
  reset(): void {
    this.#discardedBytes += this.#pending.length;
    this.#pending = new Uint8Array(0);
  }

  /**
   * Called when the line has been quiet for so long that nothing more belongs to what was begun: a start byte that was
   * noise may hide a whole frame behind it, which is found now.
   */
  settle(): MeterFrame[] {
    const frames: MeterFrame[] = [];
    while (this.#pending.length > 0) {
      this.#pending = this.#pending.slice(1);
      this.#discardedBytes += 1;
      frames.push(...this.push(new Uint8Array(0)));
    }
    return frames;
  }

  push(bytes: Uint8Array): MeterFrame[] {
    const all = new Uint8Array(this.#pending.length + bytes.length);
    all.set(this.#pending);
    all.set(bytes, this.#pending.length);
    const frames: MeterFrame[] = [];
    let position = 0;
    while (position < all.length) {
      const found = frameAt(all, position);
      if (found === "incomplete") break;
      if (found === null) {
        if (all[position] !== wakeUp) this.#discardedBytes += 1;
        position += 1;
        continue;
      }
      frames.push(found.frame);
      position += found.bytes;
    }
    this.#pending = all.slice(position);
    return frames;
  }
}

/** A frame that begins exactly here; "incomplete" while it may still become one; null when it never will. */
function frameAt(
  all: Uint8Array,
  position: number,
): { readonly frame: MeterFrame; readonly bytes: number } | "incomplete" | null {
  const bytes = all.subarray(position);
  if (bytes[0] !== start) return null;
  const address = bytes.subarray(1, 7);
  if (!address.every(isAddressByte)) return null;
  if (bytes.length > 7 && bytes[7] !== start) return null;
  const dataBytes = bytes[9];
  if (dataBytes === undefined) return "incomplete";
  if (dataBytes > mostDataBytes) return null;
  const size = headBytes + dataBytes + tailBytes;
  if (bytes.length < size) return "incomplete";
  const body = bytes.subarray(0, headBytes + dataBytes);
  if (bytes[size - 1] !== end || bytes[size - 2] !== checksum(body)) return null;
  return {
    bytes: size,
    frame: {
      address: addressText(address),
      control: bytes[8] ?? 0,
      data: body.slice(headBytes).map((byte) => byte - offset),
    },
  };
}

/** Sum of all bytes from the first start byte, modulo 256. */
function checksum(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);
}

/** Two decimal digits, or a wildcard. */
function isAddressByte(byte: number): boolean {
  return byte === 0xaa || ((byte & 0x0f) <= 9 && byte >> 4 <= 9);
}

function addressBytes(address: string): Uint8Array {
  return Uint8Array.from({ length: 6 }, (_, index) =>
    Number.parseInt(address.slice(10 - 2 * index, 12 - 2 * index), 16),
  );
}

function addressText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .reverse()
    .join("")
    .toUpperCase();
}
