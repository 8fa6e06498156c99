import { isOrdinaryDay } from "#association";
import type { DayNumber, MachineDay } from "#operations";
import { partsOf } from "./asset-series.ts";
import { median } from "./robust-statistics.ts";

const fewestDays = 15;
const fewestParts = 200;

/**
 * Parts for an hour of running since a day ÷ before it, by the machine's own counter; null where it has none, or made
 * too few parts on either side. A machine that runs empty makes fewer parts an hour; a clamp alone changes nothing here.
 */
export function yieldRatioOf(days: readonly MachineDay[], breakDay: DayNumber): number | null {
  const counted = days.filter(
    (day) => day.knownMinutes >= 720 && day.runMinutes >= 60 && isOrdinaryDay(day.day) && partsOf(day) > 0,
  );
  const after = counted.filter(({ day }) => day >= breakDay).slice(0, 120);
  const before = counted.filter(({ day }) => day < breakDay).slice(-120);
  if (!isCounted(before) || !isCounted(after)) return null;
  return yieldOf(after) / yieldOf(before);
}

function isCounted(days: readonly MachineDay[]): boolean {
  return days.length >= fewestDays && days.reduce((sum, day) => sum + partsOf(day), 0) >= fewestParts;
}

/** Median of the days' parts for an hour. */
function yieldOf(days: readonly MachineDay[]): number {
  return median(days.map((day) => (partsOf(day) * 60) / day.runMinutes));
}
