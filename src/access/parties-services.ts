import type { Account } from "./account-store.ts";
import type { AuditQuery, ShownEvent } from "./audit-store.ts";
import type { TrailVerdict } from "./audit-trail.ts";
import type { MadeParty, NewParty } from "./create-parties.ts";
import type { Invitation } from "./invitation.ts";
import type { Actor, NewPerson } from "./manage-people.ts";
import type { Party } from "./party.ts";
import type { Role } from "./role.ts";

/** What the pages and commands of parties and their people need, passed in. */
export interface PartyServices {
  /** The parties that the actor's knows, by kind and code. */
  listParties(actor: Actor): Promise<readonly Party[]>;
  /** Makes parties with a first person each; an enterprise's is its owner. See `createParties` for the faults. */
  createParties(actor: Actor, wanted: readonly NewParty[]): Promise<readonly MadeParty[]>;
  /** The people of the actor's party, by name. */
  listPeople(actor: Actor): Promise<readonly Account[]>;
  addPerson(actor: Actor, person: NewPerson): Promise<Invitation>;
  changePerson(
    actor: Actor,
    accountId: string,
    change: { readonly role?: Role | undefined; readonly isSuspended?: boolean | undefined },
  ): Promise<Account>;
  resetPerson(actor: Actor, accountId: string): Promise<Invitation>;
  setOwnPassword(
    actor: Actor,
    account: Account,
    passwords: { readonly current?: string | undefined; readonly next: string },
  ): Promise<void>;
  /** The audit trail of the actor's party, newest first. */
  listEvents(
    actor: Actor,
    query: AuditQuery,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly total: number; readonly items: readonly ShownEvent[] }>;
  /** Computes the trail's chain again. */
  verifyTrail(actor: Actor): Promise<TrailVerdict>;
}
