import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { openObservations } from "#adapters/clickhouse";
import { openLedger } from "#adapters/files";
import { importFiles } from "../src/flow/import-files.ts";

/** A process of its own that imports the invoice files and bank statements of a folder and prints what it cost, as JSON. */
const [folder, directory] = process.argv.slice(2);
if (folder === undefined || directory === undefined)
  throw new Error("expected the input folder and a data directory");
mkdirSync(directory, { recursive: true });
const names = readdirSync(folder)
  .filter((name) => /_(invoices|statement)\.csv(\.gz)?$/.test(name))
  .sort();
const ledger = await openLedger({ directory, clock: Date.now });
const observations = await openObservations(join(directory, "clickhouse"));
const startedAtMs = performance.now();
const { files } = await importFiles({
  paths: names.map((name) => ({ path: join(folder, name), name, enterpriseCode: null, mapping: null })),
  dataset: "bench",
  ledger,
  observations,
  clock: Date.now,
  onProgress: () => undefined,
});
const importMs = performance.now() - startedAtMs;
await observations.close();
await ledger.close();
const { user, system } = process.cpuUsage();
const counts = Object.fromEntries(files.map(({ file, read, duplicates }) => [file, [read, duplicates]]));
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ counts, importMs, cpuMs: (user + system) / 1000, peakMb }));
