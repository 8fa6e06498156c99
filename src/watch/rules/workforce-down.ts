import { declineLevel, declinePercent } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { meteredRunRate, runRateEvidence } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";

const parameters = {
  days: designChoice("workforce-down.days", 28, "d", {
    zh: "比较的平常日数（约五周）",
    en: "Ordinary days compared (about five weeks)",
  }),
  yellow: designChoice("workforce-down.yellow", 250_000, "ppm", {
    zh: "工时比去年农历同期下降达到此值为黄色",
    en: "Decline of hours worked against the same lunar days last year from which on it is yellow",
  }),
  orange: designChoice("workforce-down.orange", 400_000, "ppm", {
    zh: "橙色（两班变一班约为一半）",
    en: "Orange (from two shifts to one is about a half)",
  }),
  red: designChoice("workforce-down.red", 600_000, "ppm", { zh: "红色", en: "Red" }),
  release: designChoice("workforce-down.release", 150_000, "ppm", {
    zh: "回到此值以内结束",
    en: "Decline within which an episode ends",
  }),
};

const minutesAnHour = 60n;

/** (14) People work fewer hours: shifts are cut or people leave. */
export const workforceDown: WatchRule = {
  code: "workforceDown",
  dataClasses: ["businessDocument"],
  name: { zh: "用工与班次下降", en: "People and shifts down" },
  formula: {
    zh: "最近 28 个平常日工时 ÷ 去年农历同期",
    en: "Hours worked of the last 28 ordinary days ÷ the same lunar days last year",
  },
  sentences: {
    workforceDown: {
      zh: "工时比去年农历同期下降 {decline}（{recent} 小时，去年 {lastYear} 小时）",
      en: "Hours worked are down {decline} against the same lunar time last year ({recent} h, last year {lastYear} h)",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 14,
  evaluate: evaluateWorkforce,
};

function evaluateWorkforce({ series: { operations }, asOf }: RuleInput): RuleResult {
  if (operations.kind === "missing") return { kind: "notComputable", reason: operations.reason };
  const measured = meteredRunRate(operations.series.workMinutes, { asOf, days: parameters.days.value });
  if (measured.kind === "notComputable") return measured;
  const { rate } = measured;
  const level = declineLevel(rate.ratio, parameters);
  if (level === null)
    return { kind: "clear", released: rate.ratio > 1 - parameters.release.value / 1_000_000 };
  const format = (minutes: bigint): string => String(minutes / minutesAnHour);
  return {
    kind: "hit",
    level,
    sentence: "workforceDown",
    figures: {
      decline: declinePercent(rate.ratio),
      recent: format(rate.recentTotal),
      lastYear: format(rate.lastYearTotal),
    },
    evidence: [...runRateEvidence(rate, "workHours", { unit: "hours", format })],
  };
}
