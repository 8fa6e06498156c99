import { formatNote, formatProofText, formatVerifierKey, parseNote, toBase64 } from "#seal";
import { createWitnessKey } from "#witness";
import { createSignedLog } from "../../src/witness/testing/signed-log.ts";

/** Sizes around every edge: powers of two, tiles, levels of tiles. */
export const edgeSizes: readonly number[] = [
  0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 127, 128, 129, 254, 255, 256, 257, 258, 511, 512,
  513, 1000, 4095, 4096, 4097, 65_534, 65_535, 65_536, 65_537, 70_000,
];

/** One line for a verifier in another language; members that it does not need it leaves alone. */
export type ProofCase =
  | {
      readonly kind: "proof";
      readonly size: number;
      readonly index: number;
      readonly entry: string;
      /** The whole `.tlog-proof`. */
      readonly text: string;
    }
  | {
      readonly kind: "consistency";
      readonly from: number;
      readonly to: number;
      readonly fromRoot: string;
      readonly toRoot: string;
      readonly proof: readonly string[];
    }
  | { readonly kind: "checkpoint"; readonly size: number; readonly text: string };

/** Checkpoints with cosignatures, proofs and consistency proofs of one log at many sizes. */
export function makeProofCases(): {
  readonly logKey: string;
  readonly witnessKeys: readonly string[];
  readonly policy: string;
  readonly cases: readonly ProofCase[];
} {
  const log = createSignedLog("touchstone.example/platform");
  const witnesses = [createWitnessKey("w1.example"), createWitnessKey("w2.example")];
  const cases: ProofCase[] = [];
  const roots = new Map<number, string>();
  let filled = 0;
  for (const size of edgeSizes) {
    log.append(...Array.from({ length: size - filled }, (_, i) => entryOf(filled + i)));
    filled = size;
    roots.set(size, toBase64(log.tree.root()));
    const { body, signatures } = parseNote(log.checkpoint().note);
    const cosigned = witnesses.map((key) => key.cosign(body, 1_790_000_000n));
    const checkpoint = formatNote({ body, signatures: [...signatures, ...cosigned] });
    cases.push({ kind: "checkpoint", size, text: checkpoint });
    const indexes = new Set(
      [0, 1, Math.floor(size / 2), size - 2, size - 1].filter((i) => i >= 0 && i < size),
    );
    for (const index of indexes) {
      const text = formatProofText({ index, proof: log.tree.inclusionProof(index), checkpoint });
      cases.push({ kind: "proof", size, index, entry: toBase64(Buffer.from(entryOf(index))), text });
    }
    for (const from of edgeSizes.filter((old) => old > 0 && old <= size)) {
      const proof = from === size ? [] : log.tree.consistencyProof(from).map(toBase64);
      const ends = { fromRoot: roots.get(from) ?? "", toRoot: roots.get(size) ?? "" };
      cases.push({ kind: "consistency", from, to: size, ...ends, proof });
    }
  }
  const logKey = formatVerifierKey(log.key);
  const witnessKeys = witnesses.map(({ verifierKey }) => formatVerifierKey(verifierKey));
  const lines = witnessKeys.map((key, i) => `witness w${i} ${key} https://w${i}.example/`);
  const policy = `log ${logKey}\n${lines.join("\n")}\ngroup both all w0 w1\nquorum both\n`;
  return { logKey, witnessKeys, policy, cases };
}

function entryOf(index: number): string {
  return `{"@type":"platform-anchor@1","index":${index}}`;
}
