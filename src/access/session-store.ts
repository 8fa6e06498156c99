import type { EpochMs } from "#kernel";

/** A log-in; only a hash of its secret is kept. */
export interface Session {
  readonly partyId: string;
  readonly accountId: string;
  /** SHA-256 of the secret in the cookie, hex. */
  readonly secretHash: string;
  readonly createdAtMs: EpochMs;
  readonly expiresAtMs: EpochMs;
}

/** Port to the sessions; durable when it resolves; an expired session is not found. */
export interface SessionStore {
  create(session: Session): Promise<void>;
  find(partyId: string, secretHash: string, atMs: EpochMs): Promise<Session | null>;
  remove(partyId: string, secretHash: string): Promise<void>;
  /** Logs a person out everywhere. */
  removeOf(partyId: string, accountId: string): Promise<void>;
  removeExpired(partyId: string, atMs: EpochMs): Promise<void>;
}
