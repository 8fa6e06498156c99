import type {
  EvaluationPlan,
  RegressionParameters,
  ScalingParameters,
  ScreeningParameters,
  SelectionParameters,
} from "#scorecard";
import type { FieldsOf } from "./field-list.tsx";

/** Which indicators are let through to the regression. */
export const screeningFields: FieldsOf<ScreeningParameters> = [
  { key: "minIv", label: { zh: "最小 IV", en: "Least IV" }, control: { kind: "number", min: 0, step: 0.01 } },
  {
    key: "suspiciousIv",
    label: { zh: "可疑 IV（标记）", en: "Suspicious IV (marked)" },
    control: { kind: "number", min: 0, step: 0.1, isNullable: true },
  },
  {
    key: "maxMissingShare",
    label: { zh: "缺失率上限", en: "Most missing" },
    control: { kind: "number", min: 0, max: 1, step: 0.05, isShare: true },
  },
  {
    key: "maxIdenticalShare",
    label: { zh: "同一值占比上限", en: "Most identical" },
    control: { kind: "number", min: 0, max: 1, step: 0.05, isShare: true },
  },
  {
    key: "maxCorrelation",
    label: { zh: "相关系数上限", en: "Largest correlation" },
    control: { kind: "number", min: 0, max: 1, step: 0.05 },
  },
  {
    key: "maxVif",
    label: { zh: "VIF 上限（空为不限）", en: "Largest VIF (empty: none)" },
    control: { kind: "number", min: 1, step: 1, isNullable: true },
  },
  {
    key: "maxPsi",
    label: { zh: "PSI 上限（空为不限）", en: "Largest PSI (empty: none)" },
    control: { kind: "number", min: 0, step: 0.05, isNullable: true },
  },
];

/** How the card's indicators are chosen among those let through. */
export const selectionFields: FieldsOf<SelectionParameters> = [
  {
    key: "method",
    label: { zh: "选入方法", en: "Method" },
    control: {
      kind: "choice",
      choices: [
        { value: "all", label: { zh: "全部选入", en: "All" } },
        { value: "forward", label: { zh: "逐步加入", en: "Forward" } },
        { value: "backward", label: { zh: "逐步剔除", en: "Backward" } },
        { value: "stepwise", label: { zh: "双向逐步", en: "Stepwise" } },
        { value: "lasso", label: { zh: "LASSO", en: "LASSO" } },
      ],
    },
  },
  {
    key: "criterion",
    label: { zh: "准则", en: "Criterion" },
    control: {
      kind: "choice",
      choices: (["aic", "bic", "ks"] as const).map((value) => ({
        value,
        label: { zh: value.toUpperCase(), en: value.toUpperCase() },
      })),
    },
  },
  {
    key: "badsPerIndicator",
    label: { zh: "每个指标至少的坏客户", en: "Bads for each indicator" },
    control: { kind: "number", min: 0.1, step: 1 },
  },
  {
    key: "maxIndicators",
    label: { zh: "最多指标数", en: "Most indicators" },
    control: { kind: "number", min: 1, max: 1_000, step: 1 },
  },
  {
    key: "positiveOnly",
    label: { zh: "系数必须为正", en: "Positive coefficients only" },
    control: { kind: "yesNo" },
  },
];

/** How the regression is fitted. */
export const regressionFields: FieldsOf<RegressionParameters> = [
  {
    key: "penalty",
    label: { zh: "L2 惩罚", en: "L2 penalty" },
    control: { kind: "number", min: 0, step: 0.1 },
  },
  {
    key: "lassoPenalty",
    label: { zh: "L1 惩罚", en: "L1 penalty" },
    control: { kind: "number", min: 0, step: 0.1 },
  },
  {
    key: "firth",
    label: { zh: "Firth 惩罚（坏客户少时）", en: "Firth's penalty (few bads)" },
    control: { kind: "yesNo" },
  },
];

/** What the model is judged by. */
export const evaluationFields: FieldsOf<EvaluationPlan> = [
  {
    key: "profitOfGood",
    label: { zh: "好客户收益", en: "Profit of a good" },
    control: { kind: "number", min: 0, step: 0.1 },
  },
  {
    key: "lossOfBad",
    label: { zh: "坏客户损失", en: "Loss of a bad" },
    control: { kind: "number", min: 0, step: 1 },
  },
  {
    key: "confidence",
    label: { zh: "置信水平", en: "Confidence" },
    control: { kind: "number", min: 0.5, max: 0.999, step: 0.01, isShare: true },
  },
  {
    key: "bootstrapRounds",
    label: { zh: "自助抽样次数", en: "Bootstrap rounds" },
    control: { kind: "number", min: 0, max: 10_000, step: 100 },
  },
  {
    key: "grades",
    label: { zh: "等级数", en: "Grades" },
    control: { kind: "number", min: 2, max: 30, step: 1 },
  },
  {
    key: "rejectInference",
    label: { zh: "拒绝推断", en: "Reject inference" },
    control: {
      kind: "choice",
      choices: [
        { value: "none", label: { zh: "不做", en: "None" } },
        { value: "parcelling", label: { zh: "分组推断", en: "Parcelling" } },
        { value: "fuzzy", label: { zh: "模糊扩充", en: "Fuzzy augmentation" } },
        { value: "reclassification", label: { zh: "重新分类", en: "Reclassification" } },
      ],
    },
  },
  {
    key: "rejectBadFactor",
    label: { zh: "被拒客户坏的倍数", en: "Rejects: times as bad" },
    control: { kind: "number", min: 1, max: 100, step: 0.5 },
  },
];

/** How log odds become points. */
export const scalingFields: FieldsOf<ScalingParameters> = [
  { key: "basePoints", label: { zh: "基准分", en: "Base points" }, control: { kind: "number", step: 10 } },
  {
    key: "baseGoodsPerBad",
    label: { zh: "基准好坏比", en: "Goods for one bad there" },
    control: { kind: "number", min: 0.001, step: 1 },
  },
  {
    key: "pointsToDoubleOdds",
    label: { zh: "翻倍分 PDO", en: "Points to double the odds" },
    control: { kind: "number", min: 0.001, step: 1 },
  },
  {
    key: "pointsDecimals",
    label: { zh: "分值小数位", en: "Decimals of points" },
    control: { kind: "number", min: 0, max: 10, step: 1 },
  },
  {
    key: "rounding",
    label: { zh: "取整方式", en: "Rounding" },
    control: {
      kind: "choice",
      choices: [
        { value: "nearest", label: { zh: "逐箱四舍五入", en: "Each bin alone" } },
        {
          value: "rankPreserving",
          label: { zh: "整体取整，最少改变排序", en: "Together, keeping the order" },
        },
      ],
    },
  },
  {
    key: "zeroAt",
    label: { zh: "零分位置", en: "Zero points at" },
    control: {
      kind: "choice",
      choices: [
        { value: "woe", label: { zh: "WOE 为零处", en: "WOE of zero" } },
        { value: "worst", label: { zh: "最差的箱（无负分）", en: "The worst bin" } },
      ],
    },
  },
];
