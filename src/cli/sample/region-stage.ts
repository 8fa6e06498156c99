import type { AccessStores, Party } from "#access";
import type { AreaServices } from "#http";
import type { JobRunner } from "#jobs";
import type { Clock } from "#kernel";
import type { OperatingSource } from "#operations";

/** What the region's customers are made of, once its evaluation is there. */
export interface RegionStage {
  readonly areas: Pick<AreaServices, "consent" | "customers">;
  readonly access: Pick<AccessStores, "accounts">;
  readonly runner: JobRunner;
  readonly operations: OperatingSource;
  readonly clock: Clock;
  /** The installation's bank. */
  readonly party: Party;
}
