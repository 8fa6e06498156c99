import { randomBytes } from "node:crypto";
import type { Clock } from "#kernel";
import type { Account, AccountStore } from "./account-store.ts";
import type { AuditStore } from "./audit-store.ts";
import { accessFaults } from "./errors.ts";
import { type InvitationStore, redeemInvitation } from "./invitation.ts";
import type { LoginLimit } from "./login-limit.ts";
import { hashSecret, type LoginTokens } from "./login-tokens.ts";
import type { Party } from "./party.ts";
import type { PartyStore } from "./party-store.ts";
import { verifyPassword } from "./password.ts";
import type { Session, SessionStore } from "./session-store.ts";

/** Everything that signing in needs, passed in. */
export interface AccessStores {
  readonly accounts: AccountStore;
  readonly parties: PartyStore;
  readonly sessions: SessionStore;
  readonly audit: AuditStore;
  readonly tokens: LoginTokens;
  readonly invitations: InvitationStore;
  readonly limit: LoginLimit;
  readonly clock: Clock;
  /** The party that people log in to when they name none. */
  readonly partyId: string;
}

/** A person who is signed in. */
export interface Visitor {
  readonly account: Account;
  readonly party: Party;
  readonly session: Session;
}

/** A one-time token, or name and password, with the code of the party where it is not the installation's. */
export type Credentials =
  | { readonly token: string }
  | { readonly party?: string | undefined; readonly user: string; readonly password: string };

const sessionMs = 12 * 3_600_000;

/**
 * Signs somebody in. The secret goes into the visitor's cookie and is kept nowhere else.
 * @param address  of the caller, for the limit on failures
 * @throws ACCESS_WRONG_CREDENTIALS, ACCESS_TOO_MANY_ATTEMPTS
 */
export async function signIn(
  stores: AccessStores,
  credentials: Credentials,
  address: string,
): Promise<{ readonly visitor: Visitor; readonly secret: string }> {
  const keys =
    "user" in credentials
      ? [`address:${address}`, `user:${credentials.party ?? ""}/${credentials.user}`]
      : [`address:${address}`];
  stores.limit.check(keys);
  const account = await identify(stores, credentials);
  if (account === null || account.isSuspended) {
    stores.limit.fail(keys);
    await record(stores, null, "session.refused");
    throw accessFaults.fault("ACCESS_WRONG_CREDENTIALS");
  }
  stores.limit.succeed(keys);
  const secret = `${account.partyId}.${randomBytes(32).toString("base64url")}`;
  const now = stores.clock();
  const session: Session = {
    partyId: account.partyId,
    accountId: account.id,
    secretHash: hashSecret(secret),
    createdAtMs: now,
    expiresAtMs: now + sessionMs,
  };
  await stores.sessions.removeExpired(account.partyId, now);
  await stores.sessions.create(session);
  await record(stores, account, "session.created");
  return { visitor: { account, party: await partyOf(stores, account.partyId), session }, secret };
}

/** The visitor of a cookie's secret, or null when it is unknown or expired. */
export async function findVisitor(stores: AccessStores, secret: string): Promise<Visitor | null> {
  // The party in the cookie is the caller's claim: only a session of that very party can match the hash.
  const partyId = secret.slice(0, secret.indexOf("."));
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(partyId)) return null;
  const session = await stores.sessions.find(partyId, hashSecret(secret), stores.clock());
  if (session === null) return null;
  const account = await stores.accounts.findById(partyId, session.accountId);
  if (account === null || account.isSuspended) return null;
  return { account, party: await partyOf(stores, partyId), session };
}

/** Ends a session. */
export async function signOut(stores: AccessStores, visitor: Visitor): Promise<void> {
  await stores.sessions.remove(visitor.session.partyId, visitor.session.secretHash);
  await record(stores, visitor.account, "session.ended");
}

async function identify(stores: AccessStores, credentials: Credentials): Promise<Account | null> {
  if ("token" in credentials) {
    const key =
      stores.tokens.redeem(credentials.token) ??
      (await redeemInvitation(stores.invitations, credentials.token, stores.clock()));
    return key === null ? null : await stores.accounts.findById(key.partyId, key.accountId);
  }
  const { party, user, password } = credentials;
  const partyId = party === undefined ? stores.partyId : await stores.parties.findIdByCode(party);
  const account = partyId === null ? null : await stores.accounts.findByName(partyId, user);
  const isRight = await verifyPassword(password, account?.passwordHash ?? null);
  return isRight ? account : null;
}

async function partyOf(stores: AccessStores, partyId: string): Promise<Party> {
  const party = await stores.accounts.findParty(partyId);
  if (party === null) throw new Error(`The party ${partyId} of an account does not exist`);
  return party;
}

async function record(stores: AccessStores, account: Account | null, action: string): Promise<void> {
  await stores.audit.append({
    partyId: account?.partyId ?? stores.partyId,
    accountId: account?.id ?? null,
    action,
    subject: account?.id ?? "unknown",
    atMs: stores.clock(),
  });
}
