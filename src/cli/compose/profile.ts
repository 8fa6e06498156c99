import {
  type IndexServices,
  openIndices,
  openLiveFacts,
  openProfile,
  projectionOf,
  type ProfileServices,
} from "#flow";
import type { Foundation } from "./foundation.ts";

/** Opens what the pages of an enterprise's portrait show. */
export function composeProfile({ stores, clock }: Foundation): ProfileServices {
  const { ledger, operations, observations, indicators, liveSeeds } = stores;
  const projection = projectionOf(ledger, observations);
  const live = openLiveFacts({ operations, seeds: liveSeeds, observations, projection, clock });
  return openProfile({ operations, observations, indicators, live, clock });
}

/** Opens the k-anonymous indices of industries and regions. */
export function composeIndices({ stores, clock }: Foundation): IndexServices {
  const { operations, observations } = stores;
  return openIndices({ operations, observations, clock });
}
