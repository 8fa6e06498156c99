import { join } from "node:path";
import type { Clock } from "#kernel";
import { openDataDirectory, openExistingDataDirectory, openLedger } from "#adapters/files";
import {
  type Observations,
  openEnterpriseData,
  openFoundAssets,
  openImportedData,
  openIndicatorSource,
  openLiveSeeds,
  openObservations,
  openOperatingSource,
  openProvenanceSource,
  openQuarantinedRows,
  openWatchSource,
  openReportRows,
  type QuarantinedRows,
} from "#adapters/clickhouse";
import type { EnterpriseData } from "#consent";
import type { FoundAssets } from "#registry";
import type { EvaluationStores, ImportedData, LiveSeedSource, ProvenanceSource } from "#flow";
import type { Ledger } from "#ledger";
import type { OperatingSource } from "#operations";
import type { WatchSource } from "#watch";
import type { EnterpriseRowSource } from "#report";

/** The stores of a data directory, open; one process at a time. */
export interface OpenStores extends EvaluationStores {
  readonly directory: string;
  readonly quarantine: QuarantinedRows;
  readonly importedData: ImportedData;
  readonly watch: WatchSource;
  readonly reportRows: EnterpriseRowSource;
  readonly provenance: ProvenanceSource;
  readonly operations: OperatingSource;
  readonly liveSeeds: LiveSeedSource;
  readonly enterpriseData: EnterpriseData;
  /** The assets that stored readings name. */
  readonly foundAssets: FoundAssets;
  /** Answers a query by the engine that is open, as text in ClickHouse's format `CSVWithNamesAndTypes`. */
  readonly answerQuery: (sql: string) => Promise<Uint8Array>;
  /** Seals what is pending and frees the directory; safe to call once, whatever happened before. */
  close(): Promise<void>;
}

/**
 * Opens the log and the observations of a data directory, creating both when it is new and may be. PostgreSQL is not
 * among them: an evaluation needs none.
 * @throws FILES_DIRECTORY_IN_USE naming the process that has it; FILES_NO_SUCH_DIRECTORY, FILES_NO_LEDGER where nothing
 *   may be created; the faults of the stores
 */
export async function openStores(
  path: string,
  options: {
    readonly clock: Clock;
    readonly origin?: string;
    /** For whoever reads or goes on: a mistyped path is an error, not a new directory. */
    readonly mustExist?: boolean;
  },
): Promise<OpenStores> {
  const { mustExist = false } = options;
  const directory = mustExist ? openExistingDataDirectory(path) : openDataDirectory(path);
  try {
    const { ledger, observations } = await openBoth(directory.path, options);
    return {
      directory: directory.path,
      ledger,
      observations,
      indicators: openIndicatorSource(observations),
      quarantine: openQuarantinedRows(observations),
      importedData: openImportedData(observations),
      watch: openWatchSource(observations),
      reportRows: openReportRows(observations),
      provenance: openProvenanceSource(observations),
      operations: openOperatingSource(observations),
      liveSeeds: openLiveSeeds(observations),
      enterpriseData: openEnterpriseData(observations),
      foundAssets: openFoundAssets(observations),
      answerQuery: async (sql) => await observations.queryBytes(sql, "CSVWithNamesAndTypes"),
      close: async () => {
        try {
          await observations.close();
          await ledger.close();
        } finally {
          directory.release();
        }
      },
    };
  } catch (fault) {
    directory.release();
    throw fault;
  }
}

/** The ledger's thread starts while ClickHouse does; when one fails the other is closed again. */
async function openBoth(
  directory: string,
  options: { readonly clock: Clock; readonly origin?: string },
): Promise<{ readonly ledger: Ledger; readonly observations: Observations }> {
  const [ledger, observations] = await Promise.allSettled([
    openLedger({ directory, ...options }),
    openObservations(join(directory, "clickhouse")),
  ]);
  if (ledger.status === "fulfilled" && observations.status === "fulfilled") {
    return { ledger: ledger.value, observations: observations.value };
  }
  if (ledger.status === "fulfilled") await ledger.value.close();
  if (observations.status === "fulfilled") await observations.value.close();
  throw ledger.status === "rejected" ? ledger.reason : (observations as PromiseRejectedResult).reason;
}
