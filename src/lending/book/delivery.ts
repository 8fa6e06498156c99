import type { BusinessDay, EpochMs, Fen } from "#kernel";
import type { Finding } from "./finding.ts";
import type { LoanFileKind } from "./loan-file-columns.ts";
import type { LoanFileMapping } from "./loan-file-mapping.ts";
import type { LoanFileRow } from "./read-loan-table.ts";

/** A file as it was sent. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file of a delivery, read. */
export interface DeliveredFile {
  readonly kind: LoanFileKind;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: readonly LoanFileRow[];
  readonly totals: readonly DeliveredTotal[];
}

export interface DeliveredTotal {
  /** Header of the column. */
  readonly name: string;
  readonly fen: Fen;
}

/** A delivery as read, before it is compared with the book. */
export interface ReadDelivery {
  readonly businessDate: BusinessDay;
  /** Null in the very first. */
  readonly previousDate: BusinessDay | null;
  readonly number: number;
  readonly sha256: string;
  readonly mapping: LoanFileMapping;
  readonly files: Readonly<Record<LoanFileKind, DeliveredFile>>;
}

/** A file of a stored delivery, with the place of its rows in the sealed log. */
export interface StoredFile {
  readonly kind: LoanFileKind;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  readonly totals: readonly { readonly name: string; readonly fen: string }[];
  readonly origin: string;
  /** Of the entry with the first rows; rows are sealed in entries of up to 5,000. */
  readonly firstEntry: number;
}

/** A delivery that was accepted at some time; a superseded one is kept. */
export interface Delivery {
  readonly id: string;
  readonly businessDate: BusinessDay;
  readonly previousDate: BusinessDay | null;
  readonly number: number;
  readonly state: "accepted" | "superseded";
  readonly supersededBy: string | null;
  readonly sha256: string;
  readonly receivedAtMs: EpochMs;
  readonly files: readonly StoredFile[];
  readonly warnings: readonly Finding[];
  /** What a correction of an earlier day made wrong with it; empty when it still fits. */
  readonly recheck: readonly Finding[];
}

/** What became of sent files. */
export type DeliveryOutcome =
  | { readonly kind: "accepted"; readonly delivery: Delivery; readonly summary: DeliverySummary }
  /** The same bytes were accepted before; nothing changed. */
  | { readonly kind: "known"; readonly delivery: Delivery }
  /** Nothing was stored. */
  | { readonly kind: "refused"; readonly findings: readonly Finding[] };

/** What an accepted delivery changed. */
export interface DeliverySummary {
  readonly newLoans: number;
  readonly newSchedules: number;
  readonly repayments: number;
  readonly unmatchedLoans: number;
  /** Proposed changes of class. */
  readonly moves: number;
  /** Differences between our figures and the bank's. */
  readonly differences: number;
  readonly supersedes: string | null;
  /** Later deliveries that no longer fit. */
  readonly laterWithFindings: number;
}
