import { numberSumOf } from "../day-sums.ts";
import { levelOf, sharePercent } from "../decline.ts";
import { designChoice } from "../design-choice.ts";
import { dayText } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";

const parameters = {
  months: designChoice("expansion-idle.days", 365, "d", {
    zh: "近这么多天投产的设备视为新增",
    en: "Machines put into service in so many days count as new",
  }),
  share: designChoice("expansion-idle.share", 150_000, "ppm", {
    zh: "新增设备至少占此比例",
    en: "New machines must be this share of all",
  }),
  days: designChoice("expansion-idle.window", 60, "d", {
    zh: "按最近这么多天的运行判断",
    en: "Days of running that are looked at",
  }),
  yellow: designChoice("expansion-idle.yellow", 600_000, "ppm", {
    zh: "新增设备的闲置比原有设备多出的比例达到此值为黄色",
    en: "How much less new machines run than the old ones (as a share) from which on it is yellow",
  }),
  orange: designChoice("expansion-idle.orange", 750_000, "ppm", { zh: "橙色", en: "Orange" }),
  red: designChoice("expansion-idle.red", 900_000, "ppm", { zh: "红色", en: "Red" }),
  afterDays: designChoice("expansion-idle.after-days", 90, "d", {
    zh: "投产满这么多天才判断（调试期）",
    en: "Days after going into service from which on it is judged (setting up)",
  }),
};

const msAMinute = 60_000;
const minutesADay = 1440;

/** (20) It grew, and what it added stands idle. */
export const expansionIdle: WatchRule = {
  code: "expansionIdle",
  dataClasses: ["machine"],
  name: { zh: "新增产能闲置", en: "New capacity stands idle" },
  formula: {
    zh: "近 365 天投产且满 90 天的设备，最近 60 天运行时间占比 ÷ 原有设备的占比",
    en: "Share of time run in 60 days by machines put into service in 365 days and at least 90 days ago ÷ the same of the older ones",
  },
  sentences: {
    expansionIdle: {
      zh: "新增 {machines} 台设备运行占比 {fresh}，原有设备 {old}",
      en: "{machines} new machines run {fresh} of the time, the older ones {old}",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 28,
  evaluate: evaluateExpansion,
};

function evaluateExpansion({ series: { operations, running }, asOf }: RuleInput): RuleResult {
  if (operations.kind === "missing") return { kind: "notComputable", reason: operations.reason };
  if (running.kind === "missing") return { kind: "notComputable", reason: running.reason };
  const { newMachines, newRunMinutes, newKnownMinutes, oldMachines } = operations.series;
  const added = newMachines.filter(({ inServiceOn }) => inServiceOn <= asOf - parameters.afterDays.value);
  const isFresh = added.some(({ inServiceOn }) => inServiceOn > asOf - parameters.months.value);
  const share = added.length / Math.max(1, added.length + oldMachines);
  if (!isFresh || share * 1_000_000 < parameters.share.value) return { kind: "clear", released: true };
  const window = { from: asOf - parameters.days.value + 1, to: asOf };
  const known = numberSumOf(newKnownMinutes, [window]);
  const newRun = numberSumOf(newRunMinutes, [window]);
  const allRun = numberSumOf(running.series, [window]) / msAMinute;
  const oldRun = (allRun - newRun) / (Math.max(1, oldMachines) * parameters.days.value * minutesADay);
  if (known === 0 || oldRun <= 0) return { kind: "notComputable", reason: "tooManyGaps" };
  const newShare = newRun / known;
  const idle = 1 - newShare / oldRun;
  const level = levelOf(Math.round(idle * 1_000_000), parameters);
  if (level === null)
    return { kind: "clear", released: idle * 1_000_000 < parameters.yellow.value - 150_000 };
  const figures = { machines: added.length, fresh: sharePercent(newShare), old: sharePercent(oldRun) };
  const dates = { from: dayText(window.from), to: dayText(window.to) };
  return {
    kind: "hit",
    level,
    sentence: "expansionIdle",
    figures,
    evidence: [
      { item: "newMachinesRun", ...dates, value: figures.fresh, unit: "percent" },
      { item: "oldMachinesRun", ...dates, value: figures.old, unit: "percent" },
    ],
  };
}
