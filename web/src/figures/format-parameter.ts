import { formatOverviewMoney, overviewUnit } from "./format-money.ts";
import { formatCount, formatRate } from "./format-number.ts";
import type { Language, Phrase } from "../i18n/language.tsx";

/** A parameter's value for a person; a structure that fits on no line stays as its JSON, to be folded. */
export type ShownValue =
  | { readonly kind: "line"; readonly value: string; readonly unit: string }
  | { readonly kind: "folded"; readonly json: string; readonly count: number };

const unitNames: Readonly<Record<string, Phrase>> = {
  days: { zh: "天", en: "days" },
  enterprises: { zh: "户", en: "enterprises" },
  months: { zh: "个月", en: "months" },
  points: { zh: "分", en: "points" },
  rating: { zh: "评级", en: "rating" },
  "goods per bad": { zh: "好户/坏户", en: "goods per bad" },
  rows: { zh: "行", en: "rows" },
  share: { zh: "占比", en: "share" },
  h: { zh: "小时", en: "h" },
  min: { zh: "分钟", en: "min" },
  d: { zh: "天", en: "d" },
  s: { zh: "秒", en: "s" },
  "working days": { zh: "个工作日", en: "working days" },
  "day of month": { zh: "日", en: "(day of the month)" },
  boolean: { zh: "", en: "" },
  instalments: { zh: "期", en: "instalments" },
  "yes or no": { zh: "", en: "" },
  rule: { zh: "", en: "" },
  parts: { zh: "", en: "" },
};

/** Values that are words of the program. */
const valueNames: Readonly<Record<string, Phrase>> = {
  true: { zh: "是", en: "yes" },
  false: { zh: "否", en: "no" },
  none: { zh: "不顺延", en: "none" },
  dueDayOnly: { zh: "只顺延到期日", en: "the due day only" },
  interestRunsOn: { zh: "顺延并计息", en: "interest runs on" },
  fee: { zh: "费用", en: "fee" },
  penalty: { zh: "罚息", en: "penalty interest" },
  interest: { zh: "利息", en: "interest" },
  principal: { zh: "本金", en: "principal" },
};

/**
 * Rates as percentages, money in 万元, lists joined.
 * @param value  as the evaluation document carries it: text, a number, or JSON
 * @param unit  the parameter's own unit; ppm and fen are turned into what readers use
 */
export function formatParameter(value: string, unit: string, language: Language): ShownValue {
  const parsed = parseValue(value);
  const list = Array.isArray(parsed) ? parsed : [parsed];
  if (list.some((item) => typeof item === "object")) {
    return { kind: "folded", json: JSON.stringify(parsed, null, 1), count: list.length };
  }
  const shownUnit =
    unit === "fen" ? overviewUnit[language] : unit === "ppm" ? "" : (unitNames[unit]?.[language] ?? unit);
  const named = list.map((item) => valueNames[String(item)]?.[language]);
  const separator = language === "zh" && !named.includes(undefined) ? "、" : ", ";
  const shown = list.map((item, index) => named[index] ?? formatScalar(item, unit)).join(separator);
  return { kind: "line", value: shown === "" ? "—" : shown, unit: shownUnit };
}

function formatScalar(item: unknown, unit: string): string {
  if (typeof item !== "number") return String(item);
  if (unit === "ppm") return formatRate(item);
  if (unit === "fen" && Number.isInteger(item)) return formatOverviewMoney(String(item));
  return Number.isInteger(item) ? formatCount(item) : String(item);
}

function parseValue(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** A parameter's unit for a person. */
export function formatUnit(unit: string, language: Language): string {
  return unitNames[unit]?.[language] ?? unit;
}
