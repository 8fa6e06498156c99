import type { BusinessDay } from "#kernel";
import type { DayNumber, WorkforceDay } from "#operations";
import { isPlannedDay } from "../machine-view.ts";
import { rememberFew } from "../operating/lazy.ts";
import { operatingParameters } from "../operating/operating-parameters.ts";
import type { ProductionPlan } from "../parameters.ts";
import type { DayPlan } from "./machine-sums.ts";

const minutesOfDay = 1440;

/**
 * The plan of an enterprise's days: planned days by the calendar, and on them the shifts last stated, each of the usual
 * length; without shifts the plan's own hours.
 */
export function dayPlanOf(
  workforce: readonly WorkforceDay[],
  plan: ProductionPlan,
  asOf: BusinessDay,
): DayPlan {
  const shiftMinutes = operatingParameters.shiftHours.value * 60;
  const planned = plannedDaysOf(plan, asOf);
  const minutes = new Map<DayNumber, number>();
  return {
    isPlanned: planned,
    runThresholdMinutes: plan.runThresholdMinutes,
    minutesOf: (day) => {
      const known = minutes.get(day);
      if (known !== undefined) return known;
      const shifts = lastShifts(workforce, day);
      const found = shifts === null ? plan.hoursPerDay * 60 : Math.min(minutesOfDay, shifts * shiftMinutes);
      minutes.set(day, found);
      return found;
    },
  };
}

/** Shifts of the last day stated up to this one; a day without shifts was not worked and says nothing of the plan. */
function lastShifts(workforce: readonly WorkforceDay[], day: DayNumber): number | null {
  let low = 0;
  let high = workforce.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((workforce[middle]?.day ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  for (let at = low - 1; at >= 0; at--) {
    const shifts = workforce[at]?.shifts ?? 0;
    if (shifts > 0) return shifts;
  }
  return null;
}

/** All enterprises of a run share a few days T; the calendar is asked once for each. */
const knownPlannedDays = rememberFew((_basisAndDay: string) => new Map<DayNumber, boolean>());

function plannedDaysOf({ basis }: ProductionPlan, asOf: BusinessDay): (day: DayNumber) => boolean {
  const days = knownPlannedDays(`${basis}/${asOf}`);
  return (day) => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const is = isPlannedDay(day, basis, asOf);
    days.set(day, is);
    return is;
  };
}
