import { hashFromBase64 } from "./base64.ts";
import { canonicalJson, isJsonObject, parseCanonicalJson, type JsonObject } from "./canonical-json.ts";
import { sealFaults } from "./errors.ts";

/** The header types that this version writes; others are kept and proved, but not interpreted. */
export const knownEntryTypes = ["import-batch@1", "evaluation-result@1", "platform-anchor@1"] as const;

export type KnownEntryType = (typeof knownEntryTypes)[number];

/** An entry, which is its canonical header, taken apart. */
export interface EntryHeader {
  /** `name@version`. */
  readonly type: string;
  readonly isKnown: boolean;
  readonly fields: JsonObject;
}

/** What the ledger adds to every entry of a private log. */
export interface PrivateEntryFields {
  readonly origin: string;
  readonly index: number;
  readonly rowCount: number;
  readonly pointsRoot: Uint8Array;
}

/** What a platform leaf says: the root of the map of private logs that changed, and how many they are. */
export interface AnchorFields {
  readonly logCount: number;
  readonly mapRoot: Uint8Array;
}

/**
 * Parses an entry. A type or version that is not known is no error: old readers keep what newer writers wrote.
 * @throws SEAL_NOT_JSON, SEAL_NOT_CANONICAL, SEAL_MALFORMED when there is no `"@type":"name@version"`
 */
export function parseEntryHeader(text: string): EntryHeader {
  const fields = parseCanonicalJson(text);
  const type = isJsonObject(fields) ? fields["@type"] : undefined;
  if (!isJsonObject(fields) || typeof type !== "string" || !isEntryType(type)) {
    throw malformedHeader('an object with "@type":"name@version"');
  }
  return { type, isKnown: (knownEntryTypes as readonly string[]).includes(type), fields };
}

/** Whether a text is an entry type: `name@version`. */
export function isEntryType(text: string): boolean {
  return /^[a-z][a-z0-9-]*@[1-9][0-9]*$/.test(text);
}

/** The bytes of an entry. @throws SEAL_NOT_CANONICAL */
export function encodeEntryHeader(fields: JsonObject): Uint8Array {
  return new TextEncoder().encode(canonicalJson(fields));
}

/** Reads what the ledger adds to every entry of a private log. @throws SEAL_MALFORMED */
export function readPrivateEntry(header: EntryHeader): PrivateEntryFields {
  const { origin, index, rowCount, pointsRoot } = header.fields;
  if (typeof origin !== "string" || typeof pointsRoot !== "string" || !isCount(index) || !isCount(rowCount)) {
    throw malformedHeader("origin, index, rowCount and pointsRoot");
  }
  return { origin, index, rowCount, pointsRoot: hashFromBase64(pointsRoot, "pointsRoot") };
}

/** Reads a platform leaf. @throws SEAL_MALFORMED */
export function readAnchor(header: EntryHeader): AnchorFields {
  const { logCount, mapRoot } = header.fields;
  if (header.type !== "platform-anchor@1" || typeof mapRoot !== "string" || !isCount(logCount)) {
    throw malformedHeader("platform-anchor@1 with logCount and mapRoot");
  }
  return { logCount, mapRoot: hashFromBase64(mapRoot, "mapRoot") };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function malformedHeader(expected: string) {
  return sealFaults.fault("SEAL_MALFORMED", { what: "entry header", expected, found: "another form" });
}
