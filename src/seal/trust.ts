import type { TrustFile } from "./bundle.ts";
import { readTrustFile } from "./bundle-shape.ts";
import { parseCanonicalFile } from "./canonical-json.ts";
import { sealFaults } from "./errors.ts";
import type { Sha256 } from "./hash.ts";
import {
  algorithmCosignature,
  makeVerifierKey,
  parseVerifierKey,
  toHex,
  type VerifierKey,
} from "./verifier-key.ts";
import { fewestCosignatures, isQuorum, parseWitnessPolicy, type WitnessPolicy } from "./witness-policy.ts";

/** Whom the reader believes, in either form. */
export type TrustSource = TrustFile | WitnessPolicy;

/** Whom the reader believes: keys, and which cosignatures suffice. */
export interface Trust {
  readonly logs: readonly VerifierKey[];
  readonly witnesses: readonly VerifierKey[];
  /** Fewest cosignatures that can suffice. */
  readonly quorum: number;
  isEnough(cosigned: readonly VerifierKey[]): boolean;
}

/**
 * Reads what a reader says of whom to believe: a trust file (`trust@1`), a policy (C2SP tlog-policy), or verifier keys
 * of logs, a line each.
 * @throws SEAL_MALFORMED, SEAL_NOT_JSON, SEAL_NOT_CANONICAL
 */
export function readTrust(sha256: Sha256, text: string): TrustSource {
  if (text.startsWith("{")) return readTrustFile(parseCanonicalFile(text));
  if (/^[ \t]*quorum[ \t]/m.test(text)) return parseWitnessPolicy(sha256, text);
  const logs = text.split("\n").filter((line) => line !== "");
  if (logs.length === 0) {
    const expected = "a trust file, a policy or a verifier key";
    throw sealFaults.fault("SEAL_MALFORMED", { what: "trust file", expected, found: "nothing" });
  }
  for (const line of logs) parseVerifierKey(sha256, line);
  return { "@type": "trust@1", logs, witnesses: [], quorum: 0 };
}

/** Keys and quorum of either form. @throws SEAL_MALFORMED when a key of the reader's own file is malformed */
export function trustOf(sha256: Sha256, source: TrustSource): Trust {
  if (!("@type" in source)) {
    return {
      logs: source.logs.map(({ key }) => key),
      witnesses: source.witnesses.map(({ key }) => key),
      quorum: fewestCosignatures(source.quorum),
      isEnough: (cosigned) => isQuorum(source.quorum, cosigned),
    };
  }
  const witnesses = source.witnesses.map((text) => parseVerifierKey(sha256, text));
  return {
    logs: source.logs.map((text) => parseVerifierKey(sha256, text)),
    witnesses: witnesses.filter(({ algorithm }) => algorithm === algorithmCosignature),
    quorum: source.quorum,
    // One key under two names is one witness.
    isEnough: (cosigned) => new Set(cosigned.map((key) => toHex(key.publicKey))).size >= source.quorum,
  };
}

/**
 * The trusted keys that may sign for a log: those of its name, and those of the platform whose private log it is,
 * whose names are `<platform>/…`; the platform signs these with the same key under their names.
 */
export function keysFor(sha256: Sha256, { logs }: Trust, origin: string): readonly VerifierKey[] {
  return logs
    .filter(({ name }) => name === origin || origin.startsWith(`${name}/`))
    .map(({ algorithm, publicKey }) => makeVerifierKey(sha256, { name: origin, algorithm, publicKey }));
}
