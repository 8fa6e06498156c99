import type { ReadableEnterprises } from "#consent";

/** What stands of a file now: read = stored + duplicates + quarantined, corrections included. */
export interface FileBalance {
  /** As it was sealed; parts of a zip have their own. */
  readonly file: string;
  readonly enterpriseId: string;
  readonly enterpriseCode: string;
  readonly kind: string;
  /** Rows of the file itself, without those that correct others. */
  readonly read: number;
  readonly stored: number;
  readonly duplicates: number;
  /** Still in quarantine. */
  readonly quarantined: number;
  readonly corrected: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly receivedAtMs: number;
}

/** A quarantined row with its place in the log. */
export interface ListedRow {
  readonly file: string;
  readonly row: number;
  readonly field: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly raw: string;
  readonly enterpriseId: string;
  readonly place: { readonly origin: string; readonly index: number; readonly ordinal: number };
}

/** Which rows of a data set's quarantine are wanted. */
export interface QuarantineFilter {
  /** Rows of nobody are given only of these files (a file, or a zip that holds it); null gives all. */
  readonly files: readonly string[] | null;
  /** One file, or a zip with its parts. */
  readonly file?: string | undefined;
  readonly code?: string | undefined;
}

/** Port to what the store holds of imported files. Only what is covered by the log counts. */
export interface ImportedData {
  balances(dataset: string): Promise<readonly FileBalance[]>;
  quarantine(
    dataset: string,
    filter: QuarantineFilter,
    page: { readonly offset: number; readonly limit: number },
    readable: ReadableEnterprises,
  ): Promise<{
    readonly total: number;
    readonly codes: readonly { readonly code: string; readonly rows: number }[];
    readonly items: readonly ListedRow[];
  }>;
}
