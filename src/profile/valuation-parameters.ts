import { defineDesignChoice } from "#kernel";

/** What a value is reckoned with; our own choice, save where a source stands beside it. */
export const valuationParameters = {
  marginPpm: defineDesignChoice("valuation.margin", 52_000, "ppm", {
    zh: "未申报利润时的净利率（国家统计局 2024–25 年规上工业营业收入利润率 5.0–5.4 %）",
    en: "Net margin where none is declared (NBS, industry above scale, 2024–25: 5.0–5.4 %)",
  }),
  mostMarginPpm: defineDesignChoice("valuation.most-margin", 250_000, "ppm", {
    zh: "采信的申报净利率上限",
    en: "Highest declared margin that is believed",
  }),
  discountPpm: defineDesignChoice("valuation.discount", 180_000, "ppm", {
    zh: "小微制造企业的折现率",
    en: "Rate at which a small manufacturer's profits are discounted",
  }),
  mostGrowthPpm: defineDesignChoice("valuation.most-growth", 200_000, "ppm", {
    zh: "预计收入增长的上下限",
    en: "Largest growth or fall of revenue that is expected",
  }),
  forecastErrorPpm: defineDesignChoice("valuation.forecast-error", 220_000, "ppm", {
    zh: "一年后收入预测的标准误差，不含月度波动",
    en: "Standard error of a forecast of revenue a year ahead, beside what uneven months add",
  }),
} as const;
