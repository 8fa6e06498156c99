import type { EpochMs } from "#kernel";
import type { Party } from "./party.ts";
import type { Role } from "./role.ts";

/** A person who can log in; `passwordHash` is null for one who comes in by one-time address only. */
export interface Account {
  readonly id: string;
  readonly partyId: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string | null;
  /** Who is suspended comes in by no way and has no session. */
  readonly isSuspended: boolean;
}

/**
 * Port to the accounts of parties. Writes are durable when they resolve; a name is unique within a party;
 * nothing of another party can be read or written through it.
 */
export interface AccountStore {
  findByName(partyId: string, name: string): Promise<Account | null>;
  findById(partyId: string, accountId: string): Promise<Account | null>;
  findParty(partyId: string): Promise<Party | null>;
  /** By name. */
  list(partyId: string): Promise<readonly Account[]>;
  /**
   * Adds an account that has no password yet.
   * @throws ACCESS_NAME_TAKEN
   */
  add(account: Pick<Account, "partyId" | "name" | "role">, atMs: EpochMs): Promise<Account>;
  /** What is left out stays. @throws ACCESS_PERSON_NOT_FOUND */
  change(
    partyId: string,
    accountId: string,
    change: {
      readonly role?: Role | undefined;
      readonly passwordHash?: string | null | undefined;
      readonly isSuspended?: boolean | undefined;
    },
    atMs: EpochMs,
  ): Promise<Account>;
  /** Creates the account, or sets role and password of the one that has this name. */
  save(account: Omit<Account, "id" | "isSuspended">, atMs: EpochMs): Promise<Account>;
}
