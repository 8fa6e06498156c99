import { defineParameter, type Parameter, type RatePpm } from "#kernel";
import type { SizeClass } from "#registry";
import type { ClaimClass, ProgrammeTerms } from "./programme.ts";

const effectiveFrom = "2026-01-01";
const choice = { effectiveFrom, origin: "designChoice" } as const;
const rule = { effectiveFrom, origin: "rule" } as const;

/**
 * What a new programme begins with; every number can be changed in the editor before another officer publishes it.
 * Where practice names no number that we could confirm, the label says so (未核实).
 */
export const fundParameters = {
  ratioPpm: defineParameter<Readonly<Record<SizeClass, RatePpm>>>({
    ...choice,
    id: "fund.ratio",
    value: { micro: 550_000, small: 500_000, medium: 400_000, large: 0 },
    unit: "ppm",
    zh: "各规模的最高补偿比例；各地实践 30 %–50 %，规模越小越高，大型为零",
    en: "Highest ratio by size; practice is 30 % to 50 %, higher for smaller firms, none for large ones",
  }),
  cumulativePpm: defineParameter<Readonly<Record<Exclude<ClaimClass, "loss">, RatePpm>>>({
    ...choice,
    id: "fund.cumulative",
    value: { specialMention: 100_000, substandard: 250_000, doubtful: 400_000 },
    unit: "ppm",
    zh: "关注、次级、可疑的累计比例（未核实，测算所得：六成关注会回升，一次付清约贵 1.6 倍）",
    en: "Cumulative ratios by class (not confirmed; worked out: six in ten special-mention loans cure)",
  }),
  bankRetentionPpm: defineParameter<RatePpm>({
    ...rule,
    id: "fund.retention",
    value: 200_000,
    unit: "ppm",
    zh: "银行自担不低于损失的 20 %（国家融资担保基金口径）",
    en: "The bank bears at least 20 % of the loss (practice of the National Financing Guarantee Fund)",
  }),
  stackCapPpm: defineParameter<RatePpm>({
    ...rule,
    id: "fund.stack",
    value: 800_000,
    unit: "ppm",
    zh: "各项政策资金合计不超过损失的 80 %（安徽科技贷）",
    en: "All policy money together at most 80 % of the loss (Anhui technology loans)",
  }),
  averageCapPpm: defineParameter<RatePpm>({
    ...rule,
    id: "fund.average",
    value: 500_000,
    unit: "ppm",
    zh: "平均补偿比例不超过 50 %",
    en: "Average compensation ratio of at most 50 %",
  }),
  breakerPpm: defineParameter<{ readonly warn: RatePpm; readonly trip: RatePpm }>({
    ...choice,
    id: "fund.breaker",
    value: { warn: 30_000, trip: 50_000 },
    unit: "ppm",
    zh: "熔断线：项目不良率 3 % 预警，5 % 暂停新增入库（未核实，常见做法 3 %–5 %）",
    en: "Breaker: warned at 3 % programme NPL, no new cover at 5 % (not confirmed; common practice)",
  }),
  refundDays: defineParameter<number>({
    ...choice,
    id: "fund.refund-days",
    value: 30,
    unit: "day",
    zh: "分类回升后退回补偿的期限（未核实）",
    en: "Days in which compensation comes back after a cure (not confirmed)",
  }),
} as const satisfies Record<string, Parameter<unknown>>;

/** Terms that a new programme begins with. */
export const defaultTerms: ProgrammeTerms = {
  ratioPpm: fundParameters.ratioPpm.value,
  cumulativePpm: fundParameters.cumulativePpm.value,
  startClass: "specialMention",
  bankRetentionPpm: fundParameters.bankRetentionPpm.value,
  stackCapPpm: fundParameters.stackCapPpm.value,
  averageCapPpm: fundParameters.averageCapPpm.value,
  annualCapFen: null,
  bankCapFen: null,
  firmCapFen: null,
  warnPpm: fundParameters.breakerPpm.value.warn,
  tripPpm: fundParameters.breakerPpm.value.trip,
  refundDays: fundParameters.refundDays.value,
  platforms: [],
};
