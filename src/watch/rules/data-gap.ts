import { businessDayOf, dayMs, dayOfNumber, shanghaiTimeOf, startOfDayMs } from "#kernel";
import type { CollectionGap, CollectionSeries } from "../collection-series.ts";
import { designChoice } from "../design-choice.ts";
import type { AlertLevel, RuleInput, RuleResult, WatchRule } from "../rule.ts";

const hourMs = 3_600_000;

export const dataGapParameters = {
  orange: designChoice("data-gap.orange", 24, "h", {
    zh: "数据缺失达到这么多小时为橙色（此时指标已按缺失处理）",
    en: "Hours without data from which on it is orange; indicators are missing by then",
  }),
  red: designChoice("data-gap.red", 72, "h", {
    zh: "数据缺失达到这么多小时为红色",
    en: "Hours without data from which on it is red",
  }),
};

/** (11) Data of a borrower must be collected for the life of its loan: that they stop is a warning by itself. */
export const dataGap: WatchRule = {
  code: "dataGap",
  dataClasses: ["machine", "energy"],
  name: { zh: "采集缺口", en: "Data gap" },
  formula: {
    zh: "有存量贷款的企业，其采集器中断、缺批次或被隔离即预警；采集管道告警发出时立即判断，全部解除后自动解除",
    en: "An enterprise with a loan in life whose collector is silent, lacks batches or is in quarantine; judged the moment the pipe's alarm is raised, released when all of them are cleared",
  },
  sentences: {
    silence: {
      zh: "贷款存续期间，采集器“{collector}”自 {since} 起没有任何数据（共 {count} 处缺口）",
      en: "While a loan lives: nothing from the collector “{collector}” since {since} ({count} gaps in all)",
    },
    gap: {
      zh: "贷款存续期间，采集器“{collector}”自 {since} 起缺少批次（共 {count} 处缺口）",
      en: "While a loan lives: batches of the collector “{collector}” are missing since {since} ({count} gaps in all)",
    },
    clone: {
      zh: "贷款存续期间，采集器“{collector}”自 {since} 起疑似克隆而被隔离（共 {count} 处缺口）",
      en: "While a loan lives: the collector “{collector}” is in quarantine as a possible clone since {since} ({count} gaps in all)",
    },
  },
  parameters: Object.values(dataGapParameters),
  confirmedAfterDays: 0,
  // Every gap counts, however soon after the last one.
  cooldownDays: 0,
  evaluate: evaluateCollection,
};

function evaluateCollection({ series: { collection, running }, asOf }: RuleInput): RuleResult {
  if (collection.kind === "missing") return { kind: "notComputable", reason: collection.reason };
  const atMs = momentOf(collection.series, asOf);
  const { loanSince, gaps } = collection.series;
  const open = gaps.filter(({ noticedMs, toMs }) => noticedMs <= atMs && (toMs === null || toMs > atMs));
  const [longest] = open.toSorted((a, b) => a.fromMs - b.fromMs);
  if (loanSince === null || loanSince > dayOfNumber(asOf) || longest === undefined) {
    return { kind: "clear", released: true };
  }
  const isMachineHidden = running.kind === "missing" && running.reason === "noBasis";
  return hitOf(longest, { count: open.length, atMs, dataClass: isMachineHidden ? "energy" : "machine" });
}

/** The end of the day looked at, or now where that has not come. */
function momentOf({ seenAtMs }: CollectionSeries, asOf: number): number {
  return Math.min(seenAtMs, startOfDayMs(dayOfNumber(asOf)) + dayMs - 1);
}

function hitOf(
  gap: CollectionGap,
  { atMs, ...figures }: { readonly count: number; readonly atMs: number; readonly dataClass: string },
): RuleResult {
  const hours = (atMs - gap.fromMs) / hourMs;
  return {
    kind: "hit",
    level: levelOf(hours),
    sentence: gap.kind,
    figures: { collector: gap.collectorName, since: shanghaiTimeOf(gap.fromMs).slice(0, 16), ...figures },
    evidence: [
      {
        item: "hoursWithoutData",
        from: businessDayOf(gap.fromMs),
        to: businessDayOf(atMs),
        value: hours.toFixed(1),
        unit: "hours",
      },
    ],
  };
}

function levelOf(hours: number): AlertLevel {
  if (hours >= dataGapParameters.red.value) return "red";
  return hours >= dataGapParameters.orange.value ? "orange" : "yellow";
}
