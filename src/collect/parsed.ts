import type { StreamName } from "#operations";
import type { BalanceCheck } from "./check-balances.ts";
import type { ChannelId } from "./channel.ts";
import type { DocumentKind } from "./document-mapping.ts";
import type { RowProblem } from "./row-problem.ts";

export type Direction = "sale" | "purchase";

/** Invoices as columns; all have one element a row. 64-bit integers are little-endian pairs of words. */
export interface InvoiceColumns {
  /** Texts with their lengths in front; see `TextColumn`. */
  readonly numbers: Uint8Array<ArrayBuffer>;
  readonly counterparties: Uint8Array<ArrayBuffer>;
  /** Days since 1970-01-01. */
  readonly issuedDays: Int32Array<ArrayBuffer>;
  readonly netFen: Int32Array<ArrayBuffer>;
  readonly taxFen: Int32Array<ArrayBuffer>;
  readonly grossFen: Int32Array<ArrayBuffer>;
  readonly isVoid: Uint8Array<ArrayBuffer>;
}

export interface ParsedInvoices {
  readonly kind: "invoices";
  readonly direction: Direction;
  /** Place in the batch's payload of each row that parsed. */
  readonly ordinals: Uint32Array<ArrayBuffer>;
  readonly columns: InvoiceColumns;
  readonly fingerprints: Uint32Array<ArrayBuffer>;
  readonly numberFingerprints: Uint32Array<ArrayBuffer>;
  /** Where an invoice has a row a line: how many rows it is made of, `ordinals` naming the first; else absent. */
  readonly lineCounts?: Uint32Array<ArrayBuffer>;
  /** Where the source tells them: `redInFull`, `redInPart`; and the blue invoice that a red one takes back. */
  readonly ownFlags?: Uint8Array<ArrayBuffer>;
  readonly redOf?: Uint8Array<ArrayBuffer>;
  /** Codes of sellers and buyers, each once, where the rows have them. */
  readonly codes?: readonly string[];
  readonly problems: readonly RowProblem[];
}

/** Readings; a row gives one for each channel with a value. */
export interface ParsedReadings {
  readonly kind: "readings";
  readonly ordinals: Uint32Array<ArrayBuffer>;
  readonly fingerprints: Uint32Array<ArrayBuffer>;
  /** One element a reading: which row (index into `ordinals`), asset and channel it belongs to. */
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly assets: readonly string[];
  readonly assetIndexes: Uint32Array<ArrayBuffer>;
  readonly channels: readonly ChannelId[];
  readonly channelIndexes: Uint8Array<ArrayBuffer>;
  /** Integers held exactly: UTC milliseconds, and the channel's base unit. */
  readonly fromMs: Float64Array<ArrayBuffer>;
  readonly toMs: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  readonly problems: readonly RowProblem[];
}

/** A row of an enterprise list. */
export interface ListedEnterprise {
  readonly ordinal: number;
  readonly code: string;
  readonly name: string;
  readonly label: "default" | "performing" | null;
  readonly bankRating: string | null;
}

export interface ParsedEnterprises {
  readonly kind: "enterprises";
  readonly enterprises: readonly ListedEnterprise[];
  readonly problems: readonly RowProblem[];
}

/** A row of the table of annual rate against the share of customers lost. */
export interface ChurnRate {
  readonly ordinal: number;
  readonly ratePpm: number;
  readonly A: number;
  readonly B: number;
  readonly C: number;
}

export interface ParsedChurn {
  readonly kind: "churn";
  readonly rates: readonly ChurnRate[];
  readonly problems: readonly RowProblem[];
}

/** Bank statement lines as columns; 64-bit integers are little-endian pairs of words, texts as in `TextColumn`. */
export interface ParsedStatements {
  readonly kind: "statements";
  readonly ordinals: Uint32Array<ArrayBuffer>;
  readonly fingerprints: Uint32Array<ArrayBuffer>;
  readonly accounts: readonly string[];
  readonly accountIndexes: Uint32Array<ArrayBuffer>;
  readonly postedDays: Int32Array<ArrayBuffer>;
  /** Seconds since midnight; -1 where the file does not say. */
  readonly clocks: Int32Array<ArrayBuffer>;
  /** Money in is positive. */
  readonly amountFen: Int32Array<ArrayBuffer>;
  readonly balanceFen: Int32Array<ArrayBuffer>;
  readonly hasBalance: Uint8Array<ArrayBuffer>;
  readonly counterparties: Uint8Array<ArrayBuffer>;
  readonly counterpartyAccounts: Uint8Array<ArrayBuffer>;
  readonly counterpartyBanks: Uint8Array<ArrayBuffer>;
  readonly summaries: Uint8Array<ArrayBuffer>;
  readonly purposes: Uint8Array<ArrayBuffer>;
  readonly serials: Uint8Array<ArrayBuffer>;
  /** 1: the balance does not follow from the line before. */
  readonly lineFlags: Uint8Array<ArrayBuffer>;
  /** Place of each line in order of time. */
  readonly timeOrder: Uint32Array<ArrayBuffer>;
  /** What the running balances say, one an account. */
  readonly checks: readonly BalanceCheck[];
  readonly problems: readonly RowProblem[];
}

/** One measured value of a business document's row. */
export interface DocumentValue {
  /** Index into `ordinals`. */
  readonly row: number;
  readonly number: string;
  /** From 1, counted within a number. */
  readonly line: number;
  readonly day: number;
  readonly counterparty: string;
  readonly itemCode: string;
  readonly item: string;
  readonly unit: string;
  readonly measure: string;
  /** Thousandths of the unit. */
  readonly quantityMilli: number | null;
  readonly amountFen: number | null;
  readonly text: string;
}

export interface ParsedDocuments {
  readonly kind: "documents";
  readonly document: DocumentKind;
  readonly source: string;
  readonly ordinals: Uint32Array<ArrayBuffer>;
  readonly fingerprints: Uint32Array<ArrayBuffer>;
  readonly values: readonly DocumentValue[];
  readonly problems: readonly RowProblem[];
}

/** A column of an operating stream, one element a row; 64-bit integers are little-endian pairs of words. */
export type OperatingColumn =
  | { readonly kind: "text"; readonly texts: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: "word";
      /** What the codes stand for; `0` and `1` for a truth. */
      readonly words: readonly string[];
      readonly codes: Uint8Array<ArrayBuffer>;
    }
  | {
      readonly kind: "integer";
      readonly type: "whole" | "fen";
      readonly integers: Int32Array<ArrayBuffer>;
      /** 1 where the value is missing; null where none may be. */
      readonly isMissing: Uint8Array<ArrayBuffer> | null;
    };

/** Rows of an operating stream as columns, by the names of the row's fields. */
export interface ParsedOperations {
  readonly kind: "operations";
  readonly stream: StreamName;
  readonly ordinals: Uint32Array<ArrayBuffer>;
  readonly fingerprints: Uint32Array<ArrayBuffer>;
  /** The field with the day on which a row happened. */
  readonly dayField: string;
  readonly columns: Readonly<Record<string, OperatingColumn>>;
  readonly problems: readonly RowProblem[];
}

export type ParsedBatch =
  | ParsedInvoices
  | ParsedReadings
  | ParsedStatements
  | ParsedDocuments
  | ParsedOperations
  | ParsedEnterprises
  | ParsedChurn;

/** Batches whose rows are compared with all that came before of their stream by their fingerprints. */
export type ComparedBatch = Exclude<
  Extract<ParsedBatch, { readonly fingerprints: unknown }>,
  ParsedOperations
>;
