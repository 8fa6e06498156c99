import type { AreaServices } from "#http";
import type { ExpertCardServices } from "#decision";
import type { Foundation } from "./foundation.ts";

/** Opens what serves the expert card of the cold start. */
export async function composeExpertCard(
  _foundation: Foundation,
  _earlier: Pick<AreaServices, "consent">,
): Promise<ExpertCardServices> {
  return {};
}
