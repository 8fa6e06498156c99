import type { SuspectedCode } from "./exploration.ts";
import { explorationParameters } from "./parameters.ts";
import type { ValueRun } from "./sorted-values.ts";

/** Codes come in twos and threes: more values than these at one end are a tail. */
const MOST_AT_ONE_END = 3;

/**
 * Whole numbers at either end that are taken often and lie far from all others, as 96 and 98 among counts up to 13 or
 * −999 among ages. A suspicion for a person to confirm: nothing is treated as a code because of it.
 */
export function suspectCodes(runs: readonly ValueRun[]): readonly SuspectedCode[] {
  const low = codesAtEnd(runs);
  const high = codesAtEnd([...runs].reverse());
  return [...low, ...high.reverse()].map(({ value, count, bads }) => ({
    value,
    count,
    badRate: bads / count,
  }));
}

/** @param runs  the suspected end first */
function codesAtEnd(runs: readonly ValueRun[]): ValueRun[] {
  const { codeRows, codeGap } = explorationParameters;
  for (let codes = Math.min(MOST_AT_ONE_END, runs.length - 2); codes > 0; codes--) {
    const suspected = runs.slice(0, codes);
    const areCodes = suspected.every(
      ({ value, count }) => Number.isInteger(value) && count >= codeRows.value,
    );
    const nearest = runs[codes] as ValueRun;
    const farthest = runs[runs.length - 1] as ValueRun;
    const gap = Math.abs(nearest.value - (suspected[codes - 1] as ValueRun).value);
    if (areCodes && gap > codeGap.value * Math.abs(farthest.value - nearest.value)) return suspected;
  }
  return [];
}
