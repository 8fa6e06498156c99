import type { AreaServices } from "#http";
import type { ImportServices } from "#jobs";
import type { Foundation } from "./foundation.ts";

/** Opens what serves imports of files, their quarantine and its correction. */
export async function composeImports(
  _foundation: Foundation,
  _earlier: Pick<AreaServices, "consent">,
): Promise<ImportServices> {
  return {};
}
