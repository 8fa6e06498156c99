import type { AreaServices } from "#http";
import type { LendingServices } from "#lending";
import type { Foundation } from "./foundation.ts";

/** Opens what serves own loans, from application to settlement. */
export async function composeLending(
  _foundation: Foundation,
  _earlier: Pick<AreaServices, "consent" | "loanBook">,
): Promise<LendingServices> {
  return {};
}
