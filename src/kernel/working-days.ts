import { addDays, daysBetween, weekdayOf } from "./calendar.ts";
import { firstLunarYear, lastLunarYear, lunarFestivalsOf } from "./lunar-festivals.ts";
import type { BusinessDay } from "./time.ts";
import { type WorkingDayNotice, workingDayNotices } from "./working-day-notices.ts";

/** Whether a day is worked in mainland China, and how sure that is. */
export interface WorkingDayStatus {
  readonly isWorkingDay: boolean;
  /** `swap` is a week-end that is worked (调休上班). */
  readonly reason: "weekday" | "weekend" | "holiday" | "swap";
  /** `provisional` (暂定): the year's notice was not public yet, only statutory days and week-ends are known. */
  readonly certainty: "announced" | "provisional";
}

/**
 * The status of a day as it was known on `knownOn` (the newest notices when it is left out): a replay passes the
 * day of the decision, so that a notice published later does not change it.
 * @throws KERNEL_DAY_MALFORMED
 */
export function workingDayStatusOf(day: BusinessDay, knownOn?: BusinessDay): WorkingDayStatus {
  const isWeekend = weekdayOf(day) >= 6;
  const year = Number(day.slice(0, 4));
  const isAnnounced = workingDayNotices.some((notice) => notice.year === year && isPublic(notice, knownOn));
  const arranged = arrangedReasonOf(day, knownOn) ?? (isAnnounced ? null : statutoryReasonOf(day, year));
  const reason = arranged ?? (isWeekend ? "weekend" : "weekday");
  return {
    isWorkingDay: reason === "weekday" || reason === "swap",
    reason,
    certainty: isAnnounced ? "announced" : "provisional",
  };
}

export function isWorkingDay(day: BusinessDay, knownOn?: BusinessDay): boolean {
  return workingDayStatusOf(day, knownOn).isWorkingDay;
}

/** Working days from `from` to `to`, both included; zero when `to` is earlier. */
export function workingDaysBetween(from: BusinessDay, to: BusinessDay, knownOn?: BusinessDay): number {
  let count = 0;
  for (let offset = daysBetween(from, to); offset >= 0; offset--) {
    if (isWorkingDay(addDays(from, offset), knownOn)) count++;
  }
  return count;
}

/** The day itself when it is worked, otherwise the next one that is (顺延). */
export function nextWorkingDayFrom(day: BusinessDay, knownOn?: BusinessDay): BusinessDay {
  let candidate = day;
  while (!isWorkingDay(candidate, knownOn)) candidate = addDays(candidate, 1);
  return candidate;
}

function isPublic(notice: WorkingDayNotice, knownOn: BusinessDay | undefined): boolean {
  return knownOn === undefined || notice.announcedOn <= knownOn;
}

type ArrangedReason = "holiday" | "swap";
type Arrangement = { readonly notice: WorkingDayNotice; readonly reason: ArrangedReason };

const arrangements = new Map<BusinessDay, Arrangement[]>();
for (const notice of workingDayNotices) {
  for (const text of notice.daysOff) addArrangement(notice, text, "holiday");
  for (const text of notice.workedWeekends) addArrangement(notice, text, "swap");
}

function addArrangement(notice: WorkingDayNotice, text: string, reason: ArrangedReason): void {
  const [from = "", to = from] = text
    .split("..")
    .map((part) => (part.length === 5 ? `${notice.year}-${part}` : part));
  for (let day = from; day <= to; day = addDays(day, 1)) {
    arrangements.set(day, [...(arrangements.get(day) ?? []), { notice, reason }]);
  }
}

function arrangedReasonOf(day: BusinessDay, knownOn: BusinessDay | undefined): ArrangedReason | null {
  return arrangements.get(day)?.findLast(({ notice }) => isPublic(notice, knownOn))?.reason ?? null;
}

/**
 * Days that the regulation itself names, for years without a notice.
 * @source 全国年节及纪念日放假办法 (State Council, in force 2025-01-01), Art. 2
 */
function statutoryReasonOf(day: BusinessDay, year: number): ArrangedReason | null {
  const fixed = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"];
  if (fixed.includes(day.slice(5))) return "holiday";
  if (year < firstLunarYear || year > lastLunarYear) return null;
  const { newYear, qingming, dragonBoat, midAutumn } = lunarFestivalsOf(year);
  const sinceNewYear = daysBetween(newYear, day);
  if (sinceNewYear >= -1 && sinceNewYear <= 2) return "holiday";
  return [qingming, dragonBoat, midAutumn].includes(day) ? "holiday" : null;
}
