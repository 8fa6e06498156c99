import { type BusinessDay, type EpochMs, addDays, createRandom, isWorkingDay, startOfDayMs } from "#kernel";
import type { EnterprisePlan } from "./enterprise-plan.ts";
import { strainOf } from "./misfortune.ts";

export const machineHeader = "ts,asset,items,status,status_time,power_avg,cycle_time,alarm,product";

const fiveMinutesMs = 5 * 60_000;
const shiftStartMs = 8 * 3_600_000;

/**
 * Machine readings of one enterprise, five minutes apart while a machine is switched on: state 0 idle, 1 manual,
 * 2 automatic, 3 alarm, with the seconds in that state during the last minute, parts, kW and cycle time. One part in a
 * thousand is lost on the way.
 */
export function machineReadings(
  plan: EnterprisePlan,
  options: {
    readonly seed: string;
    readonly firstDay: BusinessDay;
    readonly days: number;
    readonly lastMonth: number;
    /** How much of normal work is done on a day, 0 to about 1; the month's strain on working days when left out. */
    readonly activityOn?: (day: BusinessDay) => number;
    readonly stepMs?: number;
  },
): string[] {
  const random = createRandom(`${options.seed}/machines/${plan.code}`);
  const machines = plan.size === "micro" ? 2 : 3;
  const stepMs = options.stepMs ?? fiveMinutesMs;
  const lastActivity = strainOf(plan.misfortune, options.lastMonth).salesFactor;
  const lines: string[] = [];
  for (let offset = 0; offset < options.days; offset++) {
    const day = addDays(options.firstDay, offset);
    const activity = options.activityOn?.(day) ?? lastActivity;
    if (activity < 0.02 || (options.activityOn === undefined && !isWorkingDay(day) && random.next() > 0.15))
      continue;
    const load = Math.min(1, 0.78 * activity);
    const shiftHours = load > 0.5 ? 16 : 9;
    const startMs = startOfDayMs(day) + shiftStartMs;
    // As in the real files a reading is stamped at the end of what it counts.
    for (let stamp = startMs + stepMs; stamp <= startMs + shiftHours * 3_600_000; stamp += stepMs) {
      for (let machine = 0; machine < machines; machine++) {
        if (random.next() < 0.001) continue;
        const drawn = random.next();
        const state = drawn < load ? 2 : drawn < load + 0.02 ? 3 : drawn < load + 0.12 ? 1 : 0;
        const isRunning = state === 2;
        const cycleSeconds = 40 + 6 * machine;
        const items = isRunning ? Math.max(0, Math.round(stepMs / 1000 / cycleSeconds + random.normal())) : 0;
        const kw = isRunning
          ? Math.round(plan.industry.machineKw * (0.8 + 0.15 * random.normal()))
          : state === 0
            ? 0
            : 1;
        const seconds = isRunning ? 60 - random.integer(12) : 60;
        const cycle = isRunning ? cycleSeconds + random.integer(5) : 0;
        const product = machine * 2 + (offset % 2);
        lines.push(
          `${utcStamp(stamp)},${machine},${items}.0,${state}.0,${seconds}.0,${Math.max(0, kw)}.0,${cycle}.0,${state === 3 ? 1 : 0},${product}`,
        );
      }
    }
  }
  return lines;
}

function utcStamp(instantMs: EpochMs): string {
  return `${new Date(instantMs).toISOString().slice(0, 19).replace("T", " ")}+00:00`;
}
