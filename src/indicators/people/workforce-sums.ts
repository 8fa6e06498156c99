import type { WorkforceDay } from "#operations";
import { type IndicatorValue, missing, present } from "../definition.ts";
import { rowsOfWindow } from "../operating/day-range.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import type { DayWindow } from "../windows.ts";

/** Days of people within a window. */
export function peopleIn({ facts }: OperatingView, window: DayWindow): readonly WorkforceDay[] {
  return rowsOfWindow(facts.workforce, ({ day }) => day, window);
}

/** Mean shifts of the days that were worked. */
export function meanShifts(view: OperatingView, window: DayWindow): IndicatorValue {
  const worked = peopleIn(view, window).filter(({ shifts }) => shifts > 0);
  if (worked.length === 0) return missing("noWorkforce");
  return present(worked.reduce((sum, { shifts }) => sum + shifts, 0) / worked.length);
}

/** Mean headcount of the days stated. */
export function meanHeadcount(view: OperatingView, window: DayWindow): IndicatorValue {
  const days = peopleIn(view, window);
  if (days.length === 0) return missing("noWorkforce");
  return present(days.reduce((sum, { headcount }) => sum + headcount, 0) / days.length);
}
