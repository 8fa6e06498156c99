import { sealFaults } from "./errors.ts";

/** Any JSON value; what `canonicalJson` takes. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * The one text of a JSON value: no white space, keys sorted by UTF-16 code units, numbers and strings as
 * ECMAScript prints them.
 * @throws SEAL_NOT_CANONICAL for NaN, infinities, lone surrogates and whole numbers beyond 2^53: another
 *   reader could not get the same value back
 * @source RFC 8785
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return canonicalNumber(value);
  if (typeof value === "string") return canonicalString(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${canonicalString(key)}:${canonicalJson(value[key] as Json)}`);
  return `{${members.join(",")}}`;
}

/**
 * Parses a text that must already be canonical: what differs from its own canonical form by one byte is
 * refused, so that no flipped byte hides in white space, key order or number spelling.
 * @throws SEAL_NOT_JSON, SEAL_NOT_CANONICAL with the offset (UTF-16 units) of the first difference
 */
export function parseCanonicalJson(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    throw sealFaults.fault("SEAL_NOT_JSON", { offset: syntaxErrorOffset(text, cause) }, cause);
  }
  const canonical = canonicalJson(value);
  if (canonical !== text) {
    throw sealFaults.fault("SEAL_NOT_CANONICAL", { offset: firstDifference(canonical, text) });
  }
  return value;
}

/** The text of a canonical JSON file: the value and a newline. */
export function formatCanonicalFile(value: Json): string {
  return `${canonicalJson(value)}\n`;
}

/** Parses a canonical JSON file, with or without the newline at its end; see `parseCanonicalJson`. */
export function parseCanonicalFile(text: string): Json {
  return parseCanonicalJson(text.endsWith("\n") ? text.slice(0, -1) : text);
}

/** Whether a JSON value is an object with members, neither array nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Where the value at `path` begins in the canonical text of `root`, in bytes of UTF-8; as far as the path
 * exists. Lets a failed check name the place in the file.
 */
export function canonicalOffset(root: Json, path: readonly (string | number)[]): number {
  let value = root;
  let before = "";
  for (const step of path) {
    if (isArray(value) && typeof step === "number" && step < value.length) {
      before += `[${value
        .slice(0, step)
        .map((item) => `${canonicalJson(item)},`)
        .join("")}`;
      value = value[step] as Json;
    } else if (isJsonObject(value) && typeof step === "string" && value[step] !== undefined) {
      const object: JsonObject = value;
      const earlier = Object.keys(object)
        .filter((key) => key < step)
        .sort();
      const members = earlier.map((key) => `${canonicalString(key)}:${canonicalJson(object[key] as Json)},`);
      before += `{${members.join("")}${canonicalString(step)}:`;
      value = object[step] as Json;
    } else {
      break;
    }
  }
  return new TextEncoder().encode(before).length;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw sealFaults.fault("SEAL_NOT_CANONICAL", { offset: 0 });
  }
  return JSON.stringify(value);
}

function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw sealFaults.fault("SEAL_NOT_CANONICAL", { offset: 0 });
  return JSON.stringify(value);
}

function firstDifference(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return i;
  return length;
}

function syntaxErrorOffset(text: string, cause: unknown): number {
  const position = cause instanceof Error ? /position (\d+)/.exec(cause.message)?.[1] : undefined;
  return position === undefined ? text.length : Number(position);
}
