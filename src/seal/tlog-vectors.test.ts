import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { nodeSealCrypto } from "./testing/node-crypto.ts";
import {
  bundleLeaves,
  bytesEqual,
  createMerkleTree,
  decodeEntryBundle,
  encodeEntryBundle,
  leafHash,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  tileBytes,
  tilePath,
  tilesOf,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
} from "./index.ts";

// The log of 15 leaves of transparency-dev/tessera's testdata (Apache-2.0), with its 16 checkpoints.
const shared = process.env["TOUCHSTONE_SHARED"] ?? resolve(import.meta.dirname, "../../../shared");
const folder = resolve(shared, "vectors/tlog/log-15");
const isPresent = existsSync(folder);
if (!isPresent) console.warn(`SKIPPED: no published tlog vectors at ${folder} (TOUCHSTONE_SHARED)`);

const { sha256 } = nodeSealCrypto;
const words = "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten".split(
  " ",
);
const keyText = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

function treeOf(entries: readonly string[]) {
  const tree = createMerkleTree(sha256);
  for (const entry of entries) tree.append(leafHash(sha256, new TextEncoder().encode(entry)));
  return tree;
}

function readCheckpoint(size: number) {
  const note = parseNote(readFileSync(resolve(folder, `checkpoint.${size}`), "utf8"));
  return { note, checkpoint: parseCheckpoint(note.body) };
}

describe.skipIf(!isPresent)("the published log of 15 leaves", () => {
  test("has 16 checkpoints signed by its key, whose roots are ours", () => {
    const key = parseVerifierKey(sha256, keyText);
    for (let size = 0; size <= 15; size++) {
      const { note, checkpoint } = readCheckpoint(size);
      expect(verifyNote(note, [key], nodeSealCrypto)).toEqual([key]);
      expect(checkpoint).toMatchObject({ origin: "example.com/log/testdata", size });
      expect(bytesEqual(checkpoint.root, treeOf(words.slice(0, size)).root())).toBe(true);
    }
  });

  test("has tiles and entry bundles that are ours to the byte", () => {
    for (let size = 1; size <= 15; size++) {
      const tree = treeOf(words.slice(0, size));
      const [tile] = tilesOf(size);
      if (tile === undefined) throw new Error("no tile");
      expect(tilesOf(size)).toHaveLength(1);
      expect(readFileSync(resolve(folder, tilePath(tile))).equals(tileBytes(tree, tile))).toBe(true);
      const stored = readFileSync(resolve(folder, tilePath({ ...tile, level: "entries" })));
      const entries = words.slice(0, size).map((word) => Buffer.from(word));
      expect(stored.equals(encodeEntryBundle(entries))).toBe(true);
      expect(decodeEntryBundle(stored).map((entry) => Buffer.from(entry).toString())).toEqual(
        words.slice(0, size),
      );
      expect(bytesEqual(bundleLeaves(sha256, stored)[0] ?? stored, tree.subtree(0, 0))).toBe(true);
    }
    expect(readdirSync(resolve(folder, "tile/0/000.p"))).toHaveLength(15);
  });

  test("gives inclusion and consistency proofs that lead to its checkpoints", () => {
    const tree = treeOf(words);
    for (let size = 1; size <= 15; size++) {
      const { root } = readCheckpoint(size).checkpoint;
      for (let index = 0; index < size; index++) {
        const proof = tree.inclusionProof(index, size);
        expect(verifyInclusion(sha256, { index, size, leaf: tree.subtree(0, index), proof, root })).toBe(
          true,
        );
      }
      for (let oldSize = 1; oldSize <= size; oldSize++) {
        const oldRoot = readCheckpoint(oldSize).checkpoint.root;
        const proof = tree.consistencyProof(oldSize, size);
        const claim = { oldSize, newSize: size, oldRoot, newRoot: root, proof };
        expect(verifyConsistency(sha256, claim)).toBe(true);
      }
    }
  });
});
