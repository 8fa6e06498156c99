import type { EpochMs } from "#kernel";
import type { AccessRead, LoggedRead } from "./access-read.ts";
import type { BasisFacts } from "./resolve-basis.ts";

/**
 * Port to what a basis follows from and to the access log. Facts and log row belong to one transaction that no
 * grant and no revocation can overtake: after a revocation has returned, no read by that consent is logged.
 */
export interface BasisStore {
  /**
   * Loads the facts of these enterprises (of all that the party knows when null, without attestations), decides,
   * and appends the log row in the same transaction when there is one.
   */
  decide<T>(
    query: {
      readonly partyId: string;
      readonly enterpriseIds: readonly string[] | null;
      readonly atMs: EpochMs;
    },
    decide: (facts: BasisFacts) => { readonly result: T; readonly log: AccessRead | null },
  ): Promise<T>;
  /** Newest first; a party sees its own reads, and an enterprise's party every read of it. */
  listReads(query: {
    readonly partyId: string;
    /** Null lists every read that the party may see. */
    readonly enterpriseId: string | null;
    readonly offset: number;
    readonly limit: number;
  }): Promise<{ readonly total: number; readonly items: readonly LoggedRead[] }>;
  /** By what right the files of an evaluation are held; null when nothing was declared. */
  attestationOf(partyId: string, evaluationId: string): Promise<string | null>;
  /** Records by what right the party's own people brought files. */
  attest(attestation: {
    readonly id: string;
    readonly partyId: string;
    readonly subject: { readonly evaluationId: string } | { readonly enterpriseId: string };
    readonly reference: string;
    readonly recordedBy: string | null;
    readonly atMs: EpochMs;
  }): Promise<void>;
}
