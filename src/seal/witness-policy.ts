import { sealFaults } from "./errors.ts";
import { bytesEqual, type Sha256 } from "./hash.ts";
import {
  algorithmCosignature,
  algorithmEd25519,
  isSameKey,
  parseVerifierKey,
  type VerifierKey,
} from "./verifier-key.ts";

/** Whom to believe: logs, witnesses and the rule that says which of them suffice. @source C2SP tlog-policy */
export interface WitnessPolicy {
  readonly logs: readonly { readonly key: VerifierKey; readonly url: string | null }[];
  readonly witnesses: readonly PolicyWitness[];
  readonly quorum: Quorum;
}

export interface PolicyWitness {
  /** Name within the policy. */
  readonly name: string;
  readonly key: VerifierKey;
  /** Prefix under which it answers `add-checkpoint`; null where the policy serves verification only. */
  readonly url: string | null;
}

/** A witness, or at least `threshold` of some members; null asks for nobody. */
export type Quorum =
  | { readonly kind: "none" }
  | { readonly kind: "witness"; readonly key: VerifierKey }
  | {
      readonly kind: "group";
      readonly name: string;
      readonly threshold: number;
      readonly members: readonly Quorum[];
    };

/** An operator writes a policy, yet a reader may get it from a stranger: more lines than this are refused. */
const maximumLines = 10_000;

/**
 * Reads a policy in the text form of C2SP tlog-policy: `log VKEY [URL]`, `witness NAME VKEY [URL]`,
 * `group NAME all|any|K NAME…`, `quorum NAME|none`. Stricter in one point: the text must be UTF-8.
 * @throws SEAL_MALFORMED naming the line
 */
export function parseWitnessPolicy(sha256: Sha256, text: string): WitnessPolicy {
  const lines = text.split("\n");
  if (lines.length > maximumLines) throw malformed(0, `at most ${maximumLines} lines`, `${lines.length}`);
  // oxlint-disable-next-line no-control-regex -- control characters are what this refuses
  const control = /[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/;
  const draft: Draft = {
    sha256,
    logs: [],
    witnesses: [],
    names: new Map(),
    members: new Set(),
    quorum: null,
  };
  for (const [i, line] of lines.entries()) {
    const number = i + 1;
    if (control.test(line)) throw malformed(number, "no control characters", "one");
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    if (words.length > 0 && words[0]?.startsWith("#") !== true) readLine(draft, number, words);
  }
  if (draft.quorum === null) throw malformed(lines.length, "a quorum line", "none");
  return { logs: draft.logs, witnesses: draft.witnesses, quorum: draft.quorum };
}

/** Whether cosignatures of these keys suffice. */
export function isQuorum(quorum: Quorum, cosigned: readonly VerifierKey[]): boolean {
  switch (quorum.kind) {
    case "none":
      return true;
    case "witness":
      return cosigned.some((key) => isSameKey(key, quorum.key));
    case "group":
      return quorum.members.filter((member) => isQuorum(member, cosigned)).length >= quorum.threshold;
  }
}

/** Fewest cosignatures that can suffice: for a person, not for a decision. */
export function fewestCosignatures(quorum: Quorum): number {
  if (quorum.kind !== "group") return quorum.kind === "none" ? 0 : 1;
  const each = quorum.members.map(fewestCosignatures).toSorted((a, b) => a - b);
  return each.slice(0, quorum.threshold).reduce((sum, count) => sum + count, 0);
}

interface Draft {
  readonly sha256: Sha256;
  readonly logs: { readonly key: VerifierKey; readonly url: string | null }[];
  readonly witnesses: PolicyWitness[];
  readonly names: Map<string, Quorum>;
  /** Names that are members of a group already: each may count in one way only. */
  readonly members: Set<string>;
  quorum: Quorum | null;
}

function readLine(draft: Draft, line: number, words: readonly string[]): void {
  const [kind, ...rest] = words;
  switch (kind) {
    case "log":
      return readLog(draft, line, rest);
    case "witness":
      return readWitness(draft, line, rest);
    case "group":
      return readGroup(draft, line, rest);
    case "quorum":
      return readQuorum(draft, line, rest);
    default:
      throw malformed(line, "log, witness, group or quorum", String(kind));
  }
}

function readLog({ sha256, logs }: Draft, line: number, words: readonly string[]): void {
  const [text, url = null] = words;
  if (text === undefined || words.length > 2) throw malformed(line, "log VKEY [URL]", words.join(" "));
  const key = parseVerifierKey(sha256, text);
  if (key.algorithm !== algorithmEd25519) throw malformed(line, "a log's Ed25519 key", text);
  if (isListed(logs, key)) throw malformed(line, "each key once", text);
  logs.push({ key, url });
}

function readWitness(draft: Draft, line: number, words: readonly string[]): void {
  const [name, text, url = null] = words;
  if (name === undefined || text === undefined || words.length > 3) {
    throw malformed(line, "witness NAME VKEY [URL]", words.join(" "));
  }
  const key = parseVerifierKey(draft.sha256, text);
  if (key.algorithm !== algorithmCosignature) throw malformed(line, "a cosignature/v1 key", text);
  if (isListed(draft.witnesses, key)) throw malformed(line, "each key once", text);
  define(draft, line, name, { kind: "witness", key });
  draft.witnesses.push({ name, key, url });
}

function readGroup(draft: Draft, line: number, words: readonly string[]): void {
  const [name, count = "", ...names] = words;
  if (name === undefined || names.length === 0)
    throw malformed(line, "group NAME all|any|K NAME…", words.join(" "));
  const members = names.map((member) => {
    if (draft.members.has(member)) throw malformed(line, "each name in one group, once", member);
    draft.members.add(member);
    return find(draft, line, member);
  });
  const threshold = count === "all" ? members.length : count === "any" ? 1 : thresholdOf(line, count);
  if (threshold > members.length) throw malformed(line, `at most ${members.length}`, count);
  define(draft, line, name, { kind: "group", name, threshold, members });
}

function readQuorum(draft: Draft, line: number, words: readonly string[]): void {
  const [name] = words;
  if (name === undefined || words.length > 1) throw malformed(line, "quorum NAME", words.join(" "));
  if (draft.quorum !== null) throw malformed(line, "one quorum line", "another");
  draft.quorum = name === "none" ? { kind: "none" } : find(draft, line, name);
}

function define(draft: Draft, line: number, name: string, quorum: Quorum): void {
  if (name === "none" || draft.names.has(name)) throw malformed(line, "a new name", name);
  draft.names.set(name, quorum);
}

function find({ names }: Draft, line: number, name: string): Quorum {
  const found = names.get(name);
  if (found === undefined) throw malformed(line, "a name defined above", name);
  return found;
}

function thresholdOf(line: number, text: string): number {
  if (!/^[1-9][0-9]{0,4}$/.test(text)) throw malformed(line, "all, any or a number from 1", text);
  return Number(text);
}

function isListed(listed: readonly { readonly key: VerifierKey }[], key: VerifierKey): boolean {
  return listed.some((other) => bytesEqual(other.key.publicKey, key.publicKey));
}

function malformed(line: number, expected: string, found: string) {
  const shown = found.length > 60 ? `${found.slice(0, 60)}…` : found;
  return sealFaults.fault("SEAL_MALFORMED", { what: `policy, line ${line}`, expected, found: shown });
}
