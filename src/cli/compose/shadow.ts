import type { AreaServices } from "#http";
import type { ShadowServices } from "#flow";
import type { Foundation } from "./foundation.ts";

/** Opens what serves the shadow comparison. */
export async function composeShadow(
  _foundation: Foundation,
  _earlier: Pick<AreaServices, "consent" | "loanBook" | "watch">,
): Promise<ShadowServices> {
  return {};
}
