import { openProfile, type ProfileServices } from "#flow";
import type { Foundation } from "./foundation.ts";

/** Opens what the pages of an enterprise's portrait show. */
export function composeProfile({ stores, clock }: Foundation): ProfileServices {
  const { operations, observations, indicators } = stores;
  return openProfile({ operations, observations, indicators, clock });
}
