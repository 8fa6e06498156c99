import type { FaultDefinition, MessageParameters } from "#kernel";
import type {
  BundleOptions,
  Checkpoint,
  Erasure,
  ErasureReason,
  ErasureScope,
  FoundEntry,
  LedgerFailure,
  LedgerStatus,
  RecoveryReport,
  SealedPlace,
  StoredEntry,
  StoredHeader,
} from "#ledger";
import type { EvidenceBundle } from "#seal";
import type { ReadCursor } from "./entry-reader.ts";
import type { LogAnswers, LogQuestion } from "./log-questions.ts";
import type { WriterLimits } from "./log-writer.ts";
import type { ReceivedEntry } from "./seal-group.ts";

/** What the writer thread is started with. */
export interface WriterStart {
  readonly directory: string;
  readonly origin: string;
  readonly limits: Partial<WriterLimits>;
}

/** A request to the writer thread. `nowMs` is the caller's clock: the thread has none of its own. */
export type WriterRequest = { readonly id: number; readonly nowMs: number } & (
  | { readonly kind: "append"; readonly entries: readonly ReceivedEntry[] }
  | { readonly kind: "anchor" }
  | { readonly kind: "checkpoint" }
  | { readonly kind: "erase"; readonly scope: ErasureScope; readonly reason: ErasureReason }
  | { readonly kind: "size"; readonly origin: string }
  | { readonly kind: "entry"; readonly origin: string; readonly index: number }
  | { readonly kind: "headers"; readonly cursor: ReadCursor }
  | { readonly kind: "read"; readonly cursor: ReadCursor }
  | { readonly kind: "bundle"; readonly origin: string; readonly options: BundleOptions }
  | { readonly kind: "log"; readonly question: LogQuestion }
  | { readonly kind: "close" }
);

/** The answer's value by kind of request. */
export interface WriterValues {
  readonly append: readonly SealedPlace[];
  readonly anchor: { readonly platformIndex: number };
  readonly checkpoint: Checkpoint;
  readonly erase: Erasure;
  readonly size: number;
  readonly entry: FoundEntry;
  readonly headers: { readonly headers: StoredHeader[]; readonly next?: ReadCursor };
  readonly read: { readonly entries: StoredEntry[]; readonly next?: ReadCursor };
  readonly bundle: EvidenceBundle;
  readonly log: LogAnswers[LogQuestion["kind"]] | null;
  readonly close: undefined;
}

/** A fault on its way between threads, where classes are lost. */
export interface CarriedFault {
  readonly code: string;
  readonly definition: FaultDefinition;
  readonly parameters: MessageParameters;
}

export type WriterAnswer =
  | { readonly kind: "ready"; readonly status: LedgerStatus; readonly recovered: readonly RecoveryReport[] }
  | {
      readonly kind: "done";
      readonly id: number;
      readonly status: LedgerStatus;
      readonly value: WriterValues[keyof WriterValues];
    }
  | { readonly kind: "health"; readonly failure: LedgerFailure | null }
  | { readonly kind: "failed"; readonly id: number | undefined; readonly fault: CarriedFault };
