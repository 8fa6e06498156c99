import { type Actor, accessFaults } from "#access";
import type { Foundation } from "./compose/foundation.ts";

/**
 * The operator of the machine, acting for a party: in the audit trail it is nobody's account.
 * @param code  of the party; the installation's own when left out
 * @throws ACCESS_PARTY_NOT_FOUND
 */
export async function operatorOf({ access, record }: Foundation, code?: string): Promise<Actor> {
  const partyId = code === undefined ? record.partyId : await access.parties.findIdByCode(code);
  const party = partyId === null ? null : await access.accounts.findParty(partyId);
  if (party === null) throw accessFaults.fault("ACCESS_PARTY_NOT_FOUND", { code: code ?? "" });
  return { party, accountId: null };
}
