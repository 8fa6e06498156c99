import { join } from "node:path";
import type { Clock } from "#kernel";
import { openDataDirectory, openLedger } from "#adapters/files";
import {
  openIndicatorSource,
  openObservations,
  openQuarantinedRows,
  type QuarantinedRows,
} from "#adapters/clickhouse";
import type { EvaluationStores } from "#flow";

/** The stores of a data directory, open; one process at a time. */
export interface OpenStores extends EvaluationStores {
  readonly directory: string;
  readonly quarantine: QuarantinedRows;
  /** Seals what is pending and frees the directory; safe to call once, whatever happened before. */
  close(): Promise<void>;
}

/**
 * Opens the log and the observations of a data directory, creating both when it is new. PostgreSQL is not among
 * them: an evaluation needs none.
 * @throws FILES_DIRECTORY_IN_USE naming the process that has it; the faults of the stores
 */
export async function openStores(
  path: string,
  options: { readonly clock: Clock; readonly origin?: string },
): Promise<OpenStores> {
  const directory = await openDataDirectory(path);
  try {
    const ledger = await openLedger({ directory: directory.path, ...options });
    const observations = await openObservations(join(directory.path, "clickhouse"));
    return {
      directory: directory.path,
      ledger,
      observations,
      indicators: openIndicatorSource(observations),
      quarantine: openQuarantinedRows(observations),
      close: async () => {
        try {
          await observations.close();
          await ledger.close();
        } finally {
          await directory.release();
        }
      },
    };
  } catch (fault) {
    await directory.release();
    throw fault;
  }
}
