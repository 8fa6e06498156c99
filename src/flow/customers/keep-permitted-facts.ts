import type { DataClass } from "#consent";
import { streamClasses } from "#indicators";
import { type OperatingFacts, streamNames } from "#operations";

/** The facts without the streams of classes that may not be read, as if their rows had never come. */
export function keepPermittedFacts(facts: OperatingFacts, classes: ReadonlySet<DataClass>): OperatingFacts {
  const refused = streamNames.filter((name) => !classes.has(streamClasses[name]));
  return { ...facts, ...Object.fromEntries(refused.map((name) => [name, []])) };
}

/** How much is known: of one customer with several registers' entries the one with the most rows counts. */
export function rowsOf(facts: OperatingFacts): number {
  return streamNames.reduce((sum, name) => sum + facts[name].length, 0);
}
