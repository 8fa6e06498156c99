import { defineDesignChoice } from "#kernel";

/** How candidates are counted and searched: of weight for time and for the last thousandth of information, never for truth. */
export const searchParameters = {
  distinctValues: defineDesignChoice("scorecard.binning.distinctValues", 16_384, "values", {
    zh: "逐个取值计数的上限；取值更多时先按前导位分组计数，再在需要处细分",
    en: "distinct values counted one by one; more are counted by leading bits first and split where it matters",
  }),
  smallSampleRows: defineDesignChoice("scorecard.binning.smallSampleRows", 65_536, "rows", {
    zh: "不多于此数的样本逐个取值计数",
    en: "rows up to which every value is counted one by one, however many there are",
  }),
  cells: defineDesignChoice("scorecard.binning.cells", 4_096, "cells", {
    zh: "取值极多的指标约分为多少个计数单元",
    en: "about how many cells a variable of very many values is counted in",
  }),
  leafShare: defineDesignChoice("scorecard.binning.leafShare", 0.05, "ratio", {
    zh: "选候选切点的分类树每片叶子至少占有值行的比例（同类工具的惯例），与分箱本身的下限无关",
    en: "share of the rows in a leaf of the tree that proposes cuts, as other tools have it, whatever the limits of bins",
  }),
  blocks: defineDesignChoice("scorecard.binning.blocks", 64, "blocks", {
    zh: "小样本在放大之前另分为多少块，逐块取 ROC 曲线偏离最远之处",
    en: "blocks of a small sample in each of which the ROC curve's farthest places are looked at before the zoom",
  }),
  shareBeforeZoom: defineDesignChoice("scorecard.binning.shareBeforeZoom", 0.6, "ratio", {
    zh: "放大之前选定的候选区间占上限的比例，其余留给放大",
    en: "share of the candidate intervals chosen before the zoom, which fills the rest",
  }),
  zooms: defineDesignChoice("scorecard.binning.zooms", 6, "rounds", {
    zh: "切点仍在移动时最多放大的轮数",
    en: "rounds of zooming in while the cuts still move",
  }),
  starts: defineDesignChoice("scorecard.binning.starts", 2, "trends", {
    zh: "从几种走向的最优分箱开始放大",
    en: "trends from whose best bins the search zooms in",
  }),
  startShare: defineDesignChoice("scorecard.binning.startShare", 0.7, "ratio", {
    zh: "第二种走向的目标值至少为第一种的多少才放大",
    en: "how good a further trend has to be, as a share of the best, to be zoomed in on",
  }),
  widestWindow: defineDesignChoice("scorecard.binning.widestWindow", 0.025, "ratio", {
    zh: "放大的第一轮在切点两侧各查看的行的比例，以后每轮缩为三分之一",
    en: "share of the rows on either side of a cut that the first round looks at; each further round a third",
  }),
  placesAround: defineDesignChoice("scorecard.binning.placesAround", 6, "places", {
    zh: "每轮在切点每侧尝试的位置数",
    en: "places that a round tries on either side of a cut",
  }),
  cornersPerCut: defineDesignChoice("scorecard.binning.cornersPerCut", 12, "places", {
    zh: "为每个切点在相邻两切点之间尝试的 ROC 凸包顶点数",
    en: "corners of the ROC hull between the cuts beside a cut that are tried for it",
  }),
  weakValue: defineDesignChoice("scorecard.binning.weakValue", 0.1, "", {
    zh: "目标值低于此数的弱指标曲线起伏，放大时另逐值查看切点之间最佳之处",
    en: "objective below which a column is weak and its curve rugged: the zoom also looks at the best places between cuts",
  }),
  closeShare: defineDesignChoice("scorecard.binning.closeShare", 0.0005, "ratio", {
    zh: "切点两侧各有多大比例的行逐值查看",
    en: "share of the rows on either side of a cut that is looked at value by value",
  }),
  comparedGroupings: defineDesignChoice("scorecard.binning.comparedGroupings", 8, "categories", {
    zh: "限制涉及相邻分组、目标不可相加或取最差月份时，类别不多于此数则逐一比较所有分组方式",
    en: "categories up to which all groupings are compared where limits hold between groups, for KS and over the worst vintage",
  }),
  explainedGroupings: defineDesignChoice("scorecard.binning.explainedGroupings", 7, "categories", {
    zh: "类别不多于此数时，无解的原因按所有分组方式判断，否则按违约率次序判断",
    en: "categories up to which conflicts are those of all groupings; of more, those of groups in the order of bad rates",
  }),
  boundedCategories: defineDesignChoice("scorecard.binning.boundedCategories", 512, "categories", {
    zh: "类别不多于此数时，以按违约率次序不设限的最优值为上界",
    en: "categories up to which the optimum in the order of bad rates without limits bounds an answer",
  }),
  groupedCategories: defineDesignChoice("scorecard.binning.groupedCategories", 12, "categories", {
    zh: "类别不多于此数时比较所有分组方式",
    en: "categories up to which all groupings are compared",
  }),
} as const;
