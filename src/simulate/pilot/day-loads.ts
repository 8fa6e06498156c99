import { type BusinessDay, type Random, createRandom } from "#kernel";
import { demandShare } from "../energy-readings.ts";
import type { EnterprisePlan } from "../enterprise-plan.ts";
import { strainOf } from "../misfortune.ts";
import { type WorkingRhythm, newYearActivity } from "../working-rhythm.ts";

/** Energy of one day, kWh a quarter of an hour; the last element ends at 24:00. */
export interface DayLoad {
  readonly day: BusinessDay;
  readonly quartersKwh: readonly number[];
}

/**
 * How much of normal work an enterprise does on a day, 0 to about 1: holidays, the new year's standstill and its
 * misfortune. Diversion and a squeezed margin do not show.
 */
export function activityOn(plan: EnterprisePlan, rhythm: WorkingRhythm, index: number): number {
  const month = rhythm.monthOfDay[index] ?? 0;
  if (rhythm.isWorkingDay[index] !== 1) return 0;
  const strain = strainOf(plan.misfortune, month).salesFactor;
  return Math.min(1.1, strain) * newYearActivity(rhythm.newYearOffset[index] ?? 0, plan.newYearStopDays);
}

/** The load curve of an enterprise's meter over the days from `firstDay` on. */
export function dayLoadsOf(
  plan: EnterprisePlan,
  options: { readonly seed: string; readonly rhythm: WorkingRhythm; readonly firstDay: BusinessDay },
): DayLoad[] {
  const { seed, rhythm, firstDay } = options;
  const random = createRandom(`${seed}/load/${plan.code}`);
  const connectedKw = plan.industry.machineKw * { micro: 3, small: 9, medium: 30 }[plan.size];
  const first = rhythm.days.indexOf(firstDay);
  return rhythm.days.slice(first).map((day, offset) => {
    const load = activityOn(plan, rhythm, first + offset);
    return { day, quartersKwh: quartersOf(random, { connectedKw, load }) };
  });
}

function quartersOf(random: Random, { connectedKw, load }: { connectedKw: number; load: number }): number[] {
  return Array.from({ length: 96 }, (_, index) => {
    const share = demandShare(random, { quarter: index + 1, isWorked: load > 0.02, load });
    return Math.round((connectedKw * share * 100) / 4) / 100;
  });
}
