import type { Mapping } from "#collect";
import type { ReadableEnterprises, Reader } from "#consent";
import type { OwnDataset } from "#jobs";
import type { RowPlace } from "../sealed-batches.ts";
import type { ImportStore, RowCorrectionRecord, SavedMapping, StoredImport } from "./import-store.ts";
import type { FileBalance, ImportedData } from "./imported-data.ts";
import type { InspectedFile, UploadInspection } from "./inspect-upload.ts";
import type { RowComplaint, RowToCorrect } from "./quarantined-row.ts";

/** What the pages and commands of imports of files, their quarantine and its correction need, passed in. */
export interface ImportServices {
  readonly store: Pick<ImportStore, "list" | "listCorrections">;
  /** Looks at the files of an upload before anything is imported. @throws JOBS_UPLOAD_NOT_FOUND */
  inspect(reader: Pick<Reader, "party">, uploadId: string, dataset: string | null): Promise<UploadInspection>;
  /** Looks at one of them by a mapping that is being made. */
  preview(
    reader: Pick<Reader, "party">,
    uploadId: string,
    wanted: { readonly name: string; readonly mapping: Mapping },
  ): Promise<InspectedFile>;
  /** @throws JOBS_UPLOAD_NOT_FOUND, JOBS_UPLOAD_USED, JOBS_DATASET_OF_OTHERS, FLOW_MAPPING_NOT_FOUND … */
  start(reader: SignedReader, wanted: WantedImport): Promise<StartedImport>;
  /** Reads a file that was imported before by another mapping; both readings stay in the log. */
  remap(
    reader: SignedReader,
    wanted: { readonly dataset: string; readonly file: string; readonly mapping: string },
  ): Promise<StartedImport>;
  /** @throws FLOW_IMPORT_NOT_FOUND */
  find(partyId: string, importId: string): Promise<StoredImport>;
  /** Saved by the party, and those that come with the program. */
  listMappings(partyId: string): Promise<{
    readonly saved: readonly SavedMapping[];
    readonly builtIn: readonly Mapping[];
  }>;
  saveMapping(reader: SignedReader, mapping: Mapping): Promise<SavedMapping>;
  /** Data sets that the party may read, with what stands of each file now. */
  listDatasets(partyId: string): Promise<readonly OwnDataset[]>;
  balances(partyId: string, dataset: string): Promise<readonly FileBalance[]>;
  /** Enterprises of the data set of which the party brought rows or that it knows. */
  enterprisesOf(partyId: string, dataset: string): Promise<ReadonlySet<string>>;
  readonly quarantine: ImportedData["quarantine"];
  /** Files that the party imported into the data set. */
  fileNames(partyId: string, dataset: string): Promise<readonly string[]>;
  /** What may be read of an evaluation's quarantine: rows that other parties brought are left out. */
  readableOwn(partyId: string, dataset: string, readable: ReadableEnterprises): Promise<ReadableEnterprises>;
  readRow(place: RowPlace): Promise<RowToCorrect>;
  /** Says what would still be wrong; seals nothing. */
  check(place: RowPlace, cells: readonly string[]): Promise<RowComplaint | null>;
  /** Replays corrected rows; the originals stay sealed. @throws FLOW_ROW_NOT_IN_QUARANTINE, FLOW_ROW_STILL_WRONG */
  correct(
    reader: SignedReader,
    rows: readonly (RowPlace & { readonly cells: readonly string[] })[],
  ): Promise<CorrectionOutcome>;
}

/** Whoever writes, by name; the operator of the machine has no account. */
export interface SignedReader extends Pick<Reader, "party"> {
  readonly account: { readonly id: string | null; readonly name: string };
}

export interface WantedImport {
  readonly uploadId: string;
  readonly dataset: string;
  /** Of files left out here, owner and layout are found out. */
  readonly files: readonly {
    readonly name: string;
    readonly enterpriseCode?: string | null | undefined;
    /** A saved or built-in mapping by its id. */
    readonly mapping?: string | undefined;
    readonly isSkipped?: boolean | undefined;
  }[];
  readonly attestation: string | null;
}

export interface StartedImport {
  readonly importId: string;
  readonly jobId: string;
}

export interface CorrectionOutcome {
  readonly corrected: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly records: readonly RowCorrectionRecord[];
}
