import { type OperatingFacts, streamNames } from "#operations";

/** How much is known: of one customer with several registers' entries the one with the most rows counts. */
export function rowsOf(facts: OperatingFacts): number {
  return streamNames.reduce((sum, name) => sum + facts[name].length, 0);
}
