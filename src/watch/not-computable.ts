import { defineMessages } from "#kernel";

/** Why a rule has no answer: a closed set, each with its sentence. It is never read as "no risk". */
export const notComputableReasons = defineMessages({
  noBasis: {
    zh: "没有为贷后管理读取这类数据的依据（同意、合同或法定）",
    en: "No basis (consent, covenant or statute) to read this class of data for post-loan work",
  },
  noData: { zh: "没有这类数据", en: "There is no data of this class" },
  historyTooShort: { zh: "历史不足，无法与去年同期比较", en: "Too little history to compare with last year" },
  calendarUnknown: { zh: "农历表不含所需年份", en: "The lunar table does not cover the years needed" },
  tooFewInvoices: { zh: "发票太少，比率没有意义", en: "Too few invoices for a rate to mean anything" },
  tooFewEvents: { zh: "笔数太少，变化没有意义", en: "Too few events for a change to mean anything" },
  tooManyGaps: { zh: "窗口内数据缺口太多", en: "Too many days without data in the window" },
  streamStopped: {
    zh: "数据流已中断，另由“数据中断”规则提示",
    en: "The stream has stopped; the rule on silence tells it",
  },
  feedOut: {
    zh: "同一数据源的多家企业同时中断，视为数据源故障",
    en: "Many enterprises of the source stopped at once: the feed is out",
  },
  newYear: {
    zh: "春节前后停工复工期间不比较",
    en: "Not compared in the weeks of shutdown and restart around the lunar new year",
  },
  noRegularRhythm: { zh: "此前没有稳定的频率", en: "There was no regular rhythm before" },
  noBalances: { zh: "流水没有余额列", en: "The statements carry no balances" },
  noLargeCustomer: { zh: "没有占比足够大的客户", en: "No customer is large enough" },
});

export type NotComputableReason = keyof typeof notComputableReasons.messages;
