import { type AccessStores, createLoginLimit, createLoginTokens } from "#access";
import type { Clock, IdSource } from "#kernel";
import { createAccountStore } from "./postgres-account-store.ts";
import { createAuditStore } from "./postgres-audit-store.ts";
import { createInvitationStore } from "./postgres-invitation-store.ts";
import { createPartyStore } from "./postgres-party-store.ts";
import { createSessionStore } from "./postgres-session-store.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** What logging in and everything behind it needs, on the system of record. */
export function createAccessStores(
  record: SystemOfRecord,
  { nextId, clock }: { readonly nextId: IdSource; readonly clock: Clock },
): AccessStores {
  return {
    accounts: createAccountStore(record, nextId),
    parties: createPartyStore(record),
    sessions: createSessionStore(record),
    invitations: createInvitationStore(record),
    audit: createAuditStore(record),
    tokens: createLoginTokens(clock),
    limit: createLoginLimit(clock),
    clock,
    partyId: record.partyId,
  };
}
