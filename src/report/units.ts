import { both, type Markup } from "./markup.ts";

/** Units that read differently in Chinese; all others (ppm, kW, ...) are the same in both languages. */
const CHINESE: Readonly<Record<string, string>> = {
  ratio: "比值",
  "log ratio": "对数比",
  days: "天",
  months: "月",
  hours: "小时",
  minutes: "分钟",
  count: "个",
  points: "分",
  fen: "分（人民币）",
  rating: "级别",
  enterprises: "家",
  share: "比例",
  "log10 CNY": "lg 元",
  "log10 count": "lg 个",
  "kWh/unit": "kWh/件",
  "kWh/h": "kWh/小时",
  "kWh/day": "kWh/天",
  "L/unit": "L/件",
  "kgce/unit": "kgce/件",
  "kWh/CNY": "kWh/元",
  "units/h": "件/小时",
  "units/head-day": "件/人日",
  shifts: "班",
  rank: "等级",
};

/** A unit in both languages. */
export function unitText(unit: string): Markup {
  return both({ zh: CHINESE[unit] ?? unit, en: unit });
}
