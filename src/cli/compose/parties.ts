import type { PartyServices } from "#access";
import type { Foundation } from "./foundation.ts";

/** Opens what serves parties and their people. */
export async function composeParties(_foundation: Foundation): Promise<PartyServices> {
  return {};
}
