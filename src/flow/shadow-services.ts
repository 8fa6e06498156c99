import type { Reader } from "#consent";
import type { BusinessDay } from "#kernel";
import type { PrintedDocument } from "#report";
import type { ShadowComparison } from "./shadow/comparison.ts";
import type { SealedComparison } from "./shadow/seal-comparison.ts";

/** Which comparison is wanted; what is left out is the newest, or the parameter in force. */
export interface ShadowRequest {
  readonly asOf?: BusinessDay | undefined;
  /** Platform index below which observations count. */
  readonly knownAt?: number | undefined;
  readonly cutoffPdPpm?: number | undefined;
  /** The bank's ratings, best first. */
  readonly ratingOrder?: readonly string[] | undefined;
}

/** What the pages and commands of the shadow comparison need, passed in. */
export interface ShadowServices {
  /**
   * Compares for the reader's bank; every read names its basis and is recorded.
   * @throws SHADOW_NO_LOANS, SHADOW_NO_EVALUATION, SHADOW_DAY_IN_FUTURE
   */
  compare(reader: Reader, request: ShadowRequest): Promise<ShadowComparison>;
  /** Puts the hash of a comparison into the log, once for the same content. */
  seal(partyId: string, comparison: ShadowComparison): Promise<SealedComparison>;
  print(document: PrintedDocument): Promise<Uint8Array>;
}
