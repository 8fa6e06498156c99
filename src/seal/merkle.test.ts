import fc from "fast-check";
import { expect, test } from "vitest";
import {
  acceptsFirstState,
  bytesEqual,
  createMerkleTree,
  emptyRoot,
  leafHash,
  toHex,
  verifyConsistency,
  verifyInclusion,
} from "./index.ts";
import { nodeSealCrypto } from "./testing/node-crypto.ts";

const { sha256 } = nodeSealCrypto;

function treeOf(size: number) {
  const tree = createMerkleTree(sha256);
  for (let i = 0; i < size; i++) tree.append(leafHash(sha256, Uint8Array.of(i & 255, i >> 8)));
  return tree;
}

test("the empty root is SHA-256 of nothing (RFC 6962 §2.1)", () => {
  expect(toHex(emptyRoot(sha256))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(bytesEqual(treeOf(0).root(), emptyRoot(sha256))).toBe(true);
});

test("the roots are those of certificate-transparency-go's test leaves", () => {
  // testonly/reference_merkle_tree_test: leaves "", 00, 10, 2021, 3031, 40414243, 5051…57, 6061…6f.
  const leaves = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ];
  const tree = createMerkleTree(sha256);
  for (const leaf of leaves) tree.append(leafHash(sha256, Buffer.from(leaf, "hex")));
  expect(toHex(tree.root(1))).toBe("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  expect(toHex(tree.root(2))).toBe("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
  expect(toHex(tree.root(8))).toBe("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
});

test("every inclusion proof holds, and no other index, size or leaf", () => {
  const sizes = fc.integer({ min: 1, max: 700 });
  fc.assert(
    fc.property(sizes, fc.nat(), fc.nat(), (size, a, b) => {
      const tree = treeOf(size);
      const index = a % size;
      const claim = {
        index,
        size,
        leaf: tree.subtree(0, index),
        proof: tree.inclusionProof(index),
        root: tree.root(),
      };
      expect(verifyInclusion(sha256, claim)).toBe(true);
      expect(
        verifyInclusion(sha256, { ...claim, size: size + 1 + (b % 3), root: treeOf(size + 1).root() }),
      ).toBe(false);
      const other = b % (size + 2);
      if (other !== index) expect(verifyInclusion(sha256, { ...claim, index: other })).toBe(false);
      const longer = [...claim.proof, claim.root];
      expect(verifyInclusion(sha256, { ...claim, proof: longer })).toBe(false);
      if (claim.proof.length > 0) {
        expect(verifyInclusion(sha256, { ...claim, proof: claim.proof.slice(1) })).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

test("every consistency proof holds, and none after a changed leaf", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (newSize, a) => {
      const oldSize = 1 + (a % newSize);
      const tree = treeOf(newSize);
      const claim = {
        oldSize,
        newSize,
        oldRoot: tree.root(oldSize),
        newRoot: tree.root(),
        proof: tree.consistencyProof(oldSize),
      };
      expect(verifyConsistency(sha256, claim)).toBe(true);
      const forged = createMerkleTree(sha256);
      for (let i = 0; i < newSize; i++)
        forged.append(leafHash(sha256, Uint8Array.of(i === 0 ? 9 : i & 255, 7)));
      const lie = { ...claim, newRoot: forged.root(), proof: forged.consistencyProof(oldSize) };
      expect(verifyConsistency(sha256, lie)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test("a consistency proof from size 0 is refused by a verifier, also 0 to 0, and accepted by a new witness", () => {
  const root = emptyRoot(sha256);
  for (const newSize of [0, 1, 5]) {
    const claim = { oldSize: 0, newSize, oldRoot: root, newRoot: treeOf(newSize).root(), proof: [] };
    expect(verifyConsistency(sha256, claim)).toBe(false);
  }
  expect(acceptsFirstState(0, [])).toBe(true);
  expect(acceptsFirstState(0, [root])).toBe(false);
  expect(acceptsFirstState(1, [])).toBe(false);
});

test("hostile indexes, sizes and hashes are false, never an exception or an endless loop", () => {
  const hash = new Uint8Array(32);
  const numbers = [
    -1,
    0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    2 ** 53 - 1,
    2 ** 32,
    2 ** 31,
    0,
    1,
  ];
  for (const index of numbers) {
    for (const size of numbers) {
      for (const count of [0, 1, 52, 64]) {
        const proof = Array.from({ length: count }, () => hash);
        expect(
          verifyInclusion(sha256, { index, size, leaf: hash, proof, root: new Uint8Array(32).fill(1) }),
        ).toBe(false);
        const claim = {
          oldSize: index,
          newSize: size,
          oldRoot: hash,
          newRoot: new Uint8Array(32).fill(1),
          proof,
        };
        expect(verifyConsistency(sha256, claim)).toBe(false);
      }
    }
  }
  const short = new Uint8Array(31);
  expect(verifyInclusion(sha256, { index: 0, size: 1, leaf: short, proof: [], root: short })).toBe(false);
});

test("proofs hold above 2^32 leaves, where 32-bit arithmetic would go wrong", () => {
  // A tree of 2^33 equal leaves: every subtree of a level has the same hash.
  const levels = [leafHash(sha256, Uint8Array.of(1))];
  for (let level = 1; level <= 33; level++) {
    const below = levels[level - 1] as Uint8Array;
    const bytes = Buffer.concat([Uint8Array.of(1), below, below]);
    levels.push(sha256(bytes));
  }
  const claim = {
    index: 2 ** 32 + 12_345,
    size: 2 ** 33,
    leaf: levels[0] as Uint8Array,
    proof: levels.slice(0, 33),
    root: levels[33] as Uint8Array,
  };
  expect(verifyInclusion(sha256, claim)).toBe(true);
  expect(verifyInclusion(sha256, { ...claim, size: 2 ** 32 })).toBe(false);
});
