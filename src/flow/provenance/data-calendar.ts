import { addDays, type BusinessDay, daysBetween, startOfDayMs, workingDayStatusOf } from "#kernel";
import type { Coverage } from "./evidence-mix.ts";
import { provenanceParameters } from "./parameters.ts";
import type { CollectorDay, ToldGap } from "./provenance-source.ts";

/** A day of a collector as the calendar shows it. */
export interface CalendarDay {
  readonly day: BusinessDay;
  readonly isWorkingDay: boolean;
  /** Weekday, weekend, holiday or swap. */
  readonly reason: "weekday" | "weekend" | "holiday" | "swap";
  readonly readings: number;
  /** Of working time that is over; null on days that are not worked and before anything came. */
  readonly coveragePpm: number | null;
  /** Milliseconds of the day within gaps that the collector told. */
  readonly gapMs: number;
  readonly late: number;
  readonly quarantined: number;
}

export interface CollectorCalendar {
  readonly collector: string;
  readonly days: readonly CalendarDay[];
  readonly coverage: Coverage;
}

const whole = 1_000_000;
const dayMs = 86_400_000;

/** Lays what came of each collector out over the days, in the working calendar. */
export function calendarOf(
  range: { readonly from: BusinessDay; readonly to: BusinessDay },
  days: readonly CollectorDay[],
  gaps: readonly ToldGap[],
  nowMs: number,
): readonly CollectorCalendar[] {
  const collectors = [...new Set([...days, ...gaps].map(({ collector }) => collector))].toSorted();
  return collectors.map((collector) => {
    const own = new Map(days.flatMap((one) => (one.collector === collector ? [[one.day, one]] : [])));
    const told = gaps.filter((gap) => gap.collector === collector);
    const firstDay = [...own.keys()].toSorted()[0] ?? null;
    const shown = Array.from({ length: daysBetween(range.from, range.to) + 1 }, (_, i) => {
      const day = addDays(range.from, i);
      return calendarDay(day, { found: own.get(day), told, firstDay, nowMs });
    });
    return { collector, days: shown, coverage: coverageOf(shown, told) };
  });
}

function calendarDay(
  day: BusinessDay,
  of: {
    readonly found: CollectorDay | undefined;
    readonly told: readonly ToldGap[];
    readonly firstDay: BusinessDay | null;
    readonly nowMs: number;
  },
): CalendarDay {
  const { found, firstDay } = of;
  const { isWorkingDay, reason } = workingDayStatusOf(day);
  const expected = expectedSteps(day, of.nowMs);
  const counts = isWorkingDay && firstDay !== null && day >= firstDay && expected > 0;
  const covered = Math.min(found?.coveredSteps ?? 0, expected);
  return {
    day,
    isWorkingDay,
    reason,
    readings: found?.readings ?? 0,
    coveragePpm: counts ? Math.round((covered / expected) * whole) : null,
    gapMs: gapWithin(of.told, startOfDayMs(day), startOfDayMs(day) + dayMs),
    late: found?.late ?? 0,
    quarantined: found?.quarantined ?? 0,
  };
}

/** Steps of the day's working time that are over. */
function expectedSteps(day: BusinessDay, nowMs: number): number {
  const { workFromMs, workToMs, coverageStepMs } = provenanceParameters;
  const startMs = startOfDayMs(day) + workFromMs.value;
  const endMs = Math.min(startOfDayMs(day) + workToMs.value, nowMs);
  return Math.max(0, Math.floor((endMs - startMs) / coverageStepMs.value));
}

/** Milliseconds within told gaps; gaps that overlap count once. */
function gapWithin(gaps: readonly ToldGap[], fromMs: number, toMs: number): number {
  let [sum, reachedMs] = [0, fromMs];
  for (const gap of gaps.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const startMs = Math.max(gap.fromMs, reachedMs);
    const endMs = Math.min(gap.toMs, toMs);
    if (endMs > startMs) sum += endMs - startMs;
    reachedMs = Math.max(reachedMs, endMs);
  }
  return sum;
}

/** Coverage over the days that count; a missing stretch counts as told when the day's told gaps are as long. */
function coverageOf(days: readonly CalendarDay[], told: readonly ToldGap[]): Coverage {
  const { workFromMs, workToMs, coverageStepMs } = provenanceParameters;
  const counted = days.filter(({ coveragePpm }) => coveragePpm !== null);
  if (counted.length === 0) return { coveragePpm: 0, isEveryGapTold: false };
  const sum = counted.reduce((all, { coveragePpm }) => all + (coveragePpm ?? 0), 0);
  const isEveryGapTold = counted.every(({ day, coveragePpm }) => {
    const startMs = startOfDayMs(day) + workFromMs.value;
    const endMs = startOfDayMs(day) + workToMs.value;
    const missingMs = ((whole - (coveragePpm ?? 0)) / whole) * (endMs - startMs);
    // A step at either end of a gap is half covered.
    return gapWithin(told, startMs, endMs) + 2 * coverageStepMs.value >= missingMs;
  });
  return { coveragePpm: Math.round(sum / counted.length), isEveryGapTold };
}
