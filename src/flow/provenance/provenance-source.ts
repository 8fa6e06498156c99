import type { EvidenceClass } from "#collect";
import type { BusinessDay, EpochMs } from "#kernel";
import type { StreamName as StreamOfRows } from "#operations";

/** Kinds of rows that figures are made of: each has a table of its own. */
export const rowKinds = [
  "reading",
  "machineDay",
  "meterDay",
  "collectorDay",
  "workforceDay",
  "invoice",
  "statement",
  "document",
] as const;
export type RowKind = (typeof rowKinds)[number];

/** What the value of a row counts; of a reading its channel says it. */
export const rowUnits = ["channel", "minutes", "wattHours", "litres", "readings", "fen", "milli"] as const;
export type RowUnit = (typeof rowUnits)[number];

/** Which rows a figure is made of. */
export interface RowFilter {
  readonly enterpriseId: string;
  readonly kind: RowKind;
  /** Channels of readings; all when left out. */
  readonly channels?: readonly string[];
  readonly asset?: string;
  readonly direction?: "sale" | "purchase";
  /** Operating streams to which a document belongs; all documents when left out. */
  readonly streams?: readonly StreamOfRows[];
  /** Business days, both included. */
  readonly from: BusinessDay;
  readonly to: BusinessDay;
  /** Only what platform leaves below this one cover; everything when left out. */
  readonly knownAt?: number;
}

/** How many rows of a filter came from where. */
export interface SourceCount {
  readonly kind: RowKind;
  readonly evidence: EvidenceClass;
  /** Empty for rows of files. */
  readonly collector: string;
  readonly rows: number;
  readonly firstDay: BusinessDay;
  readonly lastDay: BusinessDay;
  readonly receivedAtMs: EpochMs;
  /** Readings that are flagged; 0 for other kinds. */
  readonly flagged: number;
}

/** One row with all that is known of its way. */
export interface TracedRow {
  readonly kind: RowKind;
  readonly origin: string;
  readonly index: number;
  readonly ordinal: number;
  readonly platformIndex: number;
  readonly receivedAtMs: EpochMs;
  /** Beginning and end of what was observed; the day's for rows that know only their day. */
  readonly observedFromMs: EpochMs;
  readonly observedToMs: EpochMs;
  /** Asset and channel, or number and counterparty. */
  readonly subject: string;
  readonly what: string;
  readonly value: string;
  readonly unit: RowUnit;
  readonly evidence: EvidenceClass;
  readonly collector: string;
  readonly elementId: string;
  readonly key: string;
  readonly epoch: string | null;
  readonly sequence: string | null;
  readonly via: string;
  /** Names of the reading's flags, and of its batch's. */
  readonly flags: readonly string[];
  /** The file that it came in; empty for rows of collectors. */
  readonly file: string;
}

/** What an enterprise has of one stream, by way. */
export interface StreamEvidence {
  readonly stream: StreamName;
  readonly evidence: EvidenceClass;
  readonly collector: string;
  readonly rows: number;
  readonly firstMs: EpochMs;
  readonly lastMs: EpochMs;
  readonly receivedAtMs: EpochMs;
}

/** Streams with a freshness of their own. */
export const streamNames = ["machine", "energy", "invoice", "statement", "document"] as const;
export type StreamName = (typeof streamNames)[number];

/** One collector's day. */
export interface CollectorDay {
  readonly collector: string;
  readonly day: BusinessDay;
  readonly readings: number;
  /** Steps of working time with a reading. */
  readonly coveredSteps: number;
  /** Of these readings, those that came late. */
  readonly late: number;
  readonly quarantined: number;
  readonly lastMs: EpochMs;
}

/** A gap as a collector told it. */
export interface ToldGap {
  readonly collector: string;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly reason: string;
  readonly elements: readonly string[];
  readonly readings: number | null;
}

/** One document in a trace, newest version of it. */
export interface TracedDocument {
  readonly kind: string;
  readonly number: string;
  readonly line: number;
  readonly action: string;
  readonly day: BusinessDay;
  readonly atMs: EpochMs;
  readonly order: string;
  readonly lot: string;
  readonly fromLots: readonly string[];
  readonly counterparty: string;
  readonly item: string;
  readonly unit: string;
  readonly quantityMilli: string | null;
  readonly amountFen: string | null;
  readonly element: string;
  readonly fromMs: EpochMs | null;
  readonly toMs: EpochMs | null;
  readonly collector: string;
  readonly evidence: EvidenceClass;
  readonly origin: string;
  readonly index: number;
  readonly ordinal: number;
  readonly platformIndex: number;
}

/** What a machine did while it worked on a report. */
export interface MachineWork {
  readonly element: string;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly runMs: number;
  readonly energyWh: number;
  readonly readings: number;
}

/** Port to where observations came from. Reads only; everything is of what is projected in full. */
export interface ProvenanceSource {
  /** The newest rows first, at most `most`. */
  rows(filter: RowFilter, most: number): Promise<readonly TracedRow[]>;
  counts(filter: RowFilter): Promise<readonly SourceCount[]>;
  streams(enterpriseId: string): Promise<readonly StreamEvidence[]>;
  days(
    enterpriseId: string,
    range: { readonly from: BusinessDay; readonly to: BusinessDay },
    work: { readonly fromMs: number; readonly toMs: number; readonly stepMs: number },
  ): Promise<readonly CollectorDay[]>;
  gaps(
    enterpriseId: string,
    range: { readonly from: BusinessDay; readonly to: BusinessDay },
  ): Promise<readonly ToldGap[]>;
  /** The newest version of every document that names an order or a lot, or is an order, oldest first. */
  linkedDocuments(enterpriseId: string): Promise<readonly TracedDocument[]>;
  /** What machines did in these stretches, from their readings. */
  work(
    enterpriseId: string,
    stretches: readonly { readonly element: string; readonly fromMs: EpochMs; readonly toMs: EpochMs }[],
  ): Promise<readonly MachineWork[]>;
  position(): Promise<number>;
}
