import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createMerkleTree, leafHash, toBase64 } from "#seal";
import { nodeCrypto } from "#ledger";
import { measureAppend } from "./measure-append.ts";
import { measureProof } from "./measure-proof.ts";
import { repeatingTree } from "./repeating-tree.ts";

test("appending is measured on a ledger that its audit accepts", async () => {
  const directory = mkdtempSync(join(tmpdir(), "touchstone-bench-"));
  try {
    const times = await measureAppend(
      { rows: 3000, rowBytes: 200, rowsPerEntry: 100, callers: 4 },
      directory,
    );
    expect(times).toMatchObject({ rows: 3000, entries: 30 });
    expect(times.cpuMs).toBeGreaterThan(0);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test("proofs of a thousand million leaves verify, in at most 2.1 KB", () => {
  const { bytes, proofs } = measureProof({ leaves: 1_000_000_000, proofs: 20 });
  expect(proofs).toBe(20);
  expect(bytes.most).toBeLessThanOrEqual(2100);
});

test("the simulated tree is the tree of its entries", () => {
  const size = 70_001;
  const { tree, entryAt } = repeatingTree(size);
  const whole = createMerkleTree(nodeCrypto.sha256);
  for (let i = 0; i < size; i++) whole.append(leafHash(nodeCrypto.sha256, entryAt(i)));
  expect(Buffer.from(tree.root())).toEqual(Buffer.from(whole.root()));
  expect(tree.inclusionProof(65_540).map(toBase64)).toEqual(whole.inclusionProof(65_540).map(toBase64));
});
