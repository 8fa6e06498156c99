import {
  addPerson,
  changePerson,
  createParties,
  type PartyServices,
  resetPerson,
  setOwnPassword,
  verifyTrail,
} from "#access";
import type { Foundation } from "./foundation.ts";

/** Opens what serves parties and their people. */
export async function composeParties({ access, nextId }: Foundation): Promise<PartyServices> {
  const stores = { ...access, nextId };
  return {
    listParties: async ({ party }) => await access.parties.list(party.id),
    createParties: async (actor, wanted) => await createParties(stores, actor, wanted),
    listPeople: async ({ party }) => await access.accounts.list(party.id),
    addPerson: async (actor, person) => await addPerson(stores, actor, person),
    changePerson: async (actor, id, change) => await changePerson(stores, actor, id, change),
    resetPerson: async (actor, id) => await resetPerson(stores, actor, id),
    setOwnPassword: async (actor, account, passwords) =>
      await setOwnPassword(stores, actor, account, passwords),
    listEvents: async ({ party }, query, page) => await access.audit.list(party.id, query, page),
    verifyTrail: async ({ party }) => await verifyTrail(access.audit, party.id),
  };
}
