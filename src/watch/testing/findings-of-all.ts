import { cohortsOf, findingsOn, type RuleFinding } from "../evaluate-rules.ts";
import type { WatchSeries } from "../watch-series.ts";

/** What all rules say of these enterprises, each beside the others, on a day. */
export function findingsOfAll(all: readonly WatchSeries[], asOf: number): RuleFinding[] {
  const look = { asOf, cohortOn: cohortsOf(all) };
  return all.flatMap((series) => findingsOn(series, look));
}
