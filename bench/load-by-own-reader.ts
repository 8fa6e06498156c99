import { rm } from "node:fs/promises";
import { openObservations } from "#adapters/clickhouse";
import { loadByOwnReader } from "./chdb-reader.ts";

/** A process of its own that only loads the invoice files: the least that any evaluation of them has to do. */
const [folder, directory] = process.argv.slice(2);
if (folder === undefined || directory === undefined)
  throw new Error("expected the input folder and a scratch folder");
const observations = await openObservations(directory);
await loadByOwnReader(observations, folder, "bench");
await observations.close();
await rm(directory, { recursive: true, force: true });
process.exit(0);
