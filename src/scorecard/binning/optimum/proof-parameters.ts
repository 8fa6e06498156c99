import { defineDesignChoice } from "#kernel";

/** How long the proof of a worst vintage's optimum may take before its bounds are given instead: of weight for time only. */
export const proofParameters = {
  cells: defineDesignChoice("scorecard.binning.proofCells", 40_000_000, "cells", {
    zh: "证明最差时期最优分箱时动态规划单元数的上限（约半秒），超过则给出上下界",
    en: "cells of the dynamic programme, about half a second, after which the worst vintage's optimum is left as bounds",
  }),
  rounds: defineDesignChoice("scorecard.binning.proofRounds", 40, "rounds", {
    zh: "每个分支中调整各时期权重的轮数上限",
    en: "rounds in which the weights of the vintages are moved before the binnings are split",
  }),
} as const;
