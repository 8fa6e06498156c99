import type { AreaServices } from "#http";
import type { FundServices } from "#compensation";
import type { Foundation } from "./foundation.ts";

/** Opens what serves the compensation fund. */
export async function composeFund(
  _foundation: Foundation,
  _earlier: Pick<AreaServices, "consent" | "loanBook">,
): Promise<FundServices> {
  return {};
}
