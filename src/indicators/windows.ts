import {
  type BusinessDay,
  addDays,
  addMonths,
  dayNumberOf,
  firstDayOf,
  firstLunarYear,
  lastLunarYear,
  lunarNewYearOf,
  lunarNewYearOffsetOf,
} from "#kernel";

/** A stretch of days, both ends included, as days since 1970-01-01. */
export interface DayWindow {
  readonly fromDay: number;
  readonly toDay: number;
}

/** The windows that indicators look through, all ending at T or at the same distance from an earlier new year. */
export interface IndicatorWindows {
  readonly last12: DayWindow;
  readonly prior12: DayWindow;
  /** The last 91 and 182 days; null prior when the lunar table does not reach that far. */
  readonly last3: DayWindow;
  readonly last6: DayWindow;
  readonly prior3: DayWindow | null;
  readonly prior6: DayWindow | null;
  /** `quarters[year][season]`: 91-day seasons backwards from T and from the same lunar day 1 and 2 years earlier. */
  readonly quarters: readonly (readonly DayWindow[])[];
}

const yearDays = 365;
const quarterDays = 91;
const quartersAYear = 4;
const comparedYears = 3;
/** Slices begin here at the earliest; older invoices fall into the first one. */
const firstMonth = "1990-01";

/**
 * The day as far from the Chinese new year `years` earlier as the given day is from the nearest new year; null
 * when the lunar table does not cover the years. Comparing equal offsets keeps the holiday's shutdown, which moves
 * by up to four weeks, from being read as growth or decline.
 * @source own choice after the moving-holiday regressors of US Census Bureau, X-13ARIMA-SEATS Reference Manual, genhol
 */
export function lunarDayYearsEarlier(day: BusinessDay, years: number): BusinessDay | null {
  const year = Number(day.slice(0, 4));
  if (year - years - 1 < firstLunarYear || year + 1 > lastLunarYear) return null;
  const offset = lunarNewYearOffsetOf(day);
  const newYearYear = Number(addDays(day, -offset).slice(0, 4));
  return addDays(lunarNewYearOf(newYearYear - years), offset);
}

/** The windows of a business day T. */
export function windowsOf(asOf: BusinessDay): IndicatorWindows {
  const lastDay = dayNumberOf(asOf);
  const endDays: number[] = [lastDay];
  for (let years = 1; years < comparedYears; years++) {
    const earlier = lunarDayYearsEarlier(asOf, years);
    if (earlier !== null) endDays.push(dayNumberOf(earlier));
  }
  const priorDay = endDays[1] ?? null;
  return {
    last12: windowEndingAt(lastDay, yearDays),
    prior12: windowEndingAt(lastDay - yearDays, yearDays),
    last3: windowEndingAt(lastDay, quarterDays),
    last6: windowEndingAt(lastDay, 2 * quarterDays),
    prior3: priorDay === null ? null : windowEndingAt(priorDay, quarterDays),
    prior6: priorDay === null ? null : windowEndingAt(priorDay, 2 * quarterDays),
    quarters: endDays.map((endDay) =>
      Array.from({ length: quartersAYear }, (_, season) =>
        windowEndingAt(endDay - season * quarterDays, quarterDays),
      ),
    ),
  };
}

/**
 * First days of all slices up to T, ascending: every first of a month and every boundary of a window. A day's slice
 * is the last start that is not later than it.
 */
export function sliceStartsOf(asOf: BusinessDay): number[] {
  const lastDay = dayNumberOf(asOf);
  const windows = windowsOf(asOf);
  const starts = new Set<number>();
  for (let month = firstMonth; firstDayOf(month) <= asOf; month = addMonths(month, 1)) {
    starts.add(dayNumberOf(firstDayOf(month)));
  }
  const { last12, prior12, last3, last6, prior3, prior6, quarters } = windows;
  for (const window of [last12, prior12, last3, last6, prior3, prior6, ...quarters.flat()]) {
    if (window === null) continue;
    starts.add(window.fromDay);
    starts.add(window.toDay + 1);
  }
  return [...starts].filter((day) => day <= lastDay).sort((left, right) => left - right);
}

function windowEndingAt(toDay: number, days: number): DayWindow {
  return { fromDay: toDay - days + 1, toDay };
}
