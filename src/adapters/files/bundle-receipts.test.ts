import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ledger, nodeCrypto } from "#ledger";
import { formatBundle, verifyBundle } from "#seal";
import { openLedger } from "./open-ledger.ts";
import { batchOf } from "./testing/small-ledger.ts";

let directory: string;
let ledger: Ledger;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "touchstone-bundle-receipts-"));
  ledger = await openLedger({ directory, clock: () => 1_700_000_000_000 });
});
afterEach(async () => {
  await ledger.close();
  rmSync(directory, { recursive: true, force: true });
});

test("a bundle carries the receipt that the sender of each disclosed entry was given, and it is checked", async () => {
  const origin = ledger.originOf("enterprise", "E1");
  const places = await ledger.append([
    batchOf(origin, "a", 3),
    batchOf(origin, "b", 3),
    batchOf(origin, "c", 3),
  ]);
  await ledger.checkpoint();
  const disclose = [
    { index: 2, ordinals: [0] },
    { index: 1, ordinals: [0, 2] },
  ];
  const bundle = await ledger.bundle(origin, { disclose });
  const given = places.slice(1).map((place) => ledger.sign(place));
  expect(bundle.receipts).toEqual(given);
  const trust = ledger.trust();
  const report = verifyBundle(Buffer.from(formatBundle(bundle)), nodeCrypto, trust);
  expect(report).toMatchObject({ verdict: "verified", proved: { receipts: 2 } });
  const [first, second] = given;
  if (first === undefined || second === undefined) throw new Error("no receipts");
  const swapped = { ...bundle, receipts: [{ ...first, signature: second.signature }] };
  const forged = verifyBundle(Buffer.from(formatBundle(swapped)), nodeCrypto, trust);
  expect(forged.findings.map(({ check }) => check)).toEqual(["receipt"]);
});
