import { defineFaults } from "#kernel";

/** Faults of the scorecard room; an unusable indicator is not a fault but a screening result. */
export const scorecardFaults = defineFaults({
  SCORECARD_ONE_CLASS: {
    kind: "badInput",
    zh: "开发样本需要同时有违约与未违约的企业：共 {rows} 家，违约 {bads} 家",
    en: "a development sample needs both outcomes: {rows} rows, {bads} of them bad",
  },
  SCORECARD_LENGTHS_DIFFER: {
    kind: "badInput",
    zh: "{subject} 有 {found} 个值，应为 {expected} 个",
    en: "{subject} has {found} values, expected {expected}",
  },
  SCORECARD_INDICATOR_TWICE: {
    kind: "badInput",
    zh: "指标 {indicator} 在样本中出现两次",
    en: "indicator {indicator} occurs twice in the sample",
  },
  SCORECARD_INDICATOR_ABSENT: {
    kind: "badInput",
    zh: "评分卡需要指标 {indicator}，输入中没有；缺失值应以 NaN 给出",
    en: "the card needs indicator {indicator}, which the input lacks; a missing value is given as NaN",
  },
  SCORECARD_VALUE_NOT_ALLOWED: {
    kind: "badInput",
    zh: "{subject} 第 {row} 行的值 {found} 不合法",
    en: "{subject}, row {row}: value {found} is not allowed",
  },
  SCORECARD_LOW_DEFAULT_INPUT: {
    kind: "badInput",
    zh: "低违约组合估计的输入不合法：{problem}",
    en: "the low-default estimate cannot use its input: {problem}",
  },
  SCORECARD_COMMITTEE_INPUT: {
    kind: "badInput",
    zh: "专家评分卡的输入不合法：{problem}",
    en: "the expert card cannot use its input: {problem}",
  },
  SCORECARD_VERSION_UNKNOWN: {
    kind: "badInput",
    zh: "不认识的评分卡版本 {found}，应为 {expected}",
    en: "unknown scorecard version {found}, expected {expected}",
  },
  SCORECARD_COLUMN_KIND: {
    kind: "badInput",
    zh: "指标 {indicator} 的取值类型是 {found}，评分卡要求 {expected}（numeric 数值，categorical 类别）",
    en: "indicator {indicator} comes as {found}, the card expects {expected}",
  },
  SCORECARD_CARD_MALFORMED: {
    kind: "badInput",
    zh: "评分卡文件的 {path} 不合法：{found}，应为 {expected}",
    en: "the card's {path} is {found}, expected {expected}",
  },
  SCORECARD_EXPORT_NOT_POSSIBLE: {
    kind: "badInput",
    zh: "评分卡无法导出为此格式：{problem}",
    en: "the card cannot be exported in this format: {problem}",
  },
  SCORECARD_PMML_NOT_READ: {
    kind: "badInput",
    zh: "无法读取 PMML（{place}）：{problem}",
    en: "the PMML cannot be read at {place}: {problem}",
  },
  SCORECARD_PARAMETER_OUT_OF_RANGE: {
    kind: "badInput",
    zh: "参数 {parameter} = {found} 超出范围：{expected}",
    en: "parameter {parameter} = {found} is out of range: {expected}",
  },
  SCORECARD_PLAN: {
    kind: "badInput",
    zh: "建模方案无法执行：{problem}",
    en: "the development plan cannot be carried out: {problem}",
  },
  SCORECARD_VINTAGES_ABSENT: {
    kind: "badInput",
    zh: "按最差时期、或要求走向逐期成立的分箱（over）需要样本给出每行的观察时期，样本中没有",
    en: "binning over vintages (over) needs to know when each row was observed, and the sample does not say",
  },
  SCORECARD_FOLDS_TOO_MANY: {
    kind: "badInput",
    zh: "{folds} 折交叉验证要求每类至少 {folds} 家，现有违约 {bads} 家、未违约 {goods} 家",
    en: "{folds} folds need at least {folds} rows of each outcome, found {bads} bad and {goods} good",
  },
  SCORECARD_MATRIX_SINGULAR: {
    kind: "internal",
    zh: "逻辑回归的信息矩阵奇异（第 {column} 列）；请加惩罚或去掉共线指标",
    en: "the information matrix of the regression is singular (column {column}); add a penalty or drop collinear indicators",
  },
});
