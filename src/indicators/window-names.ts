import type { Message } from "#kernel";

/** Every stretch of time that an indicator covers, by the short text of its definition; T is the cut-off, L the day as far from the Chinese new year a lunar year before it. */
export const windowNames = {
  "365 days to T": { zh: "截止日前 365 天", en: "365 days to the cut-off" },
  "730 days to T": { zh: "截止日前 730 天", en: "730 days to the cut-off" },
  "91 days to T and to L": {
    zh: "截止日前 91 天与上一农历年同期 91 天",
    en: "91 days to the cut-off and to the same lunar day a year before",
  },
  "182 days to T and to L": {
    zh: "截止日前 182 天与上一农历年同期 182 天",
    en: "182 days to the cut-off and to the same lunar day a year before",
  },
  "first to last invoice up to T": {
    zh: "截止日前首张至末张发票",
    en: "first to last invoice up to the cut-off",
  },
  "all invoices up to T": { zh: "截止日前全部发票", en: "all invoices up to the cut-off" },
  "three years to T, in 91-day seasons": {
    zh: "截止日前三年，按 91 天一季",
    en: "three years to the cut-off, in 91-day seasons",
  },
  "inner complete months, at least 6": {
    zh: "首尾之间的完整月份，至少 6 个",
    en: "inner complete months, at least 6",
  },
  "first to last month with sales": { zh: "首个至末个有销售的月份", en: "first to last month with sales" },
  "first to last sale": { zh: "首笔至末笔销售", en: "first to last sale" },
  "at T": { zh: "截止日当天", en: "on the cut-off" },
  "28 days to T": { zh: "截止日前 28 天", en: "28 days to the cut-off" },
  "91 days to T": { zh: "截止日前 91 天", en: "91 days to the cut-off" },
  "182 days to T": { zh: "截止日前 182 天", en: "182 days to the cut-off" },
  "up to T": { zh: "截止日前", en: "up to the cut-off" },
  "first to last reading up to T": {
    zh: "截止日前首个至末个读数",
    en: "first to last reading up to the cut-off",
  },
} as const satisfies Readonly<Record<string, Message>>;

export type WindowName = keyof typeof windowNames;
