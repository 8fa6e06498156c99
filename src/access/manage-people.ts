import type { Clock } from "#kernel";
import type { Account, AccountStore } from "./account-store.ts";
import type { AuditStore } from "./audit-store.ts";
import { accessFaults } from "./errors.ts";
import { type Invitation, type InvitationStore, invite } from "./invitation.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { type Party, rolesOfKind } from "./party.ts";
import type { Role } from "./role.ts";
import type { SessionStore } from "./session-store.ts";
import type { Visitor } from "./sign-in.ts";

/** Who acts, for the audit trail; the account is null when the operator does so in a terminal. */
export interface Actor {
  readonly party: Party;
  readonly accountId: string | null;
}

/** A visitor as the one who acts. */
export function actorOf({ party, account }: Pick<Visitor, "party" | "account">): Actor {
  return { party, accountId: account.id };
}

/** Everything that managing people needs, passed in. */
export interface PeopleStores {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly invitations: InvitationStore;
  readonly audit: AuditStore;
  readonly clock: Clock;
}

/** A person to be. */
export interface NewPerson {
  readonly name: string;
  readonly role: Role;
}

/**
 * Adds a person to the actor's party and invites them.
 * @throws ACCESS_ROLE_OF_KIND, ACCESS_NAME_TAKEN
 */
export async function addPerson(stores: PeopleStores, actor: Actor, person: NewPerson): Promise<Invitation> {
  requireRoleOfKind(actor.party, person.role);
  const { id: partyId } = actor.party;
  const account = await stores.accounts.add({ partyId, ...person }, stores.clock());
  await record(stores, actor, "person.invited", account.id);
  return await invite(stores.invitations, { partyId, accountId: account.id }, stores.clock());
}

/**
 * Gives a person of the actor's party another role, or suspends them or lets them in again. Who is suspended or
 * changed is logged out at once.
 * @throws ACCESS_PERSON_NOT_FOUND, ACCESS_OWN_ACCOUNT, ACCESS_ROLE_OF_KIND
 */
export async function changePerson(
  stores: PeopleStores,
  actor: Actor,
  accountId: string,
  change: { readonly role?: Role | undefined; readonly isSuspended?: boolean | undefined },
): Promise<Account> {
  const account = await findOther(stores, actor, accountId);
  if (change.role !== undefined) requireRoleOfKind(actor.party, change.role);
  const changed = await stores.accounts.change(account.partyId, account.id, change, stores.clock());
  await stores.sessions.removeOf(account.partyId, account.id);
  if (change.role !== undefined && change.role !== account.role) {
    await record(stores, actor, `person.role.${change.role}`, account.id);
  }
  if (change.isSuspended !== undefined && change.isSuspended !== account.isSuspended) {
    await record(stores, actor, change.isSuspended ? "person.suspended" : "person.resumed", account.id);
  }
  return changed;
}

/**
 * Takes a person's password away and invites them anew: for a forgotten password, a lost link, a stolen computer.
 * @throws ACCESS_PERSON_NOT_FOUND, ACCESS_OWN_ACCOUNT
 */
export async function resetPerson(
  stores: PeopleStores,
  actor: Actor,
  accountId: string,
): Promise<Invitation> {
  const account = await findOther(stores, actor, accountId);
  const { partyId } = account;
  await stores.accounts.change(partyId, account.id, { passwordHash: null }, stores.clock());
  await stores.sessions.removeOf(partyId, account.id);
  await record(stores, actor, "person.reset", account.id);
  return await invite(stores.invitations, { partyId, accountId: account.id }, stores.clock());
}

/**
 * Sets one's own password; who has one names it.
 * @throws ACCESS_WRONG_CREDENTIALS, ACCESS_PASSWORD_TOO_SHORT
 */
export async function setOwnPassword(
  stores: PeopleStores,
  actor: Actor,
  account: Account,
  passwords: { readonly current?: string | undefined; readonly next: string },
): Promise<void> {
  const isKnown =
    account.passwordHash === null || (await verifyPassword(passwords.current ?? "", account.passwordHash));
  if (!isKnown) throw accessFaults.fault("ACCESS_WRONG_CREDENTIALS");
  const passwordHash = await hashPassword(passwords.next);
  await stores.accounts.change(account.partyId, account.id, { passwordHash }, stores.clock());
  await record(stores, actor, "person.passwordSet", account.id);
}

/** Nobody locks themselves out, and nobody raises themselves. */
async function findOther(stores: PeopleStores, actor: Actor, accountId: string): Promise<Account> {
  const account = await stores.accounts.findById(actor.party.id, accountId);
  if (account === null) throw accessFaults.fault("ACCESS_PERSON_NOT_FOUND", { id: accountId });
  if (account.id === actor.accountId) throw accessFaults.fault("ACCESS_OWN_ACCOUNT");
  return account;
}

function requireRoleOfKind(party: Party, role: Role): void {
  if (rolesOfKind[party.kind].includes(role)) return;
  throw accessFaults.fault("ACCESS_ROLE_OF_KIND", { role, kind: party.kind });
}

async function record(stores: PeopleStores, actor: Actor, action: string, subject: string): Promise<void> {
  const { party, accountId } = actor;
  await stores.audit.append({ partyId: party.id, accountId, action, subject, atMs: stores.clock() });
}
