import { createRandom } from "#kernel";
import { createPlatformKey, nodeCrypto, signNote } from "#ledger";
import { formatCheckpoint, formatProofText, formatVerifierKey, verifyProof } from "#seal";
import { composeCosigned, createWitnessKey } from "#witness";
import { repeatingTree } from "./repeating-tree.ts";

export interface ProofTimes {
  readonly leaves: number;
  readonly proofs: number;
  /** Of the `.tlog-proof`, its checkpoint signed by the log and by two witnesses. */
  readonly bytes: { readonly p50: number; readonly most: number };
  readonly makeMs: { readonly p50: number; readonly p99: number };
  /** Reading, the three signatures and the way to the root. */
  readonly verifyMs: { readonly p50: number; readonly p99: number };
}

const origin = "touchstone.bench/platform";
const witnessNames = ["witness.bank.example/w1", "witness.gov.example/w1"];

/**
 * Makes and verifies inclusion proofs of random leaves of a simulated tree.
 * @throws when a proof does not verify, or verifies for another entry
 */
export function measureProof(work: { readonly leaves: number; readonly proofs: number }): ProofTimes {
  const { leaves, proofs } = work;
  const { tree, entryAt } = repeatingTree(leaves);
  const key = createPlatformKey(origin);
  const witnesses = witnessNames.map(createWitnessKey);
  const body = formatCheckpoint({ origin, size: leaves, root: tree.root() });
  const signatures = witnesses.map((witness) => witness.cosign(body, 1_700_000_000n));
  const checkpoint = composeCosigned(signNote(key, body), signatures);
  const trust = {
    "@type": "trust@1" as const,
    logs: [formatVerifierKey(key.verifierKey)],
    quorum: 2,
    witnesses: witnesses.map(({ verifierKey }) => formatVerifierKey(verifierKey)),
  };
  const random = createRandom("proof");
  const makeMs: number[] = [];
  const verifyMs: number[] = [];
  const bytes: number[] = [];
  for (let i = 0; i < proofs; i++) {
    const index = random.integer(leaves);
    const startedAtMs = performance.now();
    const text = formatProofText({ index, proof: tree.inclusionProof(index), checkpoint });
    const madeAtMs = performance.now();
    const file = Buffer.from(text);
    const { verdict, findings } = verifyProof(file, entryAt(index), nodeCrypto, trust);
    verifyMs.push(performance.now() - madeAtMs);
    makeMs.push(madeAtMs - startedAtMs);
    bytes.push(file.length);
    if (verdict !== "verified")
      throw new Error(`the proof of leaf ${index} is ${verdict}: ${JSON.stringify(findings)}`);
    if (verifyProof(file, entryAt(index + 1), nodeCrypto, trust).verdict !== "failed") {
      throw new Error(`the proof of leaf ${index} holds for another entry`);
    }
  }
  const of = (values: number[], share: number): number => {
    const sorted = values.toSorted((a, b) => a - b);
    return (
      Math.round((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0) * 1000) / 1000
    );
  };
  return {
    leaves,
    proofs,
    bytes: { p50: of(bytes, 0.5), most: of(bytes, 1) },
    makeMs: { p50: of(makeMs, 0.5), p99: of(makeMs, 0.99) },
    verifyMs: { p50: of(verifyMs, 0.5), p99: of(verifyMs, 0.99) },
  };
}
