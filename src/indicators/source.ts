import type { BusinessDay } from "#kernel";
import type { EnterpriseFacts } from "./facts.ts";

/** What to load: data observed up to the end of `asOf` and covered by a platform leaf below `knownAt`. */
export interface FactsQuery {
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  /** All enterprises when left out. */
  readonly enterpriseIds?: readonly string[];
}

/**
 * Port: where facts come from. It owes exactness (integers equal to `factsFromRows` on the same rows, whatever
 * their order) and repeatability (the same query gives the same facts as long as the log is the same); it owes no
 * durability. An enterprise without a row is absent unless its id was asked for, then its facts are empty.
 */
export interface IndicatorSource {
  loadFacts(query: FactsQuery): Promise<ReadonlyMap<string, EnterpriseFacts>>;
}
