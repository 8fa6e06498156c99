import type {
  BundledEntry,
  BundledLogState,
  BundledRow,
  BundledSince,
  EvidenceBundle,
  TrustFile,
} from "./bundle.ts";
import { isJsonObject, type Json, type JsonObject } from "./canonical-json.ts";
import { sealFaults } from "./errors.ts";
import type { Receipt } from "./receipt.ts";

const bundleMembers = [
  "@type",
  "checkpoint",
  "signer",
  "anchor",
  "log",
  "entries",
  "result?",
  "receipts",
  "since?",
];

/**
 * Reads an evidence bundle's members and refuses any other: a member that no check covers could be changed
 * unseen. The values themselves are checked by `verifyBundle`.
 * @throws SEAL_MALFORMED naming the member
 */
export function readEvidenceBundle(value: Json): EvidenceBundle {
  const type = isJsonObject(value) ? value["@type"] : undefined;
  if (type !== "evidence-bundle@1") throw malformed("@type", "evidence-bundle@1", shown(type));
  const bundle = readMembers(value, "bundle", bundleMembers);
  const anchor = readMembers(bundle["anchor"], "anchor", ["index", "entry", "proof"]);
  return {
    "@type": "evidence-bundle@1",
    checkpoint: readText(bundle, "checkpoint"),
    signer: readText(bundle, "signer"),
    anchor: {
      index: readIndex(anchor, "index"),
      entry: readText(anchor, "entry"),
      proof: readTexts(anchor, "proof"),
    },
    log: readLogState(bundle["log"]),
    entries: readList(bundle, "entries").map(readEntry),
    ...(bundle["result"] === undefined ? {} : { result: readResult(bundle["result"]) }),
    receipts: readList(bundle, "receipts").map(readReceipt),
    ...(bundle["since"] === undefined ? {} : { since: readSince(bundle["since"]) }),
  };
}

/**
 * Reads a trust file.
 * @throws SEAL_MALFORMED naming the member
 */
export function readTrustFile(value: Json): TrustFile {
  const trust = readMembers(value, "trust file", ["@type", "logs", "witnesses", "quorum"]);
  if (trust["@type"] !== "trust@1") throw malformed("@type", "trust@1", shown(trust["@type"]));
  return {
    "@type": "trust@1",
    logs: readTexts(trust, "logs"),
    witnesses: readTexts(trust, "witnesses"),
    quorum: readIndex(trust, "quorum"),
  };
}

/** Reads a receipt. @throws SEAL_MALFORMED naming the member */
export function readReceipt(value: Json | undefined): Receipt {
  const names = ["origin", "index", "leafHash", "receivedAtMs", "signature"];
  const receipt = readMembers(value, "receipt", names);
  return {
    origin: readText(receipt, "origin"),
    index: readIndex(receipt, "index"),
    leafHash: readText(receipt, "leafHash"),
    receivedAtMs: readIndex(receipt, "receivedAtMs"),
    signature: readText(receipt, "signature"),
  };
}

function readLogState(value: Json | undefined): BundledLogState {
  const log = readMembers(value, "log", ["origin", "size", "root", "mapIndex", "mapProof"]);
  return {
    origin: readText(log, "origin"),
    size: readIndex(log, "size"),
    root: readText(log, "root"),
    mapIndex: readIndex(log, "mapIndex"),
    mapProof: readTexts(log, "mapProof"),
  };
}

function readEntry(value: Json): BundledEntry {
  const entry = readMembers(value, "entry", ["index", "header", "proof", "rows"]);
  return {
    index: readIndex(entry, "index"),
    header: readText(entry, "header"),
    proof: readTexts(entry, "proof"),
    rows: readList(entry, "rows").map(readRow),
  };
}

function readRow(value: Json): BundledRow {
  const row = readMembers(value, "row", ["ordinal", "salt", "row", "proof"]);
  return {
    ordinal: readIndex(row, "ordinal"),
    salt: readText(row, "salt"),
    row: readText(row, "row"),
    proof: readTexts(row, "proof"),
  };
}

function readResult(value: Json): NonNullable<EvidenceBundle["result"]> {
  const result = readMembers(value, "result", ["index", "ordinal", "value"]);
  return {
    index: readIndex(result, "index"),
    ordinal: readIndex(result, "ordinal"),
    value: result["value"] as Json,
  };
}

function readSince(value: Json): BundledSince {
  const since = readMembers(value, "since", ["checkpoint", "proof", "log?"]);
  const log =
    since["log"] === undefined
      ? undefined
      : readMembers(since["log"], "since log", ["size", "root", "proof"]);
  return {
    checkpoint: readText(since, "checkpoint"),
    proof: readTexts(since, "proof"),
    ...(log === undefined
      ? {}
      : {
          log: { size: readIndex(log, "size"), root: readText(log, "root"), proof: readTexts(log, "proof") },
        }),
  };
}

/** An object with exactly these members; one whose name ends in `?` may be missing. */
function readMembers(value: Json | undefined, what: string, names: readonly string[]): JsonObject {
  if (!isJsonObject(value)) throw malformed(what, "an object", shown(value));
  const known = names.map((name) => name.replace("?", ""));
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) throw malformed(what, `only ${known.join(", ")}`, name);
  }
  for (const name of names) {
    if (!name.endsWith("?") && value[name] === undefined) throw malformed(what, name, "nothing");
  }
  return value;
}

function readText(object: JsonObject, name: string): string {
  const value = object[name];
  if (typeof value !== "string") throw malformed(name, "a text", shown(value));
  return value;
}

function readIndex(object: JsonObject, name: string): number {
  const value = object[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw malformed(name, "a whole number below 2^53", shown(value));
  }
  return value;
}

function readList(object: JsonObject, name: string): readonly Json[] {
  const value = object[name];
  if (!Array.isArray(value)) throw malformed(name, "a list", shown(value));
  return value;
}

function readTexts(object: JsonObject, name: string): readonly string[] {
  return readList(object, name).map((value) => {
    if (typeof value !== "string") throw malformed(name, "texts", shown(value));
    return value;
  });
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 60);
}

function malformed(what: string, expected: string, found: string) {
  return sealFaults.fault("SEAL_MALFORMED", { what, expected, found });
}
