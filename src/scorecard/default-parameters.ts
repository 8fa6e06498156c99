import { defineParameter } from "#kernel";
import type { Parameter } from "#kernel";
import { searchParameters } from "./binning/search-parameters.ts";
import type { ScorecardParameters } from "./parameters.ts";
import { roundingRows } from "./scaling/rounding-rows.ts";

const chosen = {
  trend: choose<"expected">(
    "binning.trend",
    "expected",
    "",
    "违约率的走向按指标声明的预期方向；未声明时取信息值较高者",
    "the bad rate follows the direction an indicator declares; without one, the better of both",
  ),
  maxPreBins: choose("binning.maxPreBins", 24, "bins", "候选区间上限", "most candidate intervals"),
  maxBins: choose("binning.maxBins", 4, "bins", "每个指标的最多分箱数", "most bins of an indicator"),
  minBinShare: choose(
    "binning.minBinShare",
    0.08,
    "ratio",
    "每箱至少占样本的比例",
    "smallest share of the sample in a bin",
  ),
  minBinRows: choose("binning.minBinRows", 5, "rows", "每箱至少的企业数", "fewest rows in a bin"),
  minBadsPerBin: choose(
    "binning.minBadsPerBin",
    1,
    "rows",
    "每箱至少的违约企业数：不让一个箱声称从不违约",
    "fewest bads in a bin: no bin may claim that nobody defaults",
  ),
  minGoodsPerBin: choose(
    "binning.minGoodsPerBin",
    1,
    "rows",
    "每箱至少的未违约企业数",
    "fewest goods in a bin",
  ),
  smoothingRows: choose(
    "binning.smoothingRows",
    4,
    "rows",
    "计算证据权重前，每箱加入的按样本违约率构成的虚拟企业数",
    "rows at the sample's bad rate added to a bin before its weight of evidence is taken",
  ),
  minIv: choose(
    "screening.minIv",
    0.1,
    "",
    "信息值下限（0.1 以下为弱）",
    "lowest information value (below 0.1 is weak)",
  ),
  maxMissingShare: choose(
    "screening.maxMissingShare",
    0.9,
    "ratio",
    "缺失率上限",
    "largest share of missing values",
  ),
  maxIdenticalShare: choose(
    "screening.maxIdenticalShare",
    0.95,
    "ratio",
    "非缺失值中同一取值的占比上限",
    "largest share of one value among those present",
  ),
  maxCorrelation: choose(
    "screening.maxCorrelation",
    0.9,
    "",
    "两个指标证据权重的相关系数绝对值上限，超过时保留信息值高者",
    "largest |correlation| of two weights of evidence; above it the one of higher information stays",
  ),
  method: choose<"all">(
    "selection.method",
    "all",
    "",
    "入模方式：筛选后全部入模（受指标数上限约束），由惩罚项收缩",
    "all that screening left enter, up to the cap, and the penalty shrinks them",
  ),
  criterion: choose<"aic">("selection.criterion", "aic", "", "逐步剔除的准则", "criterion of elimination"),
  badsPerIndicator: choose(
    "selection.badsPerIndicator",
    3,
    "rows",
    "每个入模指标至少对应的违约企业数",
    "fewest bads for each indicator on the card",
  ),
  maxIndicators: choose("selection.maxIndicators", 12, "indicators", "最多入模指标数", "most indicators"),
  penalty: choose(
    "regression.penalty",
    8,
    "",
    "系数平方和惩罚 λ/2·Σβ²(截距不惩罚)",
    "λ in λ/2 · Σ coefficient², the intercept free",
  ),
  maxIterations: choose("regression.maxIterations", 50, "steps", "牛顿迭代上限", "most Newton steps"),
  tolerance: choose("regression.tolerance", 1e-9, "", "收敛阈值", "step at which Newton stops"),
  basePoints: choose("scaling.basePoints", 600, "points", "基准分", "points at the base odds"),
  baseGoodsPerBad: choose(
    "scaling.baseGoodsPerBad",
    19,
    "goods per bad",
    "基准分对应的好坏比（违约：未违约 = 1:19）",
    "goods for one bad at the base points (bad:good 1:19)",
  ),
  pointsToDoubleOdds: choose("scaling.pointsToDoubleOdds", 50, "points", "好坏比翻倍所需分数 PDO", "PDO"),
  pointsDecimals: choose(
    "scaling.pointsDecimals",
    0,
    "decimals",
    "分数四舍五入的小数位数",
    "decimals to which points are rounded, halves away from zero",
  ),
} as const;

/** Every number and choice behind the default card, all of them ours, for listing beside a result. */
export const scorecardParameters: readonly Parameter<string | number>[] = [
  ...Object.values(chosen),
  ...Object.values(searchParameters),
  roundingRows,
];

/** The defaults: chosen for a sample of about a hundred enterprises and some thirty defaults. */
export const defaultScorecardParameters: ScorecardParameters = {
  binning: {
    trend: chosen.trend.value,
    objective: "iv",
    over: "sample",
    candidates: "quantiles",
    minBins: 2,
    maxBinShare: 1,
    minRateGap: 0,
    maxPValue: 1,
    missing: "separate",
    special: "separate",
    rareShare: 0.01,
    maxPreBins: chosen.maxPreBins.value,
    maxBins: chosen.maxBins.value,
    minBinShare: chosen.minBinShare.value,
    minBinRows: chosen.minBinRows.value,
    minBadsPerBin: chosen.minBadsPerBin.value,
    minGoodsPerBin: chosen.minGoodsPerBin.value,
    smoothingRows: chosen.smoothingRows.value,
  },
  screening: {
    minIv: chosen.minIv.value,
    maxMissingShare: chosen.maxMissingShare.value,
    maxIdenticalShare: chosen.maxIdenticalShare.value,
    maxCorrelation: chosen.maxCorrelation.value,
    suspiciousIv: null,
    maxVif: null,
    maxPsi: null,
    mustIn: [],
    mustOut: [],
  },
  selection: {
    method: chosen.method.value,
    criterion: chosen.criterion.value,
    badsPerIndicator: chosen.badsPerIndicator.value,
    maxIndicators: chosen.maxIndicators.value,
    positiveOnly: true,
  },
  regression: {
    penalty: chosen.penalty.value,
    lassoPenalty: 0,
    firth: false,
    maxIterations: chosen.maxIterations.value,
    tolerance: chosen.tolerance.value,
  },
  scaling: {
    basePoints: chosen.basePoints.value,
    baseGoodsPerBad: chosen.baseGoodsPerBad.value,
    pointsToDoubleOdds: chosen.pointsToDoubleOdds.value,
    pointsDecimals: chosen.pointsDecimals.value,
    rounding: "nearest",
    range: { kind: "pdo" },
    zeroAt: "woe",
  },
};

function choose<T extends string | number = number>(
  id: string,
  value: T,
  unit: string,
  zh: string,
  en: string,
): Parameter<T> {
  return defineParameter({
    id: `scorecard.${id}`,
    value,
    unit,
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh,
    en,
  });
}
