import { stat } from "node:fs/promises";
import type { Clock, ReportProgress } from "#kernel";
import {
  type BatchCounts,
  builtInMappings,
  defaultReadLimits,
  doubtfulCodesOf,
  type FileSummary,
  type FileToRead,
  type Layout,
  type Mapping,
  type ObservationStore,
  type ProjectedBatch,
  quarantinedRowsOf,
  redFlushedIn,
  readFiles,
  type ReadGroup,
  type ReadLimits,
} from "#collect";
import type { Ledger } from "#ledger";
import type { ChurnTable } from "#decision";
import type { InputFile } from "#report";
import { describeFile, type FileTally } from "./describe-file.ts";
import { flowFaults } from "./errors.ts";
import { enterpriseIdOfBatch } from "./import-entry.ts";
import { type PartOfFile, startGathering } from "./gather-parts.ts";
import { type ImportedEnterprise, listEnterprises } from "./list-enterprises.ts";
import type { OfferedEntries, Projection } from "./projection/projection.ts";
import { projectionOf } from "./projection/projection-of.ts";
import { sealBatches } from "./seal-batches.ts";

export interface ImportRequest {
  readonly paths: readonly FileToRead[];
  /** Layouts by which files are recognised, tried in order; the built-in ones when left out. */
  readonly mappings?: readonly Mapping[];
  readonly dataset: string;
  readonly ledger: Ledger;
  readonly observations: ObservationStore;
  readonly clock: Clock;
  readonly onProgress: ReportProgress;
  readonly signal?: AbortSignal;
  readonly limits?: ReadLimits;
  /**
   * Whether rows of this enterprise (empty: of a list or a table of nobody) may come in; asked before they are
   * sealed. Left out, all may.
   */
  readonly mayBring?: (enterpriseId: string, kind: Layout["kind"]) => boolean;
  /**
   * The delivery that a file came with: files of different ones never share a platform leaf, and all of one delivery
   * lies before all of the next. Left out, they may.
   */
  readonly deliveryOf?: (file: FileToRead) => string;
  /** Enterprises whose rows arrived, told before the report is made. */
  readonly onBrought?: (enterpriseIds: readonly string[]) => Promise<void>;
}

export interface ImportReport {
  /** One element a path, in their order. */
  readonly files: readonly InputFile[];
  /** All enterprises of the data set, also those of earlier imports; ordered by code, E2 before E10. */
  readonly enterprises: readonly ImportedEnterprise[];
  readonly churnTable: ChurnTable | null;
}

/**
 * Reads files, seals every row as received, and stores what is new. The log comes first: a batch is durable there
 * before the observations learn of it, and what a crash keeps from them is caught up at the next import.
 *
 * A reading thread parses while the ledger's thread seals the group before and ClickHouse stores the one before
 * that. Only a few groups are in memory at a time.
 * @throws what the ledger and the store throw; the signal's reason. A broken file is no fault but a problem in
 *   the report.
 */
export async function importFiles(request: ImportRequest): Promise<ImportReport> {
  const { ledger, observations, signal } = request;
  const projection = projectionOf(ledger, observations);
  await projection.run();
  const files = request.paths.map(({ name }) => startFile(name));
  const progress = await createByteProgress(request);
  const brought = new Set<string>();
  let pending: { readonly file: number; readonly group: ReadGroup } | undefined;
  let gathered = startGathering();
  let projecting: Promise<void> = Promise.resolve();
  let delivery = "";

  const flush = async (): Promise<void> => {
    const { parts } = gathered;
    gathered = startGathering();
    if (parts.length === 0) return;
    const offered = await projection.offer(async () => await sealBatches(ledger, request.dataset, parts));
    await projecting;
    projecting = project(projection, offered, parts, files);
    // A failure surfaces at the next await of it; until then it must not count as unhandled.
    projecting.catch(() => undefined);
  };
  const handle = async (file: number, group: ReadGroup | null, summary: FileSummary | null) => {
    const toRead = request.paths[file] as FileToRead;
    const { name } = toRead;
    const itsDelivery = request.deliveryOf?.(toRead) ?? "";
    if (itsDelivery !== delivery) {
      await flush();
      // What was stored is covered by a leaf: what is appended from here on lies behind it.
      await projecting;
      delivery = itsDelivery;
    }
    if (!gathered.takes({ index: file, file: name, group, summary })) await flush();
  };
  for await (const event of readFiles(
    request.paths,
    request.mappings ?? builtInMappings(),
    request.limits ?? defaultReadLimits,
  )) {
    signal?.throwIfAborted();
    if (event.kind === "progress") {
      progress(event.file, event.doneBytes);
    } else if (event.kind === "group") {
      checkOwners(request, event.group, brought);
      if (pending !== undefined) await handle(pending.file, pending.group, null);
      pending = event;
    } else {
      // The file's own entry goes under the same platform leaf as its last batches.
      await handle(event.file, pending?.group ?? null, event.summary);
      pending = undefined;
      (files[event.file] as FileTally).summary = event.summary;
      progress(event.file, event.summary.bytes);
    }
  }
  await flush();
  await projecting;
  await request.onBrought?.([...brought]);
  return await reportOf(observations, request.dataset, files);
}

/** @throws FLOW_ENTERPRISE_OF_OTHERS before anything of the group is sealed */
function checkOwners({ dataset, mayBring }: ImportRequest, group: ReadGroup, brought: Set<string>): void {
  const { kind } = group.layout;
  for (const { enterpriseCode } of group.batches) {
    const id = enterpriseIdOfBatch(dataset, enterpriseCode);
    if (mayBring?.(id, kind) === false) {
      throw flowFaults.fault("FLOW_ENTERPRISE_OF_OTHERS", { dataset, enterprise: enterpriseCode ?? kind });
    }
    if (id !== "") brought.add(id);
  }
}

/** A report shows so many of a file's quarantined rows; the store has them all. */
const mostShownRows = 20;

function startFile(file: string): FileTally {
  return {
    file,
    quarantinedRows: [],
    doubtfulCodes: new Set(),
    counts: noCounts,
    redFlushed: 0,
    summary: null,
  };
}

const noCounts: BatchCounts = {
  read: 0,
  stored: 0,
  duplicates: 0,
  quarantined: 0,
  amountsDoNotAddUp: 0,
  numberReused: 0,
  mergedLines: 0,
  corrected: 0,
};

async function project(
  projection: Projection,
  offered: OfferedEntries,
  parts: readonly PartOfFile[],
  files: readonly FileTally[],
): Promise<void> {
  await projection.run();
  const judged = await offered.judged;
  let first = 0;
  for (const { index, group } of parts) {
    const past = first + (group?.batches.length ?? 0);
    count(files[index] as FileTally, judged.slice(first, past));
    first = past;
  }
}

function count(tally: FileTally, batches: readonly ProjectedBatch[]): void {
  for (const batch of batches) {
    tally.counts = addCounts(tally.counts, batch.counts);
    tally.redFlushed += redFlushedIn(batch.parsed);
    tally.quarantinedRows.push(...quarantinedRowsOf(batch, mostShownRows));
    for (const code of doubtfulCodesOf(batch.parsed)) tally.doubtfulCodes.add(code);
  }
  // Batches of one group interleave: the first rows of the file are known once all of them are there.
  tally.quarantinedRows.sort((a, b) => a.row - b.row).splice(mostShownRows);
}

function addCounts(a: BatchCounts, b: BatchCounts): BatchCounts {
  return {
    read: a.read + b.read,
    stored: a.stored + b.stored,
    duplicates: a.duplicates + b.duplicates,
    quarantined: a.quarantined + b.quarantined,
    amountsDoNotAddUp: a.amountsDoNotAddUp + b.amountsDoNotAddUp,
    numberReused: a.numberReused + b.numberReused,
    mergedLines: a.mergedLines + b.mergedLines,
    corrected: a.corrected + b.corrected,
  };
}

/** Progress over all files in compressed bytes. */
async function createByteProgress({
  paths,
  onProgress,
}: ImportRequest): Promise<(file: number, doneBytes: number) => void> {
  const sizes = await Promise.all(
    paths.map(async ({ path }) => {
      const found = await stat(path).catch(() => null);
      return found?.isFile() === true ? found.size : 0;
    }),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const startOf = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
  return (file, doneBytes) => {
    const done = Math.min(total, (startOf[file] as number) + doneBytes);
    onProgress({
      step: "import",
      done,
      total,
      unit: "bytes",
      subject: (paths[file] as FileToRead).name,
    });
  };
}

async function reportOf(
  observations: ObservationStore,
  dataset: string,
  files: readonly FileTally[],
): Promise<ImportReport> {
  const hasStatements = files.some(({ summary }) => summary?.layout?.kind === "statements");
  const [enterprises, churn, checks] = await Promise.all([
    listEnterprises(observations, dataset),
    observations.churnRates(dataset),
    hasStatements ? observations.statementChecks(dataset) : [],
  ]);
  return {
    files: files.map((file) => describeFile(file, checks)),
    enterprises,
    churnTable: churn.length === 0 ? null : churn,
  };
}
