import type { AreaServices } from "#http";
import type { WatchServices } from "#watch";
import type { Foundation } from "./foundation.ts";

/** Opens what serves early warning. */
export async function composeWatch(
  _foundation: Foundation,
  _earlier: Pick<AreaServices, "consent" | "loanBook">,
): Promise<WatchServices> {
  return {};
}
