import type { Clock, ReportProgress } from "#kernel";
import type { ObservationStore } from "#collect";
import type { Ledger } from "#ledger";
import type { InputFile } from "#report";

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

export type ImportDeliveries = (
  stores: DeliveryStores,
  request: DeliveryRequest,
) => Promise<readonly ImportedDelivery[]>;
