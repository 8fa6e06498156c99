import { type BusinessDay, type Random, addDays, createRandom, isWorkingDay, weekdayOf } from "#kernel";
import type { EnterprisePlan } from "./enterprise-plan.ts";
import { strainOf } from "./misfortune.ts";

export const energyHeader =
  "date,Usage_kWh,Lagging_Current_Reactive_Power_kVarh,Leading_Current_Reactive_Power_kVarh,CO2(tCO2),Lagging_Current_Power_Factor,Leading_Current_Power_Factor,NSM,WeekStatus,Day_of_week,Load_Type";

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/**
 * Electricity of one enterprise, a quarter of an hour each, stamped at the interval's end in local time as D/M/Y. As in
 * the real plant's file, each day's last reading is stamped 00:00 of the same day.
 */
export function energyReadings(
  plan: EnterprisePlan,
  options: {
    readonly seed: string;
    readonly firstDay: BusinessDay;
    readonly days: number;
    readonly lastMonth: number;
  },
): string[] {
  const random = createRandom(`${options.seed}/energy/${plan.code}`);
  const load = strainOf(plan.misfortune, options.lastMonth).salesFactor;
  const connectedKw = plan.industry.machineKw * (plan.size === "micro" ? 3 : 9);
  const lines: string[] = [];
  for (let offset = 0; offset < options.days; offset++) {
    const day = addDays(options.firstDay, offset);
    const [year, month, date] = day.split("-");
    const isWorked = isWorkingDay(day);
    const weekday = weekdays[weekdayOf(day) - 1] ?? "";
    for (let quarter = 1; quarter <= 96; quarter++) {
      const minutes = (quarter % 96) * 15;
      const clock = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
      const kwh = (connectedKw * demandShare(random, { quarter, isWorked, load })) / 4;
      const loadType =
        kwh > connectedKw * 0.15 ? "Maximum_Load" : kwh > connectedKw * 0.06 ? "Medium_Load" : "Light_Load";
      lines.push(
        [
          `${date}/${month}/${year} ${clock}`,
          round(kwh),
          round(kwh * 0.4),
          round(kwh * 0.05),
          round(kwh * 0.0006),
          round(88 + 4 * random.normal()),
          round(99 + 0.3 * random.normal()),
          minutes * 60,
          weekdayOf(day) >= 6 ? "Weekend" : "Weekday",
          weekday,
          loadType,
        ].join(","),
      );
    }
  }
  return lines;
}

/** Base load at night and on days off, work from 8:00 to 24:00 with a dip at noon. */
export function demandShare(
  random: Random,
  { quarter, isWorked, load }: { quarter: number; isWorked: boolean; load: number },
): number {
  const base = 0.06 + 0.005 * random.normal();
  if (!isWorked || quarter <= 32) return Math.max(0.02, base);
  const noon = quarter > 47 && quarter <= 52 ? 0.5 : 1;
  return Math.max(base, base + load * noon * (0.6 + 0.08 * random.normal()));
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
