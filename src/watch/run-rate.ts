import { dayOfNumber } from "#kernel";
import { type DaySums, type DayStretch, firstDayOfSums, knownDaysOf, sumOf } from "./day-sums.ts";
import { designChoice } from "./design-choice.ts";
import type { NotComputableReason } from "./not-computable.ts";
import { comparedDaysOf, spanOf } from "./working-days-compared.ts";

/** What is made of a series on ordinary days, now and at the same lunar time last year. */
export interface RunRate {
  /** Recent ÷ last year, each per known ordinary day. */
  readonly ratio: number;
  readonly recentTotal: bigint;
  readonly lastYearTotal: bigint;
  readonly recent: readonly DayStretch[];
  readonly lastYear: readonly DayStretch[];
}

export type MeasuredRunRate =
  | { readonly kind: "measured"; readonly rate: RunRate }
  | { readonly kind: "notComputable"; readonly reason: NotComputableReason };

export const runRateParameters = {
  fewestKnown: designChoice("run-rate.fewest-known-days", 700_000, "ppm", {
    zh: "窗口内有数据的日子至少占这么多才比较",
    en: "Share of the window's days that must have data before it is compared",
  }),
  newestWithin: designChoice("run-rate.newest-within", 10, "d", {
    zh: "最近一条数据早于这么多天即视为中断，不再比较",
    en: "Newest data older than this means that the stream stopped; nothing is compared",
  }),
};

/** Compares a metered series, of which a day without data is unknown. */
export function meteredRunRate(
  sums: DaySums,
  { asOf, days, base }: { readonly asOf: number; readonly days: number; readonly base?: bigint },
): MeasuredRunRate {
  const compared = comparedDaysOf(asOf, days);
  if (compared === null) return { kind: "notComputable", reason: "calendarUnknown" };
  const first = firstDayOfSums(sums);
  if (first === null || first > (compared.lastYear[0]?.from ?? 0))
    return { kind: "notComputable", reason: "historyTooShort" };
  const known = {
    recent: knownDaysOf(sums, compared.recent),
    lastYear: knownDaysOf(sums, compared.lastYear),
  };
  const newest = { from: asOf - runRateParameters.newestWithin.value, to: asOf };
  if (knownDaysOf(sums, [newest]) === 0) return { kind: "notComputable", reason: "streamStopped" };
  const fewest = (days * runRateParameters.fewestKnown.value) / 1_000_000;
  if (known.recent < fewest || known.lastYear < fewest)
    return { kind: "notComputable", reason: "tooManyGaps" };
  const recentTotal = sumOf(sums, compared.recent) - (base ?? 0n) * BigInt(known.recent);
  const lastYearTotal = sumOf(sums, compared.lastYear) - (base ?? 0n) * BigInt(known.lastYear);
  if (lastYearTotal <= 0n) return { kind: "notComputable", reason: "noRegularRhythm" };
  const ratio = Number(recentTotal) / known.recent / (Number(lastYearTotal) / known.lastYear);
  return { kind: "measured", rate: { ...compared, ratio: Math.max(0, ratio), recentTotal, lastYearTotal } };
}

/** Compares a series of events, of which a day without one is zero. */
export function eventRunRate(
  sums: DaySums,
  { asOf, days }: { readonly asOf: number; readonly days: number },
): MeasuredRunRate {
  const compared = comparedDaysOf(asOf, days);
  if (compared === null) return { kind: "notComputable", reason: "calendarUnknown" };
  const first = firstDayOfSums(sums);
  if (first === null || first > (compared.lastYear[0]?.from ?? 0))
    return { kind: "notComputable", reason: "historyTooShort" };
  const recentTotal = sumOf(sums, compared.recent);
  const lastYearTotal = sumOf(sums, compared.lastYear);
  if (lastYearTotal <= 0n) return { kind: "notComputable", reason: "noRegularRhythm" };
  const ratio = Math.max(0, Number(recentTotal) / Number(lastYearTotal));
  return { kind: "measured", rate: { ...compared, ratio, recentTotal, lastYearTotal } };
}

/** The two evidence rows of a comparison. */
export function runRateEvidence(
  rate: RunRate,
  item: string,
  shown: { readonly unit: "wan" | "kWh" | "hours" | "count"; readonly format: (total: bigint) => string },
) {
  return [
    { item, ...spanOf(rate.recent), value: shown.format(rate.recentTotal), unit: shown.unit },
    {
      item: `${item}LastYear`,
      ...spanOf(rate.lastYear),
      value: shown.format(rate.lastYearTotal),
      unit: shown.unit,
    },
  ] as const;
}

/** `2026-03-01` of a day number, for sentences. */
export function dayText(day: number): string {
  return dayOfNumber(day);
}
