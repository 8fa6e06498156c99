import { createHash, randomBytes } from "node:crypto";
import type { Clock, EpochMs } from "#kernel";

/** Which account of which party. */
export interface AccountKey {
  readonly partyId: string;
  readonly accountId: string;
}

/** One-time tokens for the log-in address in the terminal; they live in memory only. */
export interface LoginTokens {
  /** A new token, valid once and for ten minutes. */
  issue(account: AccountKey): string;
  /** The account of a valid token, which is used up by this; null otherwise. */
  redeem(token: string): AccountKey | null;
}

const validMs = 10 * 60_000;

/** Keeps tokens of this process; a restart invalidates them all. */
export function createLoginTokens(clock: Clock): LoginTokens {
  const issued = new Map<string, { account: AccountKey; expiresAtMs: EpochMs }>();
  return {
    issue: (account) => {
      const token = randomBytes(24).toString("base64url");
      issued.set(hashSecret(token), { account, expiresAtMs: clock() + validMs });
      return token;
    },
    redeem: (token) => {
      const key = hashSecret(token);
      const found = issued.get(key);
      issued.delete(key);
      return found !== undefined && clock() < found.expiresAtMs ? found.account : null;
    },
  };
}

/** SHA-256 of a random secret, hex: looked up by hash, so that neither a dump nor timing gives the secret. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
