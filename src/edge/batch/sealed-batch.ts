import { fromBase64, isJsonObject, type JsonObject, toBase64 } from "#seal";
import { batchHash, headJson, readBatchHead, type SignedBatch } from "#telemetry";
import type { BatchMark, CollectorState } from "../buffer/collector-state.ts";
import { encodeFrame, readFrame } from "../buffer/frame.ts";
import { deviceCrypto } from "../device/device-crypto.ts";

/** A signed batch on the disk, with the collector's state as it is once the batch counts as made. */
export interface SealedBatch {
  readonly batch: SignedBatch;
  readonly state: CollectorState;
}

/** What names a batch in the chain. */
export function markOf(batch: SignedBatch): BatchMark {
  const { epoch, sequence } = batch.head;
  return { epoch, sequence, hash: toBase64(batchHash(deviceCrypto.sha256, batch.head)) };
}

/** One frame: length of a JSON header (32 bits), header, ends (32 bits each, little-endian), rows. */
export function encodeSealedBatch({ batch, state }: SealedBatch): Buffer {
  const header = Buffer.from(
    JSON.stringify({
      head: headJson(batch.head),
      signature: toBase64(batch.signature),
      saltSeed: toBase64(batch.saltSeed),
      state,
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  const ends = Buffer.from(Uint32Array.from(batch.ends).buffer);
  return encodeFrame([length, header, ends, batch.rows]);
}

/** @returns null when the file is damaged */
export function decodeSealedBatch(file: Buffer): SealedBatch | null {
  const read = readFrame(file, 0);
  if (read.kind !== "body" || read.end !== file.length) return null;
  const { body } = read;
  const headerEnd = 4 + body.readUInt32BE(0);
  const header: unknown = JSON.parse(body.toString("utf8", 4, headerEnd));
  if (!isJsonObject(header)) return null;
  const head = readBatchHead(header["head"] ?? null);
  const endsEnd = headerEnd + 4 * head.rowCount;
  const ends = new Uint32Array(Uint8Array.from(body.subarray(headerEnd, endsEnd)).buffer);
  return {
    batch: {
      head,
      signature: fromBase64(String(header["signature"]), "signature"),
      saltSeed: fromBase64(String(header["saltSeed"]), "saltSeed"),
      rows: body.subarray(endsEnd),
      ends,
    },
    state: header["state"] as JsonObject as unknown as CollectorState,
  };
}
