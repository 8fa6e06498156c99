import { randomBytes } from "node:crypto";
import type { EpochMs } from "#kernel";
import type { AccountKey } from "./login-tokens.ts";
import { hashSecret } from "./login-tokens.ts";
import { invitationDays } from "./parameters.ts";

/** A one-time address for a person who has no password yet; unlike the terminal's it outlives a restart. */
export interface Invitation extends AccountKey {
  /** Shown once, kept nowhere. */
  readonly token: string;
  readonly expiresAtMs: EpochMs;
}

/** An invitation as it is kept: by a hash of its token. */
export interface KeptInvitation extends AccountKey {
  readonly tokenHash: string;
  readonly createdAtMs: EpochMs;
  readonly expiresAtMs: EpochMs;
}

/** Port to the invitations; durable when it resolves. */
export interface InvitationStore {
  /** A person has one invitation at most: an earlier one ends. */
  replace(invitation: KeptInvitation): Promise<void>;
  /** The account of a valid invitation, which is used up by this; null otherwise. Only one caller gets it. */
  redeem(partyId: string, tokenHash: string, atMs: EpochMs): Promise<string | null>;
}

const dayMs = 86_400_000;

/** Invites a person; the token names the party, so that it can be looked up behind row-level security. */
export async function invite(
  store: InvitationStore,
  account: AccountKey,
  atMs: EpochMs,
): Promise<Invitation> {
  const { partyId, accountId } = account;
  const token = `${partyId}.${randomBytes(24).toString("base64url")}`;
  const expiresAtMs = atMs + invitationDays.value * dayMs;
  const tokenHash = hashSecret(token);
  await store.replace({ partyId, accountId, tokenHash, createdAtMs: atMs, expiresAtMs });
  return { partyId, accountId, token, expiresAtMs };
}

/** The account of an invitation's token; null when it is none, was used or has expired. */
export async function redeemInvitation(
  store: InvitationStore,
  token: string,
  atMs: EpochMs,
): Promise<AccountKey | null> {
  // The party in the token is the caller's claim: only an invitation of that very party can match the hash.
  const partyId = token.slice(0, token.indexOf("."));
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(partyId)) return null;
  const accountId = await store.redeem(partyId, hashSecret(token), atMs);
  return accountId === null ? null : { partyId, accountId };
}
