import { defineFaults } from "./fault.ts";

/** Faults of the kernel: values that cannot be money, a rate, a day or a share. */
export const kernelFaults = defineFaults({
  KERNEL_MONEY_MALFORMED: {
    kind: "badInput",
    zh: "金额“{found}”无法识别，应为最多两位小数的元",
    en: "The amount “{found}” is not yuan with at most two decimals",
  },
  KERNEL_FEN_MALFORMED: {
    kind: "badInput",
    zh: "金额“{found}”无法识别，应为以分为单位的整数",
    en: "The amount “{found}” is not a whole number of fen",
  },
  KERNEL_RATE_NOT_INTEGER: {
    kind: "internal",
    zh: "利率 {found} 应为百万分率整数",
    en: "The rate {found} is not an integer in parts per million",
  },
  KERNEL_ALLOCATION_WITHOUT_WEIGHT: {
    kind: "badInput",
    zh: "金额 {total} 分无法分摊：{weights} 个权重之和为零",
    en: "{total} fen cannot be allocated: the {weights} weights sum to zero",
  },
  KERNEL_WEIGHT_NEGATIVE: {
    kind: "badInput",
    zh: "第 {position} 个权重 {found} 为负数",
    en: "Weight {position} is negative: {found}",
  },
  KERNEL_DAY_MALFORMED: {
    kind: "badInput",
    zh: "日期“{found}”无法识别，应为存在的 YYYY-MM-DD",
    en: "The day “{found}” is not an existing YYYY-MM-DD",
  },
  KERNEL_LUNAR_YEAR_UNKNOWN: {
    kind: "badInput",
    zh: "农历节日表只有 {first} 至 {last} 年，没有 {found} 年",
    en: "The table of lunar festivals covers {first} to {last}, not {found}",
  },
});
