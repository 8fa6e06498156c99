import type { EpochMs } from "#kernel";
import type { Consent } from "./consent.ts";

/**
 * Port to the consents. Every write is durable when it resolves, and no read of an enterprise's data overtakes it. A
 * party sees the consents it wrote, gave or was given; the database moves a state forward only, by the party that may.
 */
export interface ConsentStore {
  /** All or none. @throws CONSENT_PAPER_REPEATED */
  add(partyId: string, consents: readonly Consent[]): Promise<void>;
  /** Newest first. */
  list(partyId: string, filter?: { readonly enterpriseId?: string }): Promise<readonly Consent[]>;
  find(partyId: string, consentId: string): Promise<Consent | null>;
  /** Grants drafts, all or none; false when one of them is none any more. */
  grant(partyId: string, ids: readonly string[], by: { accountId: string; atMs: EpochMs }): Promise<boolean>;
  /** False when it was revoked already. */
  revoke(
    partyId: string,
    id: string,
    by: { readonly accountId: string; readonly atMs: EpochMs; readonly reason: string | null },
  ): Promise<boolean>;
  /** Those whose last grant or revocation the log does not hold yet. */
  listUnsealed(partyId: string): Promise<readonly Consent[]>;
  markSealed(partyId: string, id: string, state: "granted" | "revoked"): Promise<void>;
}
