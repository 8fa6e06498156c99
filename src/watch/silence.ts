import { type DaySums, lastDayUpTo, daysWithin } from "./day-sums.ts";
import { designChoice } from "./design-choice.ts";
import { ordinaryDaysBetween } from "./working-days-compared.ts";

export const silenceParameters = {
  times: designChoice("stream-silent.times", 4, "×", {
    zh: "沉默超过通常最长间隔（九五分位）的倍数",
    en: "Times the usual longest interval (95th percentile) that a stream has been silent",
  }),
  fewestDays: designChoice("stream-silent.fewest-days", 7, "d", {
    zh: "至少沉默这么多个平常日（节假日与春节前后不计）",
    en: "Ordinary days that it must have been silent at least; holidays and the new year's weeks do not count",
  }),
  fewestKnown: designChoice("stream-silent.fewest-known-days", 40, "d", {
    zh: "此前一年至少有这么多天有数据才算规律",
    en: "Days with data in the year before, without which a stream was not regular",
  }),
  fewestInvoiceDays: designChoice("stream-silent.fewest-invoice-days", 100, "d", {
    zh: "发票流：此前一年至少有这么多天开票才算规律",
    en: "For invoices: days with one in the year before, without which they were not regular",
  }),
  feedTolerance: designChoice("stream-silent.feed-tolerance", 7, "d", {
    zh: "多家企业在这么多天之内同时中断，视为数据源故障",
    en: "Enterprises that stop within so many days of each other stop at once: the feed is out",
  }),
};

/** How long a stream that was regular has said nothing. */
export interface Silence {
  readonly last: number;
  /** Ordinary days since. */
  readonly days: number;
  /** 95th percentile of the ordinary days between days with data, over the year up to the last. */
  readonly usual: number;
  readonly isSilent: boolean;
}

const yearDays = 365;
const mostYears = 2;

/** @returns null when the stream was never regular, or stopped more than two years ago */
export function silenceOf(
  sums: DaySums,
  asOf: number,
  fewestDays = silenceParameters.fewestKnown.value,
): Silence | null {
  const last = lastDayUpTo(sums, asOf);
  if (last === null || asOf - last > mostYears * yearDays) return null;
  const days = daysWithin(sums, { from: last - yearDays + 1, to: last });
  if (days.length < fewestDays) return null;
  const since = asOf === last ? 0 : ordinaryDaysBetween(last, asOf);
  if (since < silenceParameters.fewestDays.value) return { last, days: since, usual: 1, isSilent: false };
  const usual = usualIntervalOf(days, 0.95);
  return { last, days: since, usual, isSilent: since >= silenceParameters.times.value * usual };
}

/** A quantile of the ordinary days between days with data; at least 1. */
export function usualIntervalOf(days: Int32Array, quantile: number): number {
  const gaps = days.slice(1).map((day, index) => ordinaryDaysBetween(days[index] ?? day, day));
  return Math.max(1, gaps.sort()[Math.ceil(gaps.length * quantile) - 1] ?? 1);
}
