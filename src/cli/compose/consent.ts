import { createBasisStore } from "#adapters/postgres";
import { type ConsentServices, findBasis, readList, readPermitted, requireBasis } from "#consent";
import type { Foundation } from "./foundation.ts";

/** Opens what serves consent, the basis of each read, and the access log. */
export async function composeConsent({ record, clock }: Foundation): Promise<ConsentServices> {
  const stores = { store: createBasisStore(record), clock };
  return {
    basisOf: async (visitor, read) => await findBasis(stores, visitor, read),
    requireBasis: async (visitor, read) => await requireBasis(stores, visitor, read),
    readList: async (visitor, list) => await readList(stores, visitor, list),
    readPermitted: async (visitor, read) => await readPermitted(stores, visitor, read),
  };
}
