import type { EpochMs } from "#kernel";
import type { Party } from "./party.ts";

/**
 * Port to the parties. Writes are durable when they resolve. Institutions are known to everybody who belongs to a
 * party; an enterprise is known to itself and to the installation's own party only.
 */
export interface PartyStore {
  /** The party with this code, whatever its case: asked before anybody is known, so it gives the id alone. */
  findIdByCode(code: string): Promise<string | null>;
  /** The parties that this one knows, by kind and code. */
  list(partyId: string): Promise<readonly Party[]>;
  /**
   * Makes parties on behalf of one; all or none. The installation's party makes any kind, a platform or bank
   * enterprises only; the database refuses the rest.
   * @throws ACCESS_PARTY_CODE_TAKEN
   */
  create(byPartyId: string, parties: readonly Party[], atMs: EpochMs): Promise<void>;
}
