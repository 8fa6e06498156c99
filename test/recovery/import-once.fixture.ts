import { join } from "node:path";
import { openObservations } from "#adapters/clickhouse";
import { openLedger } from "#adapters/files";
import { defaultReadLimits, type ObservationStore } from "#collect";
import { importFiles } from "../../src/flow/import-files.ts";

/** A process of its own that imports a file in small groups and says when each is stored, to be killed meanwhile. */
const [directory, path] = process.argv.slice(2);
if (directory === undefined || path === undefined) throw new Error("expected a data directory and a file");
const ledger = await openLedger({ directory, clock: Date.now });
const observations = await openObservations(join(directory, "clickhouse"));
const project: ObservationStore["project"] = async (group) => {
  await observations.project(group);
  process.stdout.write("stored\n");
};
await importFiles({
  paths: [{ path, name: "rows.csv", enterpriseCode: null, mapping: null }],
  dataset: "r",
  ledger,
  observations: { ...observations, project },
  clock: Date.now,
  onProgress: () => undefined,
  limits: { ...defaultReadLimits, groupRows: 500 },
});
await observations.close();
await ledger.close();
process.stdout.write("done\n");
