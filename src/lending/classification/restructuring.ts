import { addDays, type BusinessDay } from "#kernel";
import { type LoanHistory, scheduleOn } from "../book/loan-position.ts";
import type { ClassFacts } from "./class-rules.ts";
import type { ClassThresholds } from "./parameters.ts";

/**
 * Whether a restructured loan is under observation on the day: from the change until two instalments after it and one
 * year from the first of them, whichever is later; a second restructuring starts the clock again.
 * @param restructuredOn  days of the changes, oldest first
 */
export function restructuringOn(
  restructuredOn: readonly BusinessDay[],
  history: LoanHistory,
  day: BusinessDay,
  thresholds: ClassThresholds,
): ClassFacts["restructuring"] {
  const past = restructuredOn.filter((on) => on <= day);
  const last = past.at(-1);
  if (last === undefined) return null;
  const due = (scheduleOn(history.schedules, day)?.instalments ?? [])
    .map(({ dueOn }) => dueOn)
    .filter((dueOn) => dueOn > last);
  const first = due[0];
  const second = due[thresholds.observationInstalments - 1];
  // Without enough instalments left the loan stays under observation to its end.
  const isOver =
    first !== undefined &&
    second !== undefined &&
    day > second &&
    day > addDays(first, thresholds.observationDays);
  return { times: past.length, isObserved: !isOver };
}
