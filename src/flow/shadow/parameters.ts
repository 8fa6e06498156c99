import { defineDesignChoice, defineParameter } from "#kernel";

/** Every number that shapes a shadow comparison; all are our own choice but the first. */
export const shadowParameters = {
  defaultDays: defineParameter({
    id: "shadow.defaultDays",
    value: 90,
    unit: "days",
    effectiveFrom: "2024-01-01",
    origin: "rule",
    zh: "逾期超过这么多天，或分类降为次级及以下，视为违约（《商业银行金融资产风险分类办法》）",
    en: "days past due beyond which a borrower is in default, as it is from substandard on (rules on the classification of financial assets)",
  }),
  troubleDays: defineDesignChoice("shadow.troubleDays", 30, "days", {
    zh: "逾期超过这么多天视为出险；违约也是出险",
    en: "days past due beyond which a borrower is in trouble; a default is trouble as well",
  }),
  windowDays: defineDesignChoice("shadow.windowDays", 365, "days", {
    zh: "看这么多天以内的还款与预警",
    en: "days back from the day of the comparison in which payments and warnings count",
  }),
  cutoffPdPpm: defineDesignChoice("shadow.cutoffPdPpm", 40_000, "ppm", {
    zh: "我方违约概率高于此数即不予通过，用于换入换出",
    en: "PD above which we decline, for the swap sets",
  }),
  fewOutcomes: defineDesignChoice("shadow.fewOutcomes", 10, "enterprises", {
    zh: "出险或违约少于这么多户时，不对排序能力下结论",
    en: "troubled or defaulted borrowers below which nothing is concluded of discrimination",
  }),
  earlierDays: defineDesignChoice("shadow.earlierDays", 180, "days", {
    zh: "以这么多天以前的数据另评一次分，避免看到结果以后再评分",
    en: "days earlier as of which the card scores a second time, so that it does not see the outcome it is compared with",
  }),
} as const;
