import { defineDesignChoice, type Parameter } from "#kernel";

const choose = (id: string, value: number, unit: string, zh: string, en: string): Parameter<number> =>
  defineDesignChoice(`scorecard.exploration.${id}`, value, unit, { zh, en });

/** What exploration marks and shows; all of it our own choice, none of it shapes a card. */
export const explorationParameters = {
  leakageAuc: choose(
    "leakageAuc",
    0.95,
    "",
    "单变量 AUC 达到此值即提示疑似泄露",
    "an AUC alone that suggests leakage",
  ),
  leakageRateGap: choose(
    "leakageRateGap",
    0.6,
    "ratio",
    "缺失与非缺失的违约率相差达到此值即提示疑似泄露",
    "difference of bad rates with and without a value that suggests leakage",
  ),
  leakageValueShare: choose(
    "leakageValueShare",
    0.02,
    "ratio",
    "取同一值的占比达到此值且几乎只有一种结果，即提示疑似泄露",
    "share of one value that goes with a single outcome and so suggests leakage",
  ),
  codeRows: choose(
    "codeRows",
    5,
    "rows",
    "疑似特殊码至少出现的行数",
    "fewest rows of a suspected special code",
  ),
  codeGap: choose(
    "codeGap",
    3,
    "",
    "疑似特殊码与其余取值的距离，以其余取值的极差的倍数计",
    "distance of a suspected special code from the other values, in their range",
  ),
  shownCorrelation: choose(
    "shownCorrelation",
    0.5,
    "",
    "列出的秩相关系数绝对值下限",
    "smallest |rank correlation| that is listed",
  ),
  correlationRows: choose(
    "correlationRows",
    20_000,
    "rows",
    "计算秩相关所用的最多行数（等距抽取）",
    "most rows that rank correlations are worked out of, evenly spaced",
  ),
} as const;
