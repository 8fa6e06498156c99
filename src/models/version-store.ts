import type {
  ScorecardVersion,
  VersionState,
  VersionSummary,
  VersionTransition,
} from "./scorecard-version.ts";

/** A version to be kept, with the texts that are hashed. */
export interface NewVersion extends Omit<ScorecardVersion, "state"> {
  /** JSON of the evaluation step's artefact. */
  readonly evaluationText: string;
  readonly auc: VersionSummary["auc"];
  readonly ks: number | null;
}

/** A file in which a card is deployed. */
export interface StoredExport {
  readonly format: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/**
 * Port to the versions of a bank's scorecards. Durable when it resolves; transitions are added and never changed; of two
 * people who move a version at once one is refused; nothing of another party is seen.
 */
export interface VersionStore {
  /** The number that the next version of the party gets. */
  nextVersion(partyId: string): Promise<number>;
  /** Adds it with its first transition and its files. */
  add(partyId: string, version: NewVersion, files: readonly StoredExport[]): Promise<void>;
  find(partyId: string, id: string): Promise<ScorecardVersion | null>;
  /** Newest first. */
  list(partyId: string): Promise<readonly VersionSummary[]>;
  summarize(partyId: string, id: string): Promise<VersionSummary | null>;
  /** The one in force; null while there is none. */
  champion(partyId: string): Promise<ScorecardVersion | null>;
  /** Those beside it. */
  shadows(partyId: string): Promise<readonly ScorecardVersion[]>;
  readEvaluation(partyId: string, id: string): Promise<string | null>;
  readExport(partyId: string, id: string, format: string): Promise<StoredExport | null>;
  /**
   * Moves a version on. A champion retires the one before it in the same step.
   * @returns ids of the versions that changed, this one first; none when it stands elsewhere than at `from`
   */
  move(
    partyId: string,
    id: string,
    step: { readonly from: VersionState; readonly transition: VersionTransition },
  ): Promise<readonly string[]>;
  /** Keeps where a transition was sealed. */
  keepSealed(
    partyId: string,
    id: string,
    state: VersionState,
    sealed: NonNullable<VersionTransition["sealed"]>,
  ): Promise<void>;
}
