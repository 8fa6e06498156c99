import type { EpochMs } from "#kernel";
import type { EnterpriseId } from "../enterprise.ts";

/** An asset that stored readings name. */
export interface FoundAsset {
  readonly enterpriseId: EnterpriseId;
  /** As the readings write it: the code of an element. */
  readonly asset: string;
  readonly readings: number;
  readonly channels: readonly string[];
  readonly firstAtMs: EpochMs;
  readonly lastAtMs: EpochMs;
}

/** Port: the assets that stored readings of these enterprises name, with how many there are of each. */
export interface FoundAssets {
  list(enterpriseIds: readonly EnterpriseId[]): Promise<readonly FoundAsset[]>;
}
