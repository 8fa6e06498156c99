import type { BusinessDay, Message } from "#kernel";
import type { QualityRule, QualityRuleCode, QualityRules } from "./quality.ts";

/** The rules that ship; design choices, not calibrated on a bank's data. A bank puts its own in force from a day on. */
export const shippedQualityRules: QualityRules = {
  version: 0,
  effectiveFrom: "2020-01-01",
  enterAfter: 2,
  exitAfter: 2,
  madeBy: "designChoice",
  rules: [
    rule("sizeIsSmall", 1, 1, false),
    rule("observedLongEnough", 12, 6, false),
    rule("salesAtLeast", 1_000_000, 700_000, false),
    rule("salesNotFalling", -50_000, -150_000, false),
    rule("ordersHeld", 50_000, 120_000, false),
    rule("collectionInTime", 90, 120, false),
    // Of all hours: one shift of eight hours on 22 days is 24 %, and machines run through two thirds of a shift.
    rule("machinesUsed", 150_000, 100_000, false),
    rule("authentic", 2, 1, true),
    rule("noArrears", 0, 0, true),
    rule("noAdverseRecord", 0, 1, true),
    rule("noAlert", 0, 0, true),
  ],
};

/** Rules of which the value must be at least the threshold; of the others it must be at most that. */
export const atLeastRules: readonly QualityRuleCode[] = [
  "sizeIsSmall",
  "observedLongEnough",
  "salesAtLeast",
  "salesNotFalling",
  "machinesUsed",
  "authentic",
];

/**
 * Rules that look at streams which not every enterprise has: without them they keep nobody out. The others do: there,
 * unknown is never read as good.
 */
export const whereKnownRules: readonly QualityRuleCode[] = [
  "ordersHeld",
  "collectionInTime",
  "machinesUsed",
  "authentic",
  "noAdverseRecord",
];

/** What each rule asks for, with the unit of its value. */
export const qualityRuleWords: Readonly<Record<QualityRuleCode, Message & { readonly unit: string }>> = {
  sizeIsSmall: { zh: "小型或微型企业", en: "small or micro enterprise", unit: "yesNo" },
  observedLongEnough: { zh: "连续观察月数", en: "months observed", unit: "months" },
  salesAtLeast: { zh: "近 12 个月开票销售额（元）", en: "invoiced sales of 12 months, yuan", unit: "yuan" },
  salesNotFalling: { zh: "销售同比增长", en: "growth of sales on the year", unit: "ppm" },
  ordersHeld: { zh: "订单取消率", en: "share of orders cancelled", unit: "ppm" },
  collectionInTime: { zh: "应收周转天数", en: "receivables in days of sales", unit: "days" },
  machinesUsed: { zh: "设备运转率（近 91 天）", en: "running time of machines, 91 days", unit: "ppm" },
  authentic: {
    zh: "数据真实性（3 高 2 中 1 低 0 反证）",
    en: "authenticity (3 high to 0 refuted)",
    unit: "grade",
  },
  noArrears: { zh: "逾期天数", en: "days past due", unit: "days" },
  noAdverseRecord: { zh: "两年内不良公共记录", en: "adverse public records in two years", unit: "count" },
  noAlert: { zh: "未结橙色及以上预警", en: "open alerts, orange or worse", unit: "count" },
};

/** The rules in force on a day: of those that began by then the newest; made later on the same day counts. */
export function rulesInForce(all: readonly QualityRules[], day: BusinessDay): QualityRules {
  return [shippedQualityRules, ...all]
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .reduce((newest, rules) =>
      rules.effectiveFrom > newest.effectiveFrom ||
      (rules.effectiveFrom === newest.effectiveFrom && rules.version > newest.version)
        ? rules
        : newest,
    );
}

function rule(code: QualityRuleCode, entry: number, exit: number, isImmediate: boolean): QualityRule {
  return { code, entry, exit, isImmediate };
}
