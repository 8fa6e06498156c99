import type { EpochMs } from "#kernel";

/** Whose a data set is, as one party sees it; who the other is, is not said. */
export type DatasetStanding = "own" | "others" | "nobody";

/** A data set that the party first imported into. */
export interface OwnDataset {
  readonly name: string;
  readonly simulated: boolean;
  readonly createdAtMs: EpochMs;
}

/**
 * Port to the data sets and who brought what into them. A name belongs to the party that first used it, for the whole
 * installation; of two that claim it at once one gets it. Durable when it resolves.
 */
export interface DatasetStore {
  standingOf(partyId: string, dataset: string): Promise<DatasetStanding>;
  /** Takes the name for the party unless it is taken. */
  claim(partyId: string, dataset: string, atMs: EpochMs): Promise<Exclude<DatasetStanding, "nobody">>;
  /** Whether files in it, whoever brought them, said that they are simulated. */
  isSimulated(partyId: string, dataset: string): Promise<boolean>;
  markSimulated(partyId: string, dataset: string): Promise<void>;
  /** Records that the party brought rows of these enterprises. */
  addEnterprises(
    partyId: string,
    dataset: string,
    enterpriseIds: readonly string[],
    atMs: EpochMs,
  ): Promise<void>;
  /** Enterprises of which another party brought rows: no attestation of this one covers them. */
  broughtByOthers(partyId: string, dataset: string): Promise<ReadonlySet<string>>;
  /** Enterprises of which this party brought rows. */
  broughtBy(partyId: string, dataset: string): Promise<ReadonlySet<string>>;
  /** The party's own, newest first. */
  list(partyId: string): Promise<readonly OwnDataset[]>;
}
