import { canonicalJson, hashFromBase64, isJsonObject, type Json, type JsonObject } from "#seal";
import type { BatchChannel, BatchContent, BatchGap, BatchHead } from "./batch.ts";
import { telemetryFaults } from "./errors.ts";
import { maxBatchChannels, maxBatchGaps, maxBatchRows, maxHeadBytes } from "./limits.ts";
import { malformed } from "./malformed.ts";

const channelPattern = /^[a-z][a-z0-9_]{0,63}$/;
const gapReasons: readonly string[] = [
  "bufferFull",
  "bufferDamaged",
  "refused",
  "sourceDown",
  "powerOff",
  "clockJump",
];
const headMembers = new Set([
  "@type",
  "collector",
  "key",
  "epoch",
  "sequence",
  "previous",
  "createdAtMs",
  "uptimeMs",
  "content",
  "channels",
  "gaps",
  "rowCount",
  "firstAtMs",
  "lastAtMs",
  "pointsRoot",
]);

/**
 * Reads the head of a batch from a stranger. Unknown members are refused: what is signed is what is understood.
 * @throws TELEMETRY_MALFORMED, TELEMETRY_TOO_LARGE, SEAL_MALFORMED, SEAL_NOT_CANONICAL
 */
export function readBatchHead(value: Json): BatchHead {
  if (!isJsonObject(value)) throw malformed("head", "an object", value);
  if (value["@type"] !== "collector-batch@1") {
    throw malformed("head.@type", "collector-batch@1", value["@type"]);
  }
  for (const name of Object.keys(value)) {
    if (!headMembers.has(name)) throw malformed("head", "only known members", name);
  }
  const content = value["content"];
  if (content !== "readings" && content !== "events") {
    throw malformed("head.content", "readings or events", content);
  }
  const head: BatchHead = {
    "@type": "collector-batch@1",
    collector: readCode(value, "collector"),
    key: readText(value, "key", /^[0-9a-f]{8}$/, "8 hexadecimal digits"),
    epoch: readCount(value, "epoch"),
    sequence: readCount(value, "sequence"),
    previous: value["previous"] === null ? null : readHash(value, "previous"),
    createdAtMs: readCount(value, "createdAtMs"),
    uptimeMs: readCount(value, "uptimeMs"),
    content,
    channels: readChannels(value["channels"], content),
    gaps: readGaps(value["gaps"]),
    rowCount: readCount(value, "rowCount"),
    firstAtMs: readCount(value, "firstAtMs"),
    lastAtMs: readCount(value, "lastAtMs"),
    pointsRoot: readHash(value, "pointsRoot"),
  };
  requireLimits(head, value);
  return head;
}

/**
 * Whether a text may name a collector or an element: 1 to 100 characters. It becomes part of topics, paths and rows,
 * so it has no `/`, `+`, `#`, white space or control characters.
 */
export function isElementCode(text: string): boolean {
  if (text.length === 0 || text.length > 100) return false;
  let isPlain = true;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit <= 0x20 || unit === 0x7f || unit === 0x23 || unit === 0x2b || unit === 0x2f) return false;
    if (unit > 0x7f) isPlain = false;
  }
  return isPlain || text.isWellFormed();
}

function requireLimits(head: BatchHead, value: JsonObject): void {
  if (head.rowCount > maxBatchRows.value) throw tooLarge("rowCount", maxBatchRows, head.rowCount);
  if (head.firstAtMs > head.lastAtMs) {
    throw malformed("head.firstAtMs", "a time not after lastAtMs", head.firstAtMs);
  }
  const bytes = new TextEncoder().encode(canonicalJson(value)).length;
  if (bytes > maxHeadBytes.value) throw tooLarge("head", maxHeadBytes, bytes);
}

function readChannels(value: Json | undefined, content: BatchContent): BatchChannel[] {
  if (!Array.isArray(value)) throw malformed("head.channels", "a list", value);
  if (value.length > maxBatchChannels.value) throw tooLarge("channels", maxBatchChannels, value.length);
  if (content === "events" && value.length > 0) {
    throw malformed("head.channels", "no channels beside events", value.length);
  }
  return value.map((item: Json) => {
    if (!isJsonObject(item)) throw malformed("channel", "an object", item);
    const { element, channel, scale } = item;
    if (Object.keys(item).length !== 3) throw malformed("channel", "element, channel and scale", item);
    // A channel that the catalogue lacks is no reason to refuse: a newer device knows more, its rows are kept.
    if (typeof channel !== "string" || !channelPattern.test(channel)) {
      throw malformed("channel", "an id such as power_w", channel);
    }
    if (typeof scale !== "number" || !Number.isInteger(scale) || Math.abs(scale) > 3) {
      throw malformed("scale", "a whole number from -3 to 3", scale);
    }
    if (typeof element !== "string" || !isElementCode(element)) {
      throw malformed("element", "a code of 1 to 100 characters without / + # and white space", element);
    }
    return { element, channel, scale };
  });
}

function readGaps(value: Json | undefined): BatchGap[] {
  if (!Array.isArray(value)) throw malformed("head.gaps", "a list", value);
  if (value.length > maxBatchGaps.value) throw tooLarge("gaps", maxBatchGaps, value.length);
  return value.map((item: Json) => {
    if (!isJsonObject(item) || Object.keys(item).length !== 5) {
      throw malformed("gap", "fromMs, toMs, reason, elements and readings", item);
    }
    const fromMs = readCount(item, "fromMs");
    const toMs = readCount(item, "toMs");
    const { reason } = item;
    if (toMs < fromMs) throw malformed("gap.toMs", "a time not before fromMs", toMs);
    if (typeof reason !== "string" || !gapReasons.includes(reason)) {
      throw malformed("gap.reason", gapReasons.join(", "), reason);
    }
    const readings = item["readings"] === null ? null : readCount(item, "readings");
    const elements = item["elements"];
    if (!Array.isArray(elements) || !elements.every((one) => typeof one === "string" && isElementCode(one))) {
      throw malformed("gap.elements", "a list of element codes, empty for all", elements);
    }
    return { fromMs, toMs, reason: reason as BatchGap["reason"], elements: elements as string[], readings };
  });
}

function readCode(object: JsonObject, name: string): string {
  const value = object[name];
  if (typeof value !== "string" || !isElementCode(value)) {
    throw malformed(name, "a code of 1 to 100 characters without / + # and white space", value);
  }
  return value;
}

function readText(object: JsonObject, name: string, pattern: RegExp, expected: string): string {
  const value = object[name];
  if (typeof value !== "string" || !pattern.test(value)) throw malformed(name, expected, value);
  return value;
}

function readHash(object: JsonObject, name: string): string {
  const value = object[name];
  if (typeof value !== "string") throw malformed(name, "base64 of 32 bytes", value);
  hashFromBase64(value, name);
  return value;
}

function readCount(object: JsonObject, name: string): number {
  const value = object[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) {
    throw malformed(name, "a whole number from 0 to 2^53 - 1", value);
  }
  return value;
}

function tooLarge(what: string, limit: { readonly value: number; readonly unit: string }, found: number) {
  return telemetryFaults.fault("TELEMETRY_TOO_LARGE", { what, limit: limit.value, unit: limit.unit, found });
}
