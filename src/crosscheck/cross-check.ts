import type { OperatingFacts } from "#operations";
import type { Authenticity } from "./contradiction.ts";
import { type CrossCheckParameters, defaultCrossCheckParameters } from "./parameters.ts";
import type { Neighbours } from "./region-book.ts";

/**
 * Everything that an enterprise's streams say against each other and against its neighbours', as of the facts' T and N.
 * @param neighbours  what the book of the region knows around it; null where it is checked alone
 */
export function crossCheck(
  _facts: OperatingFacts,
  _neighbours: Neighbours | null,
  _parameters: CrossCheckParameters = defaultCrossCheckParameters,
): Authenticity {
  return { grade: "unknown", score: 0, checks: [], contradictions: [] };
}
