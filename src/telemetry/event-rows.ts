import { canonicalJson, isJsonObject, type Json, type JsonObject } from "#seal";
import type { BatchRows } from "./crypto.ts";
import { type BusinessEvent, eventTypes } from "./event.ts";
import { isElementCode } from "./head-shape.ts";
import { malformed } from "./malformed.ts";

type Reads = (value: Json) => boolean;

const types: ReadonlySet<string> = new Set(eventTypes.map((type) => type.id));
const isText: Reads = (value) => typeof value === "string" && value.length > 0 && value.length <= 200;
const isWhole: Reads = (value) => typeof value === "number" && Number.isSafeInteger(value);
const isTime: Reads = (value) => isWhole(value) && Number(value) >= 0;
const isDay: Reads = (value) => typeof value === "string" && isRealDay(value);

/** What each member may be; the first four are required. */
const members: ReadonlyMap<string, { readonly reads: Reads; readonly expected: string }> = new Map([
  ["type", { reads: (value) => typeof value === "string" && types.has(value), expected: "a known event" }],
  [
    "action",
    {
      reads: (value) => value === "created" || value === "changed" || value === "cancelled",
      expected: "created, changed or cancelled",
    },
  ],
  ["document", { reads: isText, expected: "an id of 1 to 200 characters" }],
  ["atMs", { reads: isTime, expected: "ms since 1970" }],
  ["line", { reads: isText, expected: "1 to 200 characters" }],
  ["version", { reads: isTime, expected: "a count" }],
  ["day", { reads: isDay, expected: "YYYY-MM-DD" }],
  ["order", { reads: isText, expected: "1 to 200 characters" }],
  ["lot", { reads: isText, expected: "1 to 200 characters" }],
  ["fromLots", { reads: isTextList, expected: "a list of at most 100 lots" }],
  ["item", { reads: isText, expected: "1 to 200 characters" }],
  ["quantityMilli", { reads: isWhole, expected: "whole thousandths" }],
  ["unit", { reads: isText, expected: "1 to 200 characters" }],
  [
    "amountFen",
    {
      reads: (value) => typeof value === "string" && /^(0|-?[1-9][0-9]{0,17})$/.test(value),
      expected: "a decimal text of fen",
    },
  ],
  ["element", { reads: (value) => typeof value === "string" && isElementCode(value), expected: "a code" }],
  ["partner", { reads: isText, expected: "1 to 200 characters" }],
  ["fromMs", { reads: isTime, expected: "ms since 1970" }],
  ["toMs", { reads: isTime, expected: "ms since 1970" }],
  ["due", { reads: isDay, expected: "YYYY-MM-DD" }],
]);
const required = ["type", "action", "document", "atMs"];

/** Writes events as canonical JSON lines. @throws TELEMETRY_MALFORMED, SEAL_NOT_CANONICAL */
export function encodeEvents(events: readonly BusinessEvent[]): BatchRows {
  const encoder = new TextEncoder();
  const lines = events.map((event, i) => {
    readEvent(event as unknown as JsonObject, i);
    return encoder.encode(`${canonicalJson(event as unknown as JsonObject)}\n`);
  });
  const ends = new Uint32Array(lines.length);
  let end = 0;
  lines.forEach((line, i) => {
    end += line.length;
    ends[i] = end;
  });
  const bytes = new Uint8Array(end);
  lines.forEach((line, i) => bytes.set(line, (ends[i] ?? 0) - line.length));
  return { bytes, ends };
}

/**
 * Reads the rows of a batch of events.
 * @throws TELEMETRY_MALFORMED, SEAL_NOT_CANONICAL
 */
export function decodeEvents({ bytes, ends }: BatchRows): readonly BusinessEvent[] {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const events: BusinessEvent[] = [];
  let start = 0;
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i] ?? start;
    if (end <= start || bytes[end - 1] !== 0x0a) throw malformed(`row ${i}`, "a line", "no line feed");
    events.push(parseEvent(decodeLine(decoder, bytes.subarray(start, end - 1), i), i));
    start = end;
  }
  if (start !== bytes.length) throw malformed("rows", "nothing after the last row", bytes.length - start);
  return events;
}

function decodeLine(decoder: InstanceType<typeof TextDecoder>, line: Uint8Array, i: number): string {
  try {
    return decoder.decode(line);
  } catch {
    throw malformed(`row ${i}`, "UTF-8", "other bytes");
  }
}

/** Its members are checked before it is written canonically, so that nothing nested reaches a recursion. */
function parseEvent(text: string, i: number): BusinessEvent {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw malformed(`row ${i}`, "JSON", text);
  }
  const event = readEvent(value, i);
  if (canonicalJson(value) !== text) throw malformed(`row ${i}`, "canonical JSON (RFC 8785)", text);
  return event;
}

function readEvent(value: Json, i: number): BusinessEvent {
  if (!isJsonObject(value)) throw malformed(`row ${i}`, "an object", value);
  for (const name of required) {
    if (value[name] === undefined) throw malformed(`row ${i}`, name, "nothing");
  }
  for (const [name, found] of Object.entries(value)) {
    const member = members.get(name);
    if (member === undefined) throw malformed(`row ${i}`, "only known members", name);
    if (found !== undefined && !member.reads(found))
      throw malformed(`row ${i}: ${name}`, member.expected, found);
  }
  const event = value as unknown as BusinessEvent;
  if (event.fromMs !== undefined && event.toMs !== undefined && event.toMs < event.fromMs) {
    throw malformed(`row ${i}: toMs`, "a time not before fromMs", event.toMs);
  }
  return event;
}

function isTextList(value: Json): boolean {
  return Array.isArray(value) && value.length <= 100 && value.every((item) => isText(item as Json));
}

function isRealDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
}
