import type { BatchHead, RefusalReason } from "#telemetry";
import type { RowJudgement } from "./judge-rows.ts";

/** One batch on its way to the verifying thread; the buffers are its own. */
export interface BatchToVerify {
  readonly head: BatchHead;
  readonly signature: Uint8Array;
  readonly saltSeed: Uint8Array;
  readonly rows: Uint8Array;
  readonly ends: Uint32Array;
  readonly publicKey: Uint8Array;
  readonly receivedAtMs: number;
  /** Element codes that the head's channels or the events may name. */
  readonly elements: ReadonlySet<string>;
}

/** What a batch turned out to be. */
export type VerifiedBatch =
  | {
      readonly kind: "sound";
      /** Base64 of `batchHash`. */
      readonly hash: string;
      readonly judged: RowJudgement;
    }
  | { readonly kind: "refused"; readonly reason: RefusalReason; readonly detail: string };

/** What the thread is sent; after "close" it answers what came before and ends by itself. */
export type VerifyRequest =
  | { readonly kind: "verify"; readonly id: number; readonly batches: readonly BatchToVerify[] }
  | { readonly kind: "close" };

export interface VerifyAnswer {
  readonly id: number;
  readonly verified: readonly VerifiedBatch[];
}
