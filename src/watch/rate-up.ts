import { type DaySums, type DayStretch, firstDayOfSums, sumOf } from "./day-sums.ts";
import type { LevelThresholds } from "./decline.ts";
import { levelOf, sharePercent } from "./decline.ts";
import { dayText } from "./run-rate.ts";
import type { Evidence, RuleResult } from "./rule.ts";
import type { Parameter } from "#kernel";

/** Thresholds of a rule on the share of invoices that were voided or reversed; they apply to the rise in share. */
export interface RateUpParameters extends LevelThresholds {
  readonly days: Parameter<number>;
  readonly fewest: Parameter<number>;
  readonly fewestBad: Parameter<number>;
  readonly deviations: Parameter<number>;
  readonly release: Parameter<number>;
}

const yearDays = 365;

/**
 * The share of bad among all sales invoices of the recent window against the year before it. A rise must be more
 * than chance: the two shares' difference in standard deviations of the pooled share.
 */
export function judgeRateUp(
  { bad, valid }: { readonly bad: DaySums; readonly valid: DaySums },
  asOf: number,
  {
    parameters,
    sentence,
    item,
  }: {
    readonly parameters: RateUpParameters;
    readonly sentence: string;
    readonly item: "void" | "red" | "cancelled";
  },
): RuleResult {
  const recent = { from: asOf - parameters.days.value + 1, to: asOf };
  const before = { from: recent.from - yearDays, to: recent.from - 1 };
  const first = firstDayOfSums(valid);
  if (first === null || first > before.from + yearDays / 2)
    return { kind: "notComputable", reason: "historyTooShort" };
  const now = sharesOf(bad, valid, recent);
  const earlier = sharesOf(bad, valid, before);
  if (now.all < parameters.fewest.value || earlier.all < 2 * parameters.fewest.value) {
    return { kind: "notComputable", reason: "tooFewInvoices" };
  }
  const pooled = (now.bad + earlier.bad) / (now.all + earlier.all);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / now.all + 1 / earlier.all));
  const rise = now.share - earlier.share;
  const level = levelOf(Math.round(rise * 1_000_000), parameters);
  const isChance =
    rise * 10 < parameters.deviations.value * deviation || now.bad < parameters.fewestBad.value;
  if (level === null || isChance) {
    return { kind: "clear", released: rise * 1_000_000 < parameters.release.value };
  }
  return {
    kind: "hit",
    level,
    sentence,
    figures: { share: sharePercent(now.share), before: sharePercent(earlier.share), count: now.bad },
    evidence: evidenceOf(item, { now, earlier, recent, before }),
  };
}

function evidenceOf(
  item: "void" | "red" | "cancelled",
  { now, earlier, recent, before }: { now: Shares; earlier: Shares; recent: DayStretch; before: DayStretch },
): Evidence[] {
  const dates = { from: dayText(recent.from), to: dayText(recent.to) };
  return [
    { item: `${item}Share`, ...dates, value: sharePercent(now.share), unit: "percent" },
    { item: `${item}Count`, ...dates, value: String(now.bad), unit: "count" },
    {
      item: `${item}ShareBefore`,
      from: dayText(before.from),
      to: dayText(before.to),
      value: sharePercent(earlier.share),
      unit: "percent",
    },
  ];
}

interface Shares {
  readonly bad: number;
  readonly all: number;
  readonly share: number;
}

function sharesOf(bad: DaySums, valid: DaySums, window: { readonly from: number; readonly to: number }) {
  const badCount = Number(sumOf(bad, [window]));
  const all = badCount + Number(sumOf(valid, [window]));
  return { bad: badCount, all, share: all === 0 ? 0 : badCount / all };
}
