import type { IdSource } from "#kernel";
import { accessFaults } from "./errors.ts";
import { type Invitation, invite } from "./invitation.ts";
import type { Actor, NewPerson, PeopleStores } from "./manage-people.ts";
import { type Party, rolesOfKind } from "./party.ts";
import type { PartyStore } from "./party-store.ts";

/** Everything that making parties needs, passed in. */
export interface PartyMakingStores extends PeopleStores {
  readonly parties: PartyStore;
  readonly nextId: IdSource;
}

/** A party to be, with its first person, who invites the others. */
export interface NewParty extends Omit<Party, "id" | "isSimulated"> {
  /** What a simulated party makes is simulated in any case. */
  readonly isSimulated?: boolean | undefined;
  readonly firstPerson: NewPerson;
}

/** A party that was made, and the one-time link for its first person. */
export interface MadeParty {
  readonly party: Party;
  readonly invitation: Invitation;
}

/**
 * Makes parties with a first person each, all or none of the parties. An enterprise's first person is its owner.
 * @throws ACCESS_PARTY_CODE_TAKEN, ACCESS_PARTY_KIND_NOT_ALLOWED, ACCESS_ROLE_OF_KIND
 */
export async function createParties(
  stores: PartyMakingStores,
  actor: Actor,
  wanted: readonly NewParty[],
): Promise<readonly MadeParty[]> {
  for (const { kind, firstPerson } of wanted) {
    if (rolesOfKind[kind].includes(firstPerson.role)) continue;
    throw accessFaults.fault("ACCESS_ROLE_OF_KIND", { role: firstPerson.role, kind });
  }
  const atMs = stores.clock();
  const parties = wanted.map(({ kind, code, name, isSimulated = false }): Party => {
    const isInvented = isSimulated || actor.party.isSimulated;
    return { id: stores.nextId(), kind, code, name, isSimulated: isInvented };
  });
  await stores.parties.create(actor.party.id, parties, atMs);
  const made: MadeParty[] = [];
  for (const [index, party] of parties.entries()) {
    const { firstPerson } = wanted[index] as NewParty;
    const account = await stores.accounts.add({ partyId: party.id, ...firstPerson }, atMs);
    const key = { partyId: party.id, accountId: account.id };
    made.push({ party, invitation: await invite(stores.invitations, key, atMs) });
    await stores.audit.append({
      partyId: actor.party.id,
      accountId: actor.accountId,
      action: "party.created",
      subject: party.id,
      atMs,
    });
  }
  return made;
}
