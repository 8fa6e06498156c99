import {
  dayNumberOf,
  dayOfNumber,
  defineDesignChoice,
  firstLunarYear,
  lastLunarYear,
  lunarNewYearOf,
  workingDayStatusOf,
} from "#kernel";
import type { DayNumber } from "#operations";

/** Around the lunar new year factories stop and restart for weeks; those days say nothing about how one runs. */
export const newYearParameters = {
  daysBefore: defineDesignChoice("watch.new-year.days-before", 12, "d", {
    zh: "春节前这么多天起不计入开工比较（停工前的收尾）",
    en: "Days before the lunar new year from which on run rates are not compared (ramp-down)",
  }),
  daysAfter: defineDesignChoice("watch.new-year.days-after", 38, "d", {
    zh: "春节后到这么多天为止不计入开工比较（微型企业停工最长 28 天，复工再需约十天）",
    en: "Days after the lunar new year up to which run rates are not compared (micro firms stop up to 28 days and need ten to restart)",
  }),
};

/** Whether the day lies in the weeks around a lunar new year. */
export function isAroundNewYear(day: DayNumber): boolean {
  const known = aroundNewYear.get(day);
  if (known !== undefined) return known;
  const is = liesAroundNewYear(day);
  aroundNewYear.set(day, is);
  return is;
}

/** Whether the day is neither a statutory holiday nor around the new year; week-ends are ordinary days. */
export function isOrdinaryDay(day: DayNumber): boolean {
  return ordinaryKindOf(day) !== "none";
}

/** Whether it is an ordinary day on which offices and most factories work. */
export function isOrdinaryWorkingDay(day: DayNumber): boolean {
  return ordinaryKindOf(day) === "working";
}

type OrdinaryKind = "none" | "rest" | "working";

/** Remembered, because every enterprise asks for the same days. */
const aroundNewYear = new Map<DayNumber, boolean>();
const kindNames: readonly OrdinaryKind[] = ["none", "rest", "working"];
/** By day since 1970 up to the year 2149: one more than the place of the kind's name, nought where not yet known. */
const kinds = new Uint8Array(65_536);

function ordinaryKindOf(day: DayNumber): OrdinaryKind {
  const known = kindNames[(kinds[day] ?? 0) - 1];
  if (known !== undefined) return known;
  const { reason, isWorkingDay } = workingDayStatusOf(dayOfNumber(day));
  const isOrdinary = reason !== "holiday" && !isAroundNewYear(day);
  const kind = !isOrdinary ? "none" : isWorkingDay ? "working" : "rest";
  kinds[day] = kindNames.indexOf(kind) + 1;
  return kind;
}

function liesAroundNewYear(day: DayNumber): boolean {
  const year = Number(dayOfNumber(day).slice(0, 4));
  if (year < firstLunarYear || year > lastLunarYear) return false;
  const since = day - dayNumberOf(lunarNewYearOf(year));
  return since >= -newYearParameters.daysBefore.value && since <= newYearParameters.daysAfter.value;
}
