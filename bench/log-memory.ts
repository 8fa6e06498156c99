import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { composeAnchor, createLogBook, type LogBook } from "#ledger";
import { toHex } from "#seal";
import { openEntryTileFile } from "../src/adapters/files/entry-tile-file.ts";
import { logLayout } from "../src/adapters/files/log-layout.ts";
import { loadLogState, saveLogState } from "../src/adapters/files/log-state-file.ts";

/**
 * What the state of the logs costs in memory, and how long loading it takes, for so many entries in so many logs:
 * the entries are added to the state itself, without payloads and without a write-ahead log.
 */
const { values } = parseArgs({
  options: {
    entries: { type: "string", default: "10000000" },
    logs: { type: "string", default: "5000" },
    dir: { type: "string", default: tmpdir() },
  },
});
const entries = Number(values.entries);
const logs = Number(values.logs);
const root = mkdtempSync(join(values.dir, "touchstone-memory-"));
const layout = logLayout(root);
const key = Buffer.alloc(32, 1);
const header = Buffer.alloc(430, "x");
const extent = { wal: { file: 0, offset: 1 }, payload: { file: 0, offset: 0 } };
mkdirSync(layout.wal, { recursive: true });
writeFileSync(layout.walFile(0), "x");

function rssMb(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 2 ** 20);
}

function fill(book: LogBook): void {
  const place = {
    walFile: 1,
    walOffset: 2,
    headerBytes: 430,
    payloadFile: 3,
    payloadOffset: 4,
    payloadBytes: 5,
  };
  for (let i = 0; i < entries; i++) {
    header.writeUInt32LE(i, 20);
    book.addEntry(`touchstone.local/platform/e/${(i * 7919) % logs}`, header, place);
    // A platform leaf for ten thousand entries: a second of a busy server.
    if (i % 10_000 === 9999)
      book.addAnchor(composeAnchor(book.platform.size, book.pendingStates(), i), place);
  }
  if (book.pendingCount > 0)
    book.addAnchor(composeAnchor(book.platform.size, book.pendingStates(), 1), place);
}

const rssBeforeMb = rssMb();
const tiles = openEntryTileFile(layout.entryTiles, { key, count: 0 });
const book = createLogBook(tiles);
const filledAtMs = performance.now();
fill(book);
const fillMs = performance.now() - filledAtMs;
const rssAfterMb = rssMb();
const savedAtMs = performance.now();
const stateBytes = saveLogState(layout, key, { ...extent, book, tiles });
const saveMs = performance.now() - savedAtMs;
const loadedAtMs = performance.now();
const loaded = loadLogState(layout, key);
const loadMs = performance.now() - loadedAtMs;
if (loaded === undefined) throw new Error("the saved state cannot be read");
for (const log of book.logs.values()) {
  const same = loaded.book.logs.get(log.origin)?.tree.root();
  if (same === undefined || toHex(same) !== toHex(log.tree.root())) throw new Error(`${log.origin} differs`);
}
const indexBytes = statSync(layout.entryTiles).size;
if (readFileSync(layout.logState).length < stateBytes) throw new Error("the state file is too short");
rmSync(root, { recursive: true, force: true });
const report = {
  version: "log-memory@1",
  entries,
  logs,
  platformLeaves: book.platform.size,
  rssBeforeMb,
  rssAfterMb,
  bytesAnEntry: Math.round(((rssAfterMb - rssBeforeMb) * 2 ** 20) / entries),
  fillMs: Math.round(fillMs),
  stateMb: Math.round(stateBytes / 2 ** 20),
  indexMb: Math.round(indexBytes / 2 ** 20),
  saveMs: Math.round(saveMs),
  loadMs: Math.round(loadMs),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
