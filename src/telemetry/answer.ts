import type { Receipt } from "#seal";

/** Why a batch was not taken. Only `busy` and `readOnly` are worth sending again; the others need a person. */
export type RefusalReason =
  | "malformed"
  | "unknownCollector"
  | "notActive"
  | "badSignature"
  | "badRoot"
  | "wrongKey"
  | "tooOld"
  | "busy"
  | "readOnly";

/**
 * What the platform answers to one batch. `stored`, `duplicate` and `quarantined` mean that it is durable in the log,
 * with a receipt; a duplicate carries the receipt of the first time. `refused` means that nothing was kept.
 */
export type BatchAnswer =
  | {
      readonly kind: "stored" | "duplicate" | "quarantined";
      readonly collector: string;
      readonly epoch: number;
      readonly sequence: number;
      readonly receipt: Receipt;
      /** Why it is in quarantine: `chainFork`, `sequenceConflict`, `collectorQuarantined` …; else absent. */
      readonly reason?: string;
    }
  | {
      readonly kind: "refused";
      readonly collector: string | null;
      readonly epoch: number | null;
      readonly sequence: number | null;
      readonly reason: RefusalReason;
      /** What was expected and found, for a person. */
      readonly detail: string;
      /** For `busy`: wait at least so long. */
      readonly retryAfterMs?: number;
    };

/** How far a collector's batches are durable: what it asks for when it starts, so that it resumes there. */
export interface CollectorProgress {
  readonly collector: string;
  readonly state: string;
  readonly serverTimeMs: number;
  /** Newest epoch the platform knows, and its highest sequence below which nothing is missing; null before the first. */
  readonly acknowledged: { readonly epoch: number; readonly sequence: number } | null;
  /** Base64 hash of that batch. */
  readonly head: string | null;
}
