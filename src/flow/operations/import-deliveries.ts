import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Clock, ReportProgress } from "#kernel";
import { isDataFileName, type ObservationStore, type StoredFile } from "#collect";
import type { Ledger } from "#ledger";
import type { InputFile } from "#report";
import { importFiles } from "../import-files.ts";
import { projectionOf } from "../projection/projection-of.ts";
import { readRegionManifest } from "./region-manifest.ts";

/** Where deliveries go: the log first, then what is read from it. */
export interface DeliveryStores {
  readonly ledger: Ledger;
  readonly observations: ObservationStore;
  readonly clock: Clock;
  readonly onProgress?: ReportProgress;
  readonly signal?: AbortSignal;
}

export interface DeliveryRequest {
  /** Folder with `region.json` and one folder a month (`YYYY-MM`). */
  readonly directory: string;
  /** The last month to import, YYYY-MM; all when left out. */
  readonly upToMonth?: string;
}

/** A month of a region whose delivery is sealed and stored. */
export interface ImportedDelivery {
  /** YYYY-MM. */
  readonly month: string;
  /** Everything of this and of earlier deliveries, and nothing of later ones, lies below this platform index. */
  readonly knownAt: number;
  /** What became of each of its files: read = stored + duplicates + quarantined. */
  readonly files: readonly InputFile[];
}

/**
 * Imports a region's deliveries in their order, each sealed and stored before the next is begun, so that what was known
 * after a delivery is what lies below its platform index. A file that was read to its end before, with the same content,
 * is not read again: an import that was cut short goes on where it was.
 * @throws FLOW_NO_REGION, what the ledger and the store throw, the signal's reason
 */
export async function importDeliveries(
  stores: DeliveryStores,
  { directory, upToMonth }: DeliveryRequest,
): Promise<readonly ImportedDelivery[]> {
  const { ledger, observations, signal } = stores;
  const { dataset, deliveries } = await readRegionManifest(directory);
  const months = deliveries.filter((month) => upToMonth === undefined || month <= upToMonth);
  await projectionOf(ledger, observations).run();
  const earlier = await storedFiles(observations, dataset);
  const names = new Map<string, readonly string[]>();
  const missing: string[] = [];
  for (const month of months) {
    const own = (await filesOf(join(directory, month))).map((name) => `${month}/${name}`);
    names.set(month, own);
    for (const name of own) {
      const known = earlier.get(name);
      if (known === undefined || known.sha256 !== (await sha256Of(join(directory, name)))) missing.push(name);
    }
  }
  signal?.throwIfAborted();
  const reports = missing.length === 0 ? [] : await importMissing(stores, { directory, dataset, missing });
  const stored = missing.length === 0 ? earlier : await storedFiles(observations, dataset);
  const reportOf = new Map(reports.map((report) => [report.file, report]));
  let knownAt = 0;
  return months.map((month) => {
    const own = (names.get(month) ?? []).flatMap((name) => stored.get(name) ?? []);
    knownAt = Math.max(knownAt, ...own.map(({ platformIndex }) => platformIndex + 1));
    const files = own.map((file) => reportOf.get(file.file) ?? describeStored(file));
    return { month, knownAt, files };
  });
}

/** Data files of a delivery; a month in which nothing was delivered has none. */
async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return [];
    throw cause;
  });
  return names.filter(isDataFileName).sort();
}

/** The last reading of each file. */
async function storedFiles(
  observations: ObservationStore,
  dataset: string,
): Promise<ReadonlyMap<string, StoredFile>> {
  return new Map((await observations.files(dataset)).map((file) => [file.file, file]));
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

/** Reads files that are not stored yet, in the order of their deliveries. */
async function importMissing(
  { ledger, observations, clock, signal, onProgress }: DeliveryStores,
  {
    directory,
    dataset,
    missing,
  }: { readonly directory: string; readonly dataset: string; readonly missing: readonly string[] },
): Promise<readonly InputFile[]> {
  const { files } = await importFiles({
    paths: missing.map((name) => ({
      path: join(directory, name),
      name,
      enterpriseCode: null,
      mapping: null,
    })),
    deliveryOf: ({ name }) => dirname(name),
    dataset,
    ledger,
    observations,
    clock,
    onProgress: onProgress ?? (() => undefined),
    ...(signal === undefined ? {} : { signal }),
  });
  return files;
}

/** A file that was read in an earlier run, as far as the store tells. */
function describeStored(file: StoredFile): InputFile {
  const { layout, read, stored, duplicates, quarantined, amountsDoNotAddUp, numberReused } = file;
  return {
    file: file.file,
    layout,
    read,
    stored,
    duplicates,
    quarantined,
    flagged: { amountsDoNotAddUp, numberReused },
    problem: null,
    quarantinedRows: [],
  };
}
