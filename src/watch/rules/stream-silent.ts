import type { StreamName } from "../cohort.ts";
import type { DaySums } from "../day-sums.ts";
import { dayText } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";
import { type Silence, silenceOf, silenceParameters } from "../silence.ts";
import type { Stream, WatchSeries } from "../watch-series.ts";

/** (8) A stream that was regular has stopped, neither for a holiday nor because the feed is out for everybody. */
export const streamSilent: WatchRule = {
  code: "streamSilent",
  dataClasses: ["invoice", "energy", "machine"],
  name: { zh: "数据中断", en: "Silence" },
  formula: {
    zh: "距最近一条数据的平常日数 ≥ max(7, 4 × 通常间隔的九五分位)；同一数据源过半企业同时中断视为数据源故障，不预警",
    en: "Ordinary days since the newest row ≥ max(7, 4 × the 95th percentile of the usual interval); when half of the enterprises of a source stop at once the feed is out and nothing is raised",
  },
  sentences: {
    invoices: {
      zh: "自 {last} 起已 {days} 个平常日没有任何发票，通常间隔不超过 {usual} 天",
      en: "No invoice at all since {last}, for {days} ordinary days; the usual interval is at most {usual}",
    },
    energy: {
      zh: "自 {last} 起已 {days} 个平常日没有用电读数，通常间隔不超过 {usual} 天",
      en: "No electricity reading since {last}, for {days} ordinary days; the usual interval is at most {usual}",
    },
    running: {
      zh: "自 {last} 起已 {days} 个平常日没有设备读数，通常间隔不超过 {usual} 天",
      en: "No machine reading since {last}, for {days} ordinary days; the usual interval is at most {usual}",
    },
  },
  parameters: Object.values(silenceParameters),
  confirmedAfterDays: 0,
  evaluate: evaluateSilence,
};

/** The streams of an enterprise that can fall silent. */
export function streamsOf(series: WatchSeries): readonly (readonly [StreamName, Stream<DaySums>])[] {
  const { invoices } = series;
  return [
    [
      "invoices",
      invoices.kind === "missing" ? invoices : { kind: "known", series: invoices.series.saleCount },
    ],
    ["energy", series.energy],
    ["running", series.running],
  ];
}

/** How long a stream has said nothing; null where it never was regular. */
export function streamSilenceOf(stream: StreamName, sums: DaySums, asOf: number): Silence | null {
  const { fewestInvoiceDays, fewestKnown } = silenceParameters;
  return silenceOf(sums, asOf, (stream === "invoices" ? fewestInvoiceDays : fewestKnown).value);
}

function evaluateSilence({ series, asOf, cohort }: RuleInput): RuleResult {
  let worst: { readonly stream: StreamName; readonly silence: Silence } | null = null;
  let isAnyRegular = false;
  let isFeedOut = false;
  for (const [stream, found] of streamsOf(series)) {
    const silence = found.kind === "missing" ? null : streamSilenceOf(stream, found.series, asOf);
    if (silence === null) continue;
    isAnyRegular = true;
    if (!silence.isSilent) continue;
    if (cohort.isFeedOut(stream)) isFeedOut = true;
    else if (worst === null || silence.days > worst.silence.days) worst = { stream, silence };
  }
  if (!isAnyRegular) return { kind: "notComputable", reason: "noRegularRhythm" };
  if (worst === null) {
    return isFeedOut ? { kind: "notComputable", reason: "feedOut" } : { kind: "clear", released: true };
  }
  const { stream, silence } = worst;
  const times = silence.days / (silenceParameters.times.value * silence.usual);
  return {
    kind: "hit",
    level: times >= 3 ? "red" : times >= 1.5 ? "orange" : "yellow",
    sentence: stream,
    figures: { last: dayText(silence.last), days: silence.days, usual: silence.usual },
    evidence: [
      {
        item: "silentDays",
        from: dayText(silence.last),
        to: dayText(asOf),
        value: String(silence.days),
        unit: "days",
      },
      {
        item: "usualInterval",
        from: dayText(silence.last - 364),
        to: dayText(silence.last),
        value: String(silence.usual),
        unit: "days",
      },
    ],
  };
}
