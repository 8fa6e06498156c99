import { type Coupling, coupleWeeklyStreams, type WeeklyStream } from "#association";
import { designChoice } from "../design-choice.ts";
import { dayText } from "../run-rate.ts";
import type { RuleInput, RuleResult, WatchRule } from "../rule.ts";

const parameters = {
  correlation: designChoice("coupling-broken.low", 150_000, "ppm", {
    zh: "两流相关系数的 95% 下限至少为此值，才谈得上断裂",
    en: "Lower end of the correlation's 95 % interval, without which there is nothing to break",
  }),
  newest: designChoice("coupling-broken.newest-within", 270, "d", {
    zh: "断裂起点早于此视为新的常态",
    en: "Days after which a break has become the usual",
  }),
  orange: designChoice("coupling-broken.orange", 2, "", {
    zh: "同时断裂的环节达到此数为橙色",
    en: "Broken links from which on it is orange",
  }),
};

/** (22) Two streams that used to follow one another no longer do (失耦). */
export const couplingBroken: WatchRule = {
  code: "couplingBroken",
  dataClasses: ["businessDocument", "machine", "energy", "invoice", "statement"],
  name: { zh: "数据链失耦", en: "Streams decoupled" },
  formula: {
    zh: "订单→开工→用电→发货→开票→回款，相邻两流按周滞后之比的累积偏离（CUSUM）超限",
    en: "Orders → running → energy → deliveries → invoices → receipts: CUSUM on the lagged ratio of neighbours by week is beyond its limit",
  },
  sentences: {
    couplingBroken: {
      zh: "{follow}自 {since} 起不再跟随{lead}（通常滞后 {lag} 周），共 {count} 处",
      en: "{followEn} no longer follow {leadEn} since {since} (usual lag {lag} weeks); {count} links",
    },
  },
  parameters: Object.values(parameters),
  confirmedAfterDays: 28,
  evaluate: evaluateCouplings,
};

const names = {
  orders: { zh: "订单", en: "orders" },
  runRate: { zh: "开工", en: "running hours" },
  energy: { zh: "用电", en: "energy" },
  deliveries: { zh: "发货", en: "deliveries" },
  invoices: { zh: "开票", en: "invoices" },
  receipts: { zh: "回款", en: "receipts" },
} as const;

function evaluateCouplings({ series: { operations }, asOf }: RuleInput): RuleResult {
  if (operations.kind === "missing") return { kind: "notComputable", reason: operations.reason };
  const couplings = couplingsOn(operations.series.weekly, asOf);
  if (couplings.length === 0) return { kind: "notComputable", reason: "historyTooShort" };
  const broken = couplings.flatMap((coupling) => {
    const { brokenSince, low } = coupling;
    const isCoupled = low * 1_000_000 >= parameters.correlation.value;
    return brokenSince === null || !isCoupled || brokenSince < asOf - parameters.newest.value
      ? []
      : [{ ...coupling, since: brokenSince }];
  });
  const [first] = broken.toSorted((left, right) => right.since - left.since);
  if (first === undefined) return { kind: "clear", released: true };
  return {
    kind: "hit",
    level: broken.length >= parameters.orange.value ? "orange" : "yellow",
    sentence: "couplingBroken",
    figures: {
      lead: names[first.lead].zh,
      follow: names[first.follow].zh,
      leadEn: names[first.lead].en,
      followEn: names[first.follow].en,
      since: dayText(first.since),
      lag: first.lagWeeks,
      count: broken.length,
    },
    evidence: broken.map(({ lead, follow, since }) => ({
      item: "brokenLink",
      from: dayText(since),
      to: dayText(asOf),
      value: `${names[lead].zh} → ${names[follow].zh}`,
      unit: "name" as const,
    })),
  };
}

/** Breaks are found in blocks of four weeks: looking more often would say the same again. */
const everyWeeks = 4;
const remembered = new WeakMap<readonly WeeklyStream[], Map<number, readonly Coupling[]>>();

function couplingsOn(weekly: readonly WeeklyStream[], asOf: number): readonly Coupling[] {
  const first = weekly[0]?.weeks[0]?.monday ?? asOf;
  const whole = Math.floor((asOf + 1 - first) / 7);
  const weeks = whole - (Math.floor((first + whole * 7) / 7) % everyWeeks);
  const byWeeks = remembered.get(weekly) ?? new Map<number, readonly Coupling[]>();
  remembered.set(weekly, byWeeks);
  const known = byWeeks.get(weeks);
  if (known !== undefined) return known;
  const couplings = coupleWeeklyStreams(weekly, weeks);
  byWeeks.set(weeks, couplings);
  return couplings;
}
