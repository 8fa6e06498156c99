import type { BusinessDay, EpochMs } from "#kernel";
import type { Rows } from "./columns.ts";
import type { Layout } from "./layout.ts";
import type { InvoiceColumns, ParsedBatch } from "./parsed.ts";
import type { ProjectedTelemetry, ReadingSpan } from "./projected-telemetry.ts";
import type { StatementCheck } from "./statement-check.ts";
import type { StoredTotals } from "./stored-totals.ts";

/** Numbers of rows in their file as runs of [first, count]; the first row of a table is its header, 1. */
export type RowRuns = readonly (readonly [first: number, count: number])[];

/** What became of the rows of one batch: read = stored + duplicates + quarantined. */
export interface BatchCounts {
  readonly read: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly amountsDoNotAddUp: number;
  readonly numberReused: number;
  /** Of the stored rows, those that are further lines of an invoice. */
  readonly mergedLines: number;
  /** Rows that take the place of quarantined ones: each of these counts as read once more. */
  readonly corrected: number;
}

/** One entry of the log with its rows parsed and judged, ready to be stored. */
export interface ProjectedBatch {
  readonly origin: string;
  readonly entryIndex: number;
  readonly receivedAtMs: EpochMs;
  readonly file: string;
  readonly dataset: string;
  readonly layout: Layout;
  /** Empty where the rows belong to no enterprise. */
  readonly enterpriseId: string;
  readonly enterpriseCode: string;
  readonly rowRuns: RowRuns;
  readonly rows: Rows;
  readonly parsed: ParsedBatch;
  /** One element a parsed row: 1 when it is to be stored, 0 when it is a duplicate. */
  readonly isKept: Uint8Array<ArrayBuffer>;
  /** One element a parsed row: 1 amounts do not add up, 2 number reused with other content. */
  readonly flags: Uint8Array<ArrayBuffer>;
  readonly counts: BatchCounts;
  readonly firstDay: BusinessDay | null;
  readonly lastDay: BusinessDay | null;
  /** The quarantined rows that these correct, one a row; absent for rows of a file. */
  readonly corrects?: readonly CorrectedRow[];
  /** The leaf that first covered the entry; the group's when left out. */
  readonly platformIndex?: number;
}

/** A row in quarantine that was corrected, by its place in the log and its number in its file. */
export interface CorrectedRow {
  readonly origin: string;
  readonly index: number;
  readonly ordinal: number;
  readonly row: number;
}

/** A file read to its end, as its own entry in the log of the import says. */
export interface ProjectedFile {
  readonly origin: string;
  readonly entryIndex: number;
  readonly receivedAtMs: EpochMs;
  readonly file: string;
  readonly dataset: string;
  readonly layout: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  readonly problem: string;
  /** The leaf that first covered the entry; the group's when left out. */
  readonly platformIndex?: number;
}

/** All entries first covered by one platform leaf, or by several that follow one another. */
export interface ProjectedGroup {
  /** The only leaf, or the last. */
  readonly platformIndex: number;
  /** The first of several leaves; left out where there is one. */
  readonly firstPlatformIndex?: number;
  readonly batches: readonly ProjectedBatch[];
  readonly files: readonly ProjectedFile[];
  /** What collectors sent; none when left out. */
  readonly telemetry?: readonly ProjectedTelemetry[];
}

/** Until when live collectors observed a stream of an enterprise. */
export interface LiveStream {
  readonly enterpriseId: string;
  readonly stream: "machine" | "energy";
  readonly lastMs: EpochMs;
}

/** Leaves that were being stored together when the process ended, both ends included. */
export interface UnfinishedRange {
  readonly first: number;
  readonly last: number;
}

/** An enterprise as the store knows it. */
export interface StoredEnterprise {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly label: "default" | "performing" | null;
  readonly bankRating: string | null;
}

/** What the store holds about an enterprise, summed over all its batches. */
export interface StoredQuality extends BatchCounts {
  readonly enterpriseId: string;
  readonly firstDay: BusinessDay | null;
  readonly lastDay: BusinessDay | null;
  readonly receivedAtMs: EpochMs;
  readonly sealedEntries: number;
}

/** A row of the stored churn table. */
export interface StoredChurnRate {
  readonly ratePpm: number;
  readonly A: number;
  readonly B: number;
  readonly C: number;
}

/** Invoices already stored, for finding duplicates among new ones. */
export interface KnownInvoices {
  readonly enterpriseId: string;
  readonly direction: "sale" | "purchase";
  readonly columns: InvoiceColumns;
}

/** Rows already stored of a stream that keeps its fingerprints: readings, statement lines, documents. */
export interface KnownRows {
  readonly enterpriseId: string;
  readonly fingerprints: Uint32Array<ArrayBuffer>;
}

/** Rows of operating streams already stored of an enterprise, of one span of days (`operatingSpanOf`). */
export interface KnownOperations extends KnownRows {
  readonly span: number;
}

/** A file that was read to its end, with the leaf that first covered the entry which says so. */
export interface StoredFile
  extends Pick<
    BatchCounts,
    "read" | "stored" | "duplicates" | "quarantined" | "amountsDoNotAddUp" | "numberReused"
  > {
  readonly file: string;
  readonly layout: string;
  readonly sha256: string;
  readonly platformIndex: number;
}

/**
 * Port: the observations, a projection of the log that can be rebuilt from it.
 *
 * Durability: once `project` resolves the group survives a crash; before that the log still has it. Consistency:
 * a group is seen whole or not at all, because readers ask for `platform_index < position` and the position moves
 * last; a group projected again after a crash is stored once. Concurrency: one writer, any number of readers.
 */
export interface ObservationStore {
  /** Every platform leaf below it is projected in full. */
  position(): Promise<number>;
  /** Stores a group and moves the position behind it; groups come in platform order. */
  project(group: ProjectedGroup): Promise<void>;
  /**
   * A group of several leaves that was begun and perhaps not finished: it must be projected again with the same ends,
   * because only then is what is stored of it recognised.
   */
  unfinished(): Promise<UnfinishedRange | null>;
  /** Forgets everything, to be rebuilt from the log. */
  reset(): Promise<void>;
  /** Rows in quarantine that were corrected. */
  correctedRows(dataset: string): Promise<readonly CorrectedRow[]>;
  /** Moves the position past leaves that hold nothing to project. */
  advance(position: number): Promise<void>;
  /** Enterprises and directions of which anything is stored. */
  knownStreams(): Promise<ReadonlySet<string>>;
  knownInvoices(enterpriseIds: readonly string[]): Promise<readonly KnownInvoices[]>;
  /** Fingerprints of the rows already stored of a stream that keeps them. */
  knownRows(
    stream: "reading" | "statement" | "document",
    enterpriseIds: readonly string[],
  ): Promise<readonly KnownRows[]>;
  /** Enterprises and spans of days of which a row of an operating stream is stored, each once. */
  operatingSpans(): Promise<readonly { readonly enterpriseId: string; readonly span: number }[]>;
  /** Fingerprints of the rows of operating streams of these days, both ends included; whole spans, in no order. */
  knownOperations(
    enterpriseIds: readonly string[],
    days: { readonly first: number; readonly last: number },
  ): Promise<readonly KnownOperations[]>;
  /** The files of a data set that were read to their end, in the order of the log. */
  files(dataset: string): Promise<readonly StoredFile[]>;
  /** Fingerprints of collectors' readings in these spans, and of all their events of these enterprises. */
  knownTelemetry(
    spans: readonly ReadingSpan[],
    eventsOf: readonly string[],
  ): Promise<{ readonly readings: readonly KnownRows[]; readonly events: readonly KnownRows[] }>;
  /** When live collectors last observed something, by stream; enterprises without any are absent. */
  liveStreams(
    enterpriseIds: readonly string[],
    until: { readonly beforeMs: EpochMs; readonly knownAt: number },
  ): Promise<readonly LiveStream[]>;
  /** What the running balances of bank statements say, one a file and account. */
  statementChecks(dataset: string): Promise<readonly StatementCheck[]>;
  /** Enterprises of a data set: those listed, and those of which a row is stored; in no order. */
  enterprises(dataset: string): Promise<readonly StoredEnterprise[]>;
  /** Summed over invoices and readings; an enterprise of which nothing was read is absent. */
  quality(dataset: string): Promise<readonly StoredQuality[]>;
  /** Ordered by rate; empty when none was imported. */
  churnRates(dataset: string): Promise<readonly StoredChurnRate[]>;
  /** The last business day with an invoice or a reading of these enterprises; null when there is none. */
  lastDay(enterpriseIds: readonly string[]): Promise<BusinessDay | null>;
  /** Exact totals of every enterprise and stream, in no order, to be compared with what the log gives. */
  totals(): Promise<readonly StoredTotals[]>;
}

/** Rows that are compared with each other for duplicates. */
export type RowStream = "sale" | "purchase" | "reading" | "statement" | "document";

/** The name of a stream, as `knownStreams` gives it. */
export function streamOf(enterpriseId: string, stream: RowStream): string {
  return `${enterpriseId} ${stream}`;
}
