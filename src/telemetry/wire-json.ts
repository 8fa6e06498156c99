import { Fault } from "#kernel";
import { fromBase64, isJsonObject, type Json, toBase64 } from "#seal";
import { headJson, type SignedBatch } from "./batch.ts";
import { type DecodedBatch, refusedBatch } from "./decoded-batch.ts";
import { readBatchHead } from "./head-shape.ts";
import { maxBatchesAtOnce, maxBatchRows } from "./limits.ts";
import { malformed } from "./malformed.ts";
import { endsOfLines } from "./reading-rows.ts";

const members = new Set(["head", "signature", "saltSeed", "rows"]);

/** One batch as JSON: `head` as an object, `signature` and `saltSeed` as base64, `rows` as text. */
export function batchToJson(batch: SignedBatch): string {
  return JSON.stringify({
    head: headJson(batch.head),
    signature: toBase64(batch.signature),
    saltSeed: toBase64(batch.saltSeed),
    rows: new TextDecoder().decode(batch.rows),
  });
}

/** Several batches as one JSON document: `{"batches":[…]}`. */
export function batchesToJson(batches: readonly SignedBatch[]): string {
  return `{"batches":[${batches.map(batchToJson).join(",")}]}`;
}

/** Several batches as JSON lines, one a line. */
export function batchesToJsonLines(batches: readonly SignedBatch[]): string {
  return batches.map((batch) => `${batchToJson(batch)}\n`).join("");
}

/**
 * Reads `{"batches":[…]}` or a single batch. A batch that is wrong is refused by itself; its neighbours count.
 * @throws TELEMETRY_MALFORMED when the document as a whole cannot be read
 */
export function batchesFromJson(text: string): readonly DecodedBatch[] {
  const value = parse(text, "document");
  if (!isJsonObject(value)) throw malformed("document", "an object with batches", value);
  if (value["batches"] === undefined) return [batchFromJson(value)];
  const { batches } = value;
  if (!Array.isArray(batches) || batches.length > maxBatchesAtOnce.value) {
    throw malformed("batches", `a list of at most ${maxBatchesAtOnce.value}`, lengthOf(batches));
  }
  return batches.map((batch: Json) => batchFromJson(batch));
}

/**
 * Reads JSON lines; empty lines are skipped, a line that is no JSON is refused by itself.
 * @throws TELEMETRY_MALFORMED when there are too many lines
 */
export function batchesFromJsonLines(text: string): readonly DecodedBatch[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length > maxBatchesAtOnce.value) {
    throw malformed("lines", `at most ${maxBatchesAtOnce.value}`, lines.length);
  }
  return lines.map((line) => {
    try {
      return batchFromJson(parse(line, "line"));
    } catch (cause) {
      return refusedBatch(cause, null);
    }
  });
}

function batchFromJson(value: Json): DecodedBatch {
  try {
    if (!isJsonObject(value)) throw malformed("batch", "an object", value);
    for (const name of Object.keys(value)) {
      if (!members.has(name)) throw malformed("batch", "only head, signature, saltSeed and rows", name);
    }
    const { signature, saltSeed, rows } = value;
    if (typeof signature !== "string") throw malformed("signature", "base64", signature);
    if (typeof saltSeed !== "string") throw malformed("saltSeed", "base64", saltSeed);
    if (typeof rows !== "string" || !rows.isWellFormed()) throw malformed("rows", "text", rows);
    const head = readBatchHead(value["head"] ?? null);
    const bytes = new TextEncoder().encode(rows);
    const batch: SignedBatch = {
      head,
      signature: fromBase64(signature, "signature"),
      saltSeed: fromBase64(saltSeed, "saltSeed"),
      rows: bytes,
      ends: endsOfLines(bytes, maxBatchRows.value),
    };
    return { kind: "batch", batch };
  } catch (cause) {
    return refusedBatch(cause, isJsonObject(value) ? (value["head"] ?? null) : null);
  }
}

function parse(text: string, what: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw malformed(what, "JSON", text);
  }
}

function lengthOf(value: unknown): unknown {
  return Array.isArray(value) ? value.length : value;
}
