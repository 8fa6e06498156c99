import { relativeRatio } from "../cohort.ts";
import type { DaySums } from "../day-sums.ts";
import { declineLevel, declinePercent, isBelow } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { type MeasuredRunRate, meteredRunRate, runRateEvidence } from "../run-rate.ts";
import { ownVariationOf, variationParameters } from "../own-variation.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";
import type { WatchSeries } from "../watch-series.ts";
import { medianText } from "./sales-down.ts";

const parameters = {
  days: designChoice("running-down.days", 28, "d", {
    zh: "比较的平常日数（约五周）",
    en: "Ordinary days compared (about five weeks)",
  }),
  yellow: designChoice("running-down.yellow", 230_000, "ppm", {
    zh: "设备运行时间比去年同期下降达到此值为黄色",
    en: "Decline of running hours from which on it is yellow",
  }),
  orange: designChoice("running-down.orange", 400_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("running-down.red", 600_000, "ppm", { zh: "红色", en: "Red" }),
  release: designChoice("running-down.release", 120_000, "ppm", {
    zh: "回到此值以内结束",
    en: "Decline within which an episode ends",
  }),
};

const msAnHour = 3_600_000n;

/** (7) The machines run for fewer hours than at the same lunar time last year. */
export const runningDown: WatchRule = {
  code: "runningDown",
  dataClasses: ["machine"],
  name: { zh: "设备运行下降", en: "Running hours down" },
  formula: {
    zh: "最近 28 个平常日设备运行时间 ÷ 去年农历同期；同行业整体下降时除以行业中位数；且低于自身此前各月的波动",
    en: "Running time of the machines over the last 28 ordinary days ÷ the same lunar days last year; divided by the industry's median where the industry fell; and below the ups and downs of its own months",
  },
  sentences: {
    runningDown: {
      zh: "设备运行时间比去年农历同期下降 {decline}（{recent} 小时，去年 {lastYear} 小时）",
      en: "Running hours are down {decline} against the same lunar time last year ({recent} h, last year {lastYear} h)",
    },
  },
  parameters: [...Object.values(parameters), ...Object.values(variationParameters)],
  confirmedAfterDays: 28,
  evaluate: evaluateRunning,
};

/** The rate itself, also for the industry's median. */
export function runningRunRate({ running }: WatchSeries, asOf: number): MeasuredRunRate {
  if (running.kind === "missing") return { kind: "notComputable", reason: running.reason };
  return meteredRunRate(running.series, { asOf, days: parameters.days.value });
}

function evaluateRunning({ series, asOf, cohort }: RuleInput): RuleResult {
  const { running } = series;
  if (running.kind === "missing") return { kind: "notComputable", reason: running.reason };
  const measured = runningRunRate(series, asOf);
  if (measured.kind === "notComputable") return measured;
  const { rate } = measured;
  const median = cohort.medianRatio(series.industry, "running");
  const ratio = relativeRatio(rate, median);
  const isUnusual = (): boolean => isBelowOwnMonths(running.series, asOf);
  const level = isBelow(ratio, parameters.yellow) && isUnusual() ? declineLevel(ratio, parameters) : null;
  if (level === null) return { kind: "clear", released: ratio > 1 - parameters.release.value / 1_000_000 };
  const format = (ms: bigint): string => String(ms / msAnHour);
  return {
    kind: "hit",
    level,
    sentence: "runningDown",
    figures: {
      decline: declinePercent(rate.ratio),
      recent: format(rate.recentTotal),
      lastYear: format(rate.lastYearTotal),
    },
    evidence: [
      ...runRateEvidence(rate, "running", { unit: "hours", format }),
      { item: "industryRatio", from: "", to: "", value: medianText(median), unit: "percent" },
    ],
  };
}

/** Whether the fall is more than the enterprise's own ups and downs; true where they are not known. */
function isBelowOwnMonths(running: DaySums, asOf: number): boolean {
  const own = ownVariationOf(running, { asOf, days: parameters.days.value });
  if (own === null) return true;
  return isBelow(own.ratio, parameters.yellow) && own.deviations * 10 >= variationParameters.deviations.value;
}
