import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deviceSalts, hashPoints, nodeCrypto, rootInPlace, type Ledger } from "#ledger";
import { formatBundle, verifyBundle } from "#seal";
import { auditLedger } from "./audit-ledger.ts";
import { openDataDirectory, type DataDirectory } from "./data-directory.ts";
import { openLedger } from "./open-ledger.ts";
import { batchOf, rowsOf } from "./testing/small-ledger.ts";

let root: string;
let directory: DataDirectory;
let ledger: Ledger | undefined;
let nowMs: number;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "touchstone-erasure-"));
  directory = openDataDirectory(join(root, "data"));
  nowMs = Date.UTC(2026, 4, 20);
});
afterEach(async () => {
  await ledger?.close();
  ledger = undefined;
  directory.release();
  rmSync(root, { recursive: true, force: true });
});

async function open(): Promise<Ledger> {
  ledger = await openLedger({
    directory: directory.path,
    clock: () => nowMs,
    origin: "touchstone.test/platform",
  });
  return ledger;
}

async function close(): Promise<void> {
  await ledger?.close();
  ledger = undefined;
}

const why = { reason: "consent withdrawn", by: "user_1" };
const keysFile = (): string => join(directory.path, "keys/data-keys.jsonl");

/** Invoices of May and June, a document, another enterprise's invoices. */
async function fill(to: Ledger): Promise<{ readonly origin: string; readonly other: string }> {
  const origin = to.originOf("enterprise", "E1");
  const other = to.originOf("enterprise", "E2");
  await to.append([batchOf(origin, "may", 3), { ...batchOf(origin, "text", 2), dataClass: "document" }]);
  await to.append([batchOf(other, "other", 4)]);
  nowMs = Date.UTC(2026, 5, 10);
  await to.append([batchOf(origin, "june", 5)]);
  await to.checkpoint();
  return { origin, other };
}

test("erased rows answer with the day, everything else is read, and all proofs hold", async () => {
  const open1 = await open();
  const { origin, other } = await fill(open1);
  const before = readFileSync(keysFile(), "utf8").trim().split("\n");
  const erasure = await open1.erase({ origin, dataClass: "invoice" }, why);
  expect(erasure).toMatchObject({ keys: 2, entries: 2, place: { origin, index: 3 } });
  const erased = { code: "LEDGER_ERASED", parameters: { origin, day: "2026-06-10" } };
  for (const index of [0, 2]) {
    await expect(open1.readEntry(origin, index)).rejects.toMatchObject({
      ...erased,
      parameters: { ...erased.parameters, index },
    });
  }
  expect((await open1.readEntry(origin, 1)).payload.ends).toHaveLength(2);
  expect((await open1.readEntry(other, 0)).payload.ends).toHaveLength(4);
  const { header } = await open1.readEntry(origin, 3);
  expect(header).toMatchObject({ "@type": "erasure@1", dataClass: "invoice", month: null, ...why });
  // Rows that come later are read again, in the same month.
  const [later] = await open1.append([batchOf(origin, "later", 6)]);
  expect((await open1.readEntry(origin, later?.index ?? 0)).payload.ends).toHaveLength(6);
  await open1.checkpoint();
  const bundle = await open1.bundle(origin, { disclose: [{ index: 1, ordinals: [1] }] });
  const report = verifyBundle(Buffer.from(formatBundle(bundle)), nodeCrypto, open1.trust());
  expect(report).toMatchObject({ verdict: "verified", findings: [] });
  await expect(open1.bundle(origin, { disclose: [{ index: 0, ordinals: [1] }] })).rejects.toMatchObject({
    code: "LEDGER_ERASED",
  });
  const read: (number | undefined)[] = [];
  for await (const entry of open1.readEntries(0)) if (entry.origin === origin) read.push(entry.erasedAtMs);
  expect(read).toEqual([nowMs, undefined, nowMs, undefined, undefined]);
  await close();
  const kept = readFileSync(keysFile(), "utf8");
  expect(before.filter((line) => kept.includes(line))).toHaveLength(2);
  expect(auditLedger(directory.path)).toMatchObject({
    findings: [],
    erasedEntries: 2,
    erasedRows: 8,
    rows: 12,
  });
});

test("an older copy of the keys is erased again when it is opened", async () => {
  const first = await open();
  const { origin } = await fill(first);
  await close();
  copyFileSync(keysFile(), join(root, "backup"));
  const second = await open();
  await second.erase({ origin, dataClass: "invoice", month: "2026-05" }, why);
  await second.append([batchOf(origin, "may again", 1)]);
  await close();
  const after = readFileSync(keysFile(), "utf8");
  copyFileSync(join(root, "backup"), keysFile());
  // The key of the rows that came later stands in the newer file only: a backup of that day has it.
  writeFileSync(keysFile(), `${readFileSync(keysFile(), "utf8")}${after.split("\n").slice(3).join("\n")}`);
  rmSync(join(directory.path, "log/index"), { recursive: true });
  const third = await open();
  await expect(third.readEntry(origin, 0)).rejects.toMatchObject({ code: "LEDGER_ERASED" });
  expect((await third.readEntry(origin, 2)).payload.ends).toHaveLength(5);
  await close();
  expect(readFileSync(keysFile(), "utf8")).toBe(after);
  expect(auditLedger(directory.path).findings).toEqual([]);
});

test("an erasure that a crash interrupted is finished: the old keys are overwritten and gone", async () => {
  const first = await open();
  const { origin } = await fill(first);
  await close();
  const erased = `${keysFile()}.erased`;
  copyFileSync(keysFile(), erased);
  const second = await open();
  expect(existsSync(erased)).toBe(false);
  expect((await second.readEntry(origin, 0)).payload.ends).toHaveLength(3);
});

test("nothing to erase, an unknown log and a reason left out are refused", async () => {
  const opened = await open();
  const { origin } = await fill(opened);
  const scope = { origin, dataClass: "invoice" as const };
  await expect(opened.erase({ ...scope, month: "2026-01" }, why)).rejects.toMatchObject({
    code: "LEDGER_NOTHING_TO_ERASE",
  });
  await expect(opened.erase({ ...scope, origin: "nobody" }, why)).rejects.toMatchObject({
    code: "LEDGER_UNKNOWN_LOG",
  });
  await expect(opened.erase(scope, { ...why, reason: " " })).rejects.toMatchObject({
    code: "LEDGER_BAD_ENTRY",
  });
  await opened.erase(scope, why);
  await expect(opened.erase(scope, why)).rejects.toMatchObject({ code: "LEDGER_NOTHING_TO_ERASE" });
  const forged = { ...batchOf(origin, "x", 1), header: { "@type": "erasure@1", month: null } };
  await expect(opened.append([forged])).rejects.toMatchObject({ code: "LEDGER_BAD_ENTRY" });
});

test("rows that a device salted keep the device's root, and give its seed back", async () => {
  const opened = await open();
  const origin = opened.originOf("enterprise", "E1");
  const saltSeed = new Uint8Array(32).fill(9);
  const rows = rowsOf(["0,1,2,3\n", "0,2,3,4\n", "0,3,4,5\n"]);
  const deviceRoot = rootInPlace(hashPoints(rows, deviceSalts(saltSeed, 3))).toString("base64");
  await opened.append([
    { origin, dataClass: "reading", header: { "@type": "signed-batch@1" }, payload: { ...rows, saltSeed } },
  ]);
  await opened.checkpoint();
  const { header, payload } = await opened.readEntry(origin, 0);
  expect(header).toMatchObject({ pointsRoot: deviceRoot, salts: "device" });
  expect(Buffer.from(payload.saltSeed ?? [])).toEqual(Buffer.from(saltSeed));
  expect(Buffer.from(payload.bytes)).toEqual(Buffer.from(rows.bytes));
  await close();
  expect(auditLedger(directory.path)).toMatchObject({ findings: [], rows: 3 });
});
