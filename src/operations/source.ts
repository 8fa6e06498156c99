import type { BusinessDay } from "#kernel";
import type { OperatingFacts } from "./facts.ts";
import type { OperatingRows } from "./rows.ts";

/** What to load: rows of days up to `asOf`, covered by a platform leaf below `knownAt`. */
export interface OperatingQuery {
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  /** All enterprises when left out. */
  readonly enterpriseIds?: readonly string[];
}

/**
 * Port: where operating facts come from. It owes exactness (equal to `operatingFactsOf` on the same rows) and
 * repeatability (the same query gives the same facts as long as the log is the same); it owes no durability. Enterprises
 * come one after another, so that a region never has to be held at once; one without a row is left out.
 */
export interface OperatingSource {
  loadOperations(
    query: OperatingQuery,
  ): AsyncIterable<readonly [enterpriseId: string, facts: OperatingFacts]>;
  /** The same rows with where they stand in the log, so that one pass gives the facts of many earlier T and N. */
  loadRows(query: OperatingQuery): AsyncIterable<readonly [enterpriseId: string, rows: OperatingRows]>;
}
