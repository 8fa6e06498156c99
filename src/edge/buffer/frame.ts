import { crc32 } from "node:zlib";

/** What lies at a place of a file of frames: a whole body, a damaged stretch, or less than a frame (a torn end). */
export type FrameRead =
  | { readonly kind: "body"; readonly body: Buffer; readonly end: number }
  | { readonly kind: "damaged"; readonly end: number }
  | { readonly kind: "short" };

const frameBytes = 8;

/** Greatest body; a length beyond it is damage, not a reason to allocate. */
const maxBodyBytes = 16 * 2 ** 20;

/** Length of the body (32 bits, big-endian), CRC-32 over length and body, body. */
export function encodeFrame(parts: readonly Uint8Array[]): Buffer {
  const frame = Buffer.concat([Buffer.alloc(frameBytes), ...parts]);
  frame.writeUInt32BE(frame.length - frameBytes, 0);
  frame.writeUInt32BE(checksum(frame), 4);
  return frame;
}

/**
 * Reads what begins at `offset`. Behind damage it looks for the next place where a whole frame begins, so that one
 * flipped bit costs one frame.
 */
export function readFrame(file: Buffer, offset: number): FrameRead {
  const whole = frameAt(file, offset);
  if (whole !== undefined) return whole;
  for (let at = offset + 1; at + frameBytes <= file.length; at++) {
    if (frameAt(file, at) !== undefined) return { kind: "damaged", end: at };
  }
  return { kind: "short" };
}

function frameAt(file: Buffer, offset: number): FrameRead | undefined {
  if (offset + frameBytes > file.length) return undefined;
  const bodyBytes = file.readUInt32BE(offset);
  const end = offset + frameBytes + bodyBytes;
  if (bodyBytes === 0 || bodyBytes > maxBodyBytes || end > file.length) return undefined;
  const frame = file.subarray(offset, end);
  if (checksum(frame) !== frame.readUInt32BE(4)) return undefined;
  return { kind: "body", body: frame.subarray(frameBytes), end };
}

function checksum(frame: Buffer): number {
  return crc32(frame.subarray(frameBytes), crc32(frame.subarray(0, 4)));
}
