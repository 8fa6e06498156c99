import { type IndexServices, openIndices, openProfile, type ProfileServices } from "#flow";
import type { Foundation } from "./foundation.ts";

/** Opens what the pages of an enterprise's portrait show. */
export function composeProfile({ stores, clock }: Foundation): ProfileServices {
  const { operations, observations, indicators } = stores;
  return openProfile({ operations, observations, indicators, clock });
}

/** Opens the k-anonymous indices of industries and regions. */
export function composeIndices({ stores, clock }: Foundation): IndexServices {
  const { operations, observations } = stores;
  return openIndices({ operations, observations, clock });
}
