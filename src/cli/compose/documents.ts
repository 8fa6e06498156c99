import type { AreaServices } from "#http";
import type { DocumentServices } from "#report";
import type { Foundation } from "./foundation.ts";

/** Opens what serves printed documents, the due-diligence report first. */
export async function composeDocuments(
  _foundation: Foundation,
  _earlier: Pick<AreaServices, "consent" | "loanBook" | "watch">,
): Promise<DocumentServices> {
  return {};
}
