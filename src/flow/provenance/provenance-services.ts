import type { BusinessDay, EpochMs, Parameter } from "#kernel";
import type { EvidenceBundle } from "#seal";
import type { CollectorCalendar } from "./data-calendar.ts";
import type { ClassesOfEntry } from "./entry-classes.ts";
import type { EvidenceMix } from "./evidence-mix.ts";
import type { Figure } from "./figure-rows.ts";
import type { StreamFreshness } from "./freshness.ts";
import type { RowFilter, SourceCount, StreamEvidence, ToldGap, TracedRow } from "./provenance-source.ts";
import type { Trace, TraceStart } from "./trace-sale.ts";

/** When and under what a row was sealed. */
export interface Sealing {
  readonly platformIndex: number;
  /** Null before a checkpoint covers it. */
  readonly sealedAtMs: EpochMs | null;
  /** Leaves of the platform log under the checkpoint that covers it; null before one does. */
  readonly checkpointSize: number | null;
  /** Names of the witnesses that cosigned that checkpoint. */
  readonly witnesses: readonly string[];
}

/** The rows behind a number: how many from where, and some of them in full. */
export interface BehindFigure {
  /** One for each kind of row. */
  readonly filters: readonly RowFilter[];
  readonly rows: number;
  readonly counts: readonly (SourceCount & { readonly collectorName: string | null })[];
  readonly mix: EvidenceMix;
  /** The newest rows; there may be more. */
  readonly sample: readonly (TracedRow & {
    readonly collectorName: string | null;
    readonly sealing: Sealing;
  })[];
}

/** By what an enterprise's figures are evidenced, and how fresh its streams are. */
export interface EnterpriseEvidence {
  readonly atMs: EpochMs;
  readonly mix: EvidenceMix;
  readonly streams: readonly (StreamEvidence & { readonly collectorName: string | null })[];
  readonly freshness: readonly StreamFreshness[];
  /** Of the last days, by collector. */
  readonly coverage: readonly {
    readonly collector: string;
    readonly collectorName: string | null;
    readonly coveragePpm: number;
    readonly isEveryGapTold: boolean;
  }[];
  /** Of each indicator that is made of rows of this enterprise. */
  readonly indicators: readonly {
    readonly id: string;
    readonly mix: EvidenceMix;
    readonly isStale: boolean;
  }[];
  readonly parameters: readonly Parameter<number>[];
}

export interface DataCalendar {
  readonly from: BusinessDay;
  readonly to: BusinessDay;
  readonly collectors: readonly (CollectorCalendar & { readonly collectorName: string | null })[];
  readonly gaps: readonly ToldGap[];
}

/** Where an enterprise's numbers come from; whoever asks has shown that he may read them. */
export interface ProvenanceServices {
  /** @throws FLOW_FIGURE_UNKNOWN */
  behind(enterpriseId: string, figure: Figure, knownAt?: number): Promise<BehindFigure>;
  evidence(enterpriseId: string): Promise<EnterpriseEvidence>;
  calendar(
    enterpriseId: string,
    range: { readonly from: BusinessDay; readonly to: BusinessDay },
  ): Promise<DataCalendar>;
  /** @throws FLOW_TRACE_NOT_FOUND */
  trace(enterpriseId: string, start: TraceStart): Promise<Trace>;
  /**
   * The classes of data that a basis must name before a row of an entry of the enterprise's log is shown.
   * @throws FLOW_ROW_NOT_FOUND for an entry of another log
   */
  classesOf(
    enterpriseId: string,
    place: { readonly origin: string; readonly index: number },
  ): Promise<ClassesOfEntry>;
  /**
   * The proof of one row, which alone is disclosed.
   * @throws FLOW_ROW_NOT_FOUND for a row of another enterprise's log
   */
  prove(
    enterpriseId: string,
    place: { readonly origin: string; readonly index: number; readonly ordinal: number },
  ): Promise<EvidenceBundle>;
}
