import { rhythm } from "../region-parameters.ts";
import { newYearActivity } from "../../working-rhythm.ts";
import type { Firm } from "./firm.ts";

/** Share of usual work that the new year's standstill leaves on a day, not below `least`. */
export function activityOf(firm: Firm, day: number, least: number): number {
  const { stopDays, leadDays } = firm.newYear;
  const offset = (firm.climate.rhythm.newYearOffset[day] ?? 99) + leadDays;
  return Math.max(least, newYearActivity(offset, stopDays));
}

/** As `activityOf`, for machines: kilns hold their furnaces. */
export function machineActivityOf(firm: Firm, day: number): number {
  return activityOf(firm, day, firm.plan.industry.code === "C30" ? rhythm.kilnLeastActivity.value : 0);
}
