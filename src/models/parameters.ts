import { defineParameter } from "#kernel";

/** So many defaults must be known before a fitted card takes the expert card's place. */
export const badsForFittedCard = defineParameter({
  id: "models.badsForFittedCard",
  value: 50,
  unit: "enterprises",
  effectiveFrom: "2026-01-01",
  origin: "designChoice",
  zh: "已知违约企业达到这个数，才由拟合的评分卡代替专家评分卡",
  en: "known defaults from which a fitted card takes the place of the expert card",
});

export const lowDefaultConfidencePpm = defineParameter({
  id: "models.lowDefaultConfidencePpm",
  value: 750_000,
  unit: "ppm",
  effectiveFrom: "2026-01-01",
  origin: "designChoice",
  zh: "低违约组合 PD 上限的置信水平（Pluto–Tasche）",
  en: "confidence of the low-default PD bound (Pluto–Tasche)",
});

export const lowDefaultCorrelationPpm = defineParameter({
  id: "models.lowDefaultCorrelationPpm",
  value: 120_000,
  unit: "ppm",
  effectiveFrom: "2026-01-01",
  origin: "designChoice",
  zh: "低违约组合估计所用的资产相关性",
  en: "asset correlation of the low-default estimate",
});

/** What a card starts from when its drafter changes nothing. */
export const proposedScale = defineParameter({
  id: "models.proposedScale",
  value: { neutralPd: 0.037, neutralWorth: 50, worthToHalveOdds: 20 },
  unit: "",
  effectiveFrom: "2026-01-01",
  origin: "designChoice",
  zh: "专家分换算：中性企业（50 分）的违约率，以及每高多少分违约可能性减半",
  en: "scale of the expert score: PD of a neutral enterprise (50) and the worth that halves the odds",
});

/** Indicators with bands that a committee may start from; they are a proposal, not an estimate. */
export const proposedIndicators = defineParameter({
  id: "models.proposedIndicators",
  value: [
    band("annual-sales-log", [6, 6.7, 7.3], [25, 50, 75, 95], 30),
    band("tenure-months", [12, 24], [20, 55, 85], 30),
    band("sales-trend-lunar", [-0.3, -0.1, 0.1], [5, 35, 65, 90], 40),
    band("sales-change-6m", [-0.3, -0.1, 0.1], [10, 40, 65, 85], 40),
    band("sales-volatility", [0.35, 0.7], [90, 60, 25], 40),
    band("recent-sales-gap", [10, 25, 45], [90, 65, 35, 5], 20),
    band("customer-top1-share", [0.3, 0.5, 0.7], [85, 65, 40, 20], 40),
    band("customer-retention-12m", [0.3, 0.6], [25, 60, 90], 40),
    band("sales-void-rate", [0.04, 0.08, 0.15], [90, 65, 35, 10], 40),
    band("sales-red-rate", [0.02, 0.05], [85, 50, 15], 40),
  ],
  unit: "",
  effectiveFrom: "2026-01-01",
  origin: "designChoice",
  zh: "专家评分卡的建议指标与分段得分，供评审委员会修改",
  en: "proposed indicators and worths of bands, for the committee to change",
});

function band(id: string, cuts: readonly number[], worth: readonly number[], missingWorth: number) {
  return { id, cuts, worth, missingWorth };
}
