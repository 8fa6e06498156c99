import { relativeRatio } from "../cohort.ts";
import { type DaySums, numbersWithin } from "../day-sums.ts";
import { declineLevel, declinePercent, isBelow } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { type MeasuredRunRate, meteredRunRate, runRateEvidence } from "../run-rate.ts";
import { ownVariationOf, variationParameters } from "../own-variation.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";
import type { WatchSeries } from "../watch-series.ts";
import { medianText } from "./sales-down.ts";

const parameters = {
  days: designChoice("energy-down.days", 28, "d", {
    zh: "比较的平常日数（约五周）",
    en: "Ordinary days compared (about five weeks)",
  }),
  yellow: designChoice("energy-down.yellow", 230_000, "ppm", {
    zh: "生产用电（扣除基荷）比去年同期下降达到此值为黄色",
    en: "Decline of productive energy (base load taken off) from which on it is yellow",
  }),
  orange: designChoice("energy-down.orange", 400_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("energy-down.red", 600_000, "ppm", { zh: "红色", en: "Red" }),
  release: designChoice("energy-down.release", 120_000, "ppm", {
    zh: "回到此值以内结束",
    en: "Decline within which an episode ends",
  }),
  base: designChoice("energy-down.base-quantile", 15_000, "ppm", {
    zh: "基荷：前一年每日用电的此分位数（停工日仍在用的电）",
    en: "Base load: this quantile of daily energy over the year before last year's window ends (what is used when nothing runs)",
  }),
};

const wattHoursAKilowattHour = 1000n;
const baseDays = 730;

/** (6) Electricity above base load is down against the same lunar time last year. */
export const energyDown: WatchRule = {
  code: "energyDown",
  dataClasses: ["energy"],
  name: { zh: "用电下降", en: "Energy down" },
  formula: {
    zh: "最近 28 个平常日用电减去基荷 ÷ 去年农历同期；同行业整体下降时除以行业中位数；且低于自身此前各月的波动",
    en: "Energy less base load of the last 28 ordinary days ÷ the same lunar days last year; divided by the industry's median where the industry fell; and below the ups and downs of its own months",
  },
  sentences: {
    energyDown: {
      zh: "生产用电比去年农历同期下降 {decline}（{recent} 千瓦时，去年 {lastYear} 千瓦时）",
      en: "Productive energy is down {decline} against the same lunar time last year ({recent} kWh, last year {lastYear} kWh)",
    },
  },
  parameters: [...Object.values(parameters), ...Object.values(variationParameters)],
  confirmedAfterDays: 28,
  evaluate: evaluateEnergy,
};

/** The rate itself, also for the industry's median. */
export function energyRunRate({ energy }: WatchSeries, asOf: number): MeasuredRunRate {
  if (energy.kind === "missing") return { kind: "notComputable", reason: energy.reason };
  return meteredRunRate(energy.series, {
    asOf,
    days: parameters.days.value,
    base: baseLoadOf(energy.series, asOf),
  });
}

/** Whether the fall is more than the enterprise's own ups and downs; true where they are not known. */
function isBelowOwnMonths({ energy }: WatchSeries, asOf: number): boolean {
  if (energy.kind === "missing") return false;
  const base = Number(baseLoadOf(energy.series, asOf));
  const own = ownVariationOf(energy.series, { asOf, days: parameters.days.value, base });
  if (own === null) return true;
  return isBelow(own.ratio, parameters.yellow) && own.deviations * 10 >= variationParameters.deviations.value;
}

/** Watt-hours a day that are used whether anything runs or not, looked at anew every four weeks. */
function baseLoadOf(energy: DaySums, asOf: number): bigint {
  const to = asOf - (asOf % 28);
  const remembered = baseLoads.get(energy) ?? new Map<number, bigint>();
  baseLoads.set(energy, remembered);
  const known = remembered.get(to);
  if (known !== undefined) return known;
  const values = numbersWithin(energy, { from: to - baseDays + 1, to }).sort();
  const base = BigInt(values[Math.floor((values.length * parameters.base.value) / 1_000_000)] ?? 0);
  remembered.set(to, base);
  return base;
}

/** A replay asks for the same base load many times. */
const baseLoads = new WeakMap<DaySums, Map<number, bigint>>();

function evaluateEnergy({ series, asOf, cohort }: RuleInput): RuleResult {
  const measured = energyRunRate(series, asOf);
  if (measured.kind === "notComputable") return measured;
  const { rate } = measured;
  const median = cohort.medianRatio(series.industry, "energy");
  const ratio = relativeRatio(rate, median);
  const isUnusual = (): boolean => isBelowOwnMonths(series, asOf);
  const level = isBelow(ratio, parameters.yellow) && isUnusual() ? declineLevel(ratio, parameters) : null;
  if (level === null) return { kind: "clear", released: ratio > 1 - parameters.release.value / 1_000_000 };
  const format = (wattHours: bigint): string => String(wattHours / wattHoursAKilowattHour);
  return {
    kind: "hit",
    level,
    sentence: "energyDown",
    figures: {
      decline: declinePercent(rate.ratio),
      recent: format(rate.recentTotal),
      lastYear: format(rate.lastYearTotal),
    },
    evidence: [
      ...runRateEvidence(rate, "energy", { unit: "kWh", format }),
      { item: "industryRatio", from: "", to: "", value: medianText(median), unit: "percent" },
    ],
  };
}
