import { canonicalJson, type Json } from "#seal";
import { headJson, type SignedBatch } from "./batch.ts";
import { type DecodedBatch, refusedBatch } from "./decoded-batch.ts";
import { readBatchHead } from "./head-shape.ts";
import { maxBatchesAtOnce, maxBatchRows } from "./limits.ts";
import { malformed } from "./malformed.ts";
import { bytesField, createFieldReader } from "./protobuf-fields.ts";
import { endsOfLines } from "./reading-rows.ts";

/** Batches as the message `touchstone.v1.Batches` of docs/touchstone.proto. */
export function batchesToProtobuf(batches: readonly SignedBatch[]): Uint8Array {
  const encoder = new TextEncoder();
  return joined(
    batches.map((batch) =>
      bytesField(
        1,
        joined([
          bytesField(1, encoder.encode(canonicalJson(headJson(batch.head)))),
          bytesField(2, batch.signature),
          bytesField(3, batch.saltSeed),
          bytesField(4, batch.rows),
        ]),
      ),
    ),
  );
}

/**
 * Reads `touchstone.v1.Batches`; unknown fields are skipped, the rows are views of the bytes given.
 * @throws TELEMETRY_MALFORMED when the message as a whole cannot be read
 */
export function batchesFromProtobuf(bytes: Uint8Array): readonly DecodedBatch[] {
  const reader = createFieldReader(bytes);
  const batches: DecodedBatch[] = [];
  while (!reader.isAtEnd) {
    const { field, wireType } = reader.tag();
    if (field !== 1) {
      reader.skip(wireType);
      continue;
    }
    if (wireType !== 2) throw malformed("batches", "a message", `wire type ${wireType}`);
    if (batches.length >= maxBatchesAtOnce.value) {
      throw malformed("batches", `at most ${maxBatchesAtOnce.value}`, "more");
    }
    batches.push(batchFromProtobuf(reader.bytes()));
  }
  return batches;
}

function batchFromProtobuf(bytes: Uint8Array): DecodedBatch {
  let headValue: Json = null;
  try {
    const parts = readParts(bytes);
    headValue = parseHead(parts.head);
    const head = readBatchHead(headValue);
    if (canonicalJson(headJson(head)) !== parts.head) throw malformed("head", "canonical JSON", parts.head);
    const { signature, saltSeed, rows } = parts;
    const ends = endsOfLines(rows, maxBatchRows.value);
    return { kind: "batch", batch: { head, signature, saltSeed, rows, ends } };
  } catch (cause) {
    return refusedBatch(cause, headValue);
  }
}

function readParts(bytes: Uint8Array) {
  const nothing: Uint8Array = new Uint8Array(0);
  let [head, signature, saltSeed, rows] = [nothing, nothing, nothing, nothing];
  const reader = createFieldReader(bytes);
  while (!reader.isAtEnd) {
    const { field, wireType } = reader.tag();
    if (field > 4) reader.skip(wireType);
    else if (wireType !== 2) throw malformed("batch", "bytes", `wire type ${wireType}`);
    else if (field === 1) head = reader.bytes();
    else if (field === 2) signature = reader.bytes();
    else if (field === 3) saltSeed = reader.bytes();
    else rows = reader.bytes();
  }
  return { head: decodeText(head), signature, saltSeed, rows };
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed("head", "UTF-8", "other bytes");
  }
}

function parseHead(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw malformed("head", "JSON", text);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
