import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportLog, openDataDirectory } from "#adapters/files";
import { formatBundle, formatCanonicalFile, type Json } from "#seal";
import { createSmallLedger, resultOf } from "../../../src/adapters/files/testing/small-ledger.ts";

/**
 * Makes the golden files of the log's formats, version 1, anew: `node test/golden/log/make-golden.ts FOLDER`.
 * They were made once. A later version must go on reading them; it gets golden files of its own beside them.
 */
const folder = process.argv[2];
if (folder === undefined || readdirSync(folder).length > 0) throw new Error("an empty folder is needed");
const directory = mkdtempSync(join(tmpdir(), "touchstone-golden-"));
const opened = openDataDirectory(directory);
const ledger = await createSmallLedger(directory);
const origin = ledger.originOf("enterprise", "E2");
const options = { result: resultOf("E2"), disclose: [{ index: 1, ordinals: [0, 4] }] };
writeFileSync(join(folder, "bundle.json"), formatBundle(await ledger.bundle(origin, options)));
writeFileSync(join(folder, "trust.json"), formatCanonicalFile(ledger.trust() as unknown as Json));
const rows: string[] = [];
for await (const { origin: log, index, platformIndex, header, payload } of ledger.readEntries(0)) {
  const text = Buffer.from(payload.bytes).toString();
  rows.push(JSON.stringify({ log, index, platformIndex, type: header["@type"], ends: [...payload.ends], text }));
}
writeFileSync(join(folder, "entries.jsonl"), `${rows.join("\n")}\n`);
await ledger.close();
opened.release();
rmSync(join(directory, "lock"), { recursive: true });
cpSync(directory, join(folder, "data"), { recursive: true });
exportLog(directory, { out: join(folder, "export-platform") });
exportLog(directory, { out: join(folder, "export-private"), origin });
rmSync(directory, { recursive: true });
