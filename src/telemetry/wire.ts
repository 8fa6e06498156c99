import type { DecodedBatch } from "./decoded-batch.ts";
import { malformed } from "./malformed.ts";
import { batchesFromJson, batchesFromJsonLines } from "./wire-json.ts";
import { batchesFromProtobuf } from "./wire-protobuf.ts";

/** How batches may be written in a request. */
export type WireFormat = "json" | "jsonLines" | "protobuf";

const formats: ReadonlyMap<string, WireFormat> = new Map([
  ["application/json", "json"],
  ["application/x-ndjson", "jsonLines"],
  ["application/jsonl", "jsonLines"],
  ["application/protobuf", "protobuf"],
  ["application/x-protobuf", "protobuf"],
]);

/** The format that a Content-Type names; null for any other. */
export function wireFormatOf(contentType: string): WireFormat | null {
  return formats.get(contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "") ?? null;
}

/**
 * Reads the batches of a request. Without a format (MQTT names none) the first byte tells: `{` is JSON.
 * @throws TELEMETRY_MALFORMED when the request as a whole cannot be read
 */
export function decodeBatches(bytes: Uint8Array, format?: WireFormat): readonly DecodedBatch[] {
  const chosen = format ?? (bytes[0] === 0x7b ? "json" : "protobuf");
  if (chosen === "protobuf") return batchesFromProtobuf(bytes);
  const text = decodeText(bytes);
  return chosen === "json" ? batchesFromJson(text) : batchesFromJsonLines(text);
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw malformed("document", "UTF-8", "other bytes");
  }
}
