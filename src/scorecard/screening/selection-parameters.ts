import { defineDesignChoice } from "#kernel";
import type { Parameter } from "#kernel";

/** Least rise of KS for which an indicator is added, or fall for which it is kept. */
export const leastKsGain = defineDesignChoice("scorecard.selection.leastKsGain", 0.002, "", {
  zh: "按 KS 逐步筛选时，每步至少的 KS 提升",
  en: "least gain of KS for which a step by KS is taken",
});

export const lassoFolds = defineDesignChoice("scorecard.selection.lassoFolds", 5, "folds", {
  zh: "LASSO 惩罚强度的交叉验证折数",
  en: "folds by which the strength of the LASSO is chosen",
});

export const lassoPoints = defineDesignChoice("scorecard.selection.lassoPoints", 40, "points", {
  zh: "LASSO 路径上的惩罚强度个数",
  en: "strengths of the penalty on the LASSO path",
});

export const lassoWeakest = defineDesignChoice("scorecard.selection.lassoWeakest", 0.001, "ratio", {
  zh: "LASSO 路径上最弱与最强惩罚之比",
  en: "weakest penalty of the LASSO path as a share of the strongest",
});

export const lassoStandardErrors = defineDesignChoice(
  "scorecard.selection.lassoStandardErrors",
  1,
  "standard errors",
  {
    zh: "取偏差不高于最小值加此倍标准误的最强惩罚（一倍标准误规则）",
    en: "the strongest penalty whose deviance is within so many standard errors of the least is taken",
  },
);

/** All of them ours, for listing beside a result. */
export const selectionParameters: readonly Parameter<number>[] = [
  leastKsGain,
  lassoFolds,
  lassoPoints,
  lassoWeakest,
  lassoStandardErrors,
];
