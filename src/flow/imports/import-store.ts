import type { Mapping } from "#collect";
import type { JobState, ShownProblem } from "#jobs";
import type { EpochMs } from "#kernel";
import type { InputFile } from "#report";

/** What became of one file of an import. */
export interface ImportedFile extends Omit<InputFile, "quarantinedRows"> {
  /** Of the bytes as received; null where an earlier file was read again. */
  readonly sha256: string | null;
  /** Whose file it is, where one enterprise owns all of it. */
  readonly enterpriseCode: string | null;
}

/** An import and how far it came; the state is that of its job. */
export interface StoredImport {
  readonly id: string;
  readonly jobId: string;
  /** `remap` reads a file that was imported before by another mapping. */
  readonly kind: "import" | "remap";
  readonly dataset: string;
  readonly simulated: boolean;
  readonly startedByName: string;
  readonly createdAtMs: EpochMs;
  readonly finishedAtMs: EpochMs | null;
  readonly state: JobState;
  readonly problem: ShownProblem | null;
  /** Names of the files that were sent. */
  readonly fileNames: readonly string[];
  /** Null until the job has succeeded. */
  readonly files: readonly ImportedFile[] | null;
}

/** An import that is about to start. */
export interface NewImport
  extends Pick<
    StoredImport,
    "id" | "jobId" | "kind" | "dataset" | "simulated" | "startedByName" | "createdAtMs"
  > {
  readonly partyId: string;
  readonly attestation: string | null;
  readonly startedBy: string | null;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** A file with the same content that came before. */
export interface EarlierFile {
  readonly importId: string;
  readonly name: string;
  readonly dataset: string;
  readonly atMs: EpochMs;
}

/** A mapping of columns that the party's people made. */
export interface SavedMapping {
  readonly id: string;
  readonly version: number;
  readonly mapping: Mapping;
  readonly savedByName: string;
  readonly savedAtMs: EpochMs;
}

/** Who corrected a quarantined row, and what it said before and after. */
export interface RowCorrectionRecord {
  readonly id: string;
  readonly dataset: string;
  readonly file: string;
  readonly row: number;
  readonly origin: string;
  readonly index: number;
  readonly ordinal: number;
  readonly before: string;
  readonly after: string;
  readonly madeBy: string | null;
  readonly madeByName: string;
  readonly madeAtMs: EpochMs;
}

/** Port to imports, mappings and corrections of one party. Durable when it resolves. */
export interface ImportStore {
  add(wanted: NewImport): Promise<void>;
  saveReport(partyId: string, importId: string, files: readonly ImportedFile[], atMs: EpochMs): Promise<void>;
  find(partyId: string, importId: string): Promise<StoredImport | null>;
  /** Newest first. */
  list(partyId: string, limit: number): Promise<readonly StoredImport[]>;
  /** The first import of each content among imports that were read. */
  findEarlier(partyId: string, sha256s: readonly string[]): Promise<ReadonlyMap<string, EarlierFile>>;
  /** Names of all files that the party imported into the data set. */
  fileNames(partyId: string, dataset: string): Promise<readonly string[]>;
  /** The newest version of each. */
  listMappings(partyId: string): Promise<readonly SavedMapping[]>;
  saveMapping(
    partyId: string,
    mapping: Mapping,
    by: { readonly id: string | null; readonly name: string },
    atMs: EpochMs,
  ): Promise<SavedMapping>;
  addCorrections(partyId: string, corrections: readonly RowCorrectionRecord[]): Promise<void>;
  /** Newest first. */
  listCorrections(partyId: string, dataset: string): Promise<readonly RowCorrectionRecord[]>;
}
