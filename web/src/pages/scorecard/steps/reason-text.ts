import { useCallback } from "react";
import type { ScreeningReason } from "#scorecard";
import { formatDecimal, formatPercent } from "../../../figures/format-number.ts";
import { type Catalogue, useText } from "../../../i18n/language.tsx";

const reasonText = {
  mostlyMissing: { zh: "缺失 {share}", en: "{share} missing" },
  mostlyIdentical: { zh: "同一值占 {share}", en: "{share} are one value" },
  notBinnable: { zh: "无法分箱：{conflicts}", en: "cannot be binned: {conflicts}" },
  weak: { zh: "IV 只有 {iv}", en: "IV of only {iv}" },
  correlated: { zh: "与 {with} 相关 {correlation}", en: "correlates with {with}, {correlation}" },
  collinear: { zh: "共线，VIF {vif}", en: "collinear, VIF {vif}" },
  unstable: { zh: "不稳定，PSI {psi}", en: "unstable, PSI {psi}" },
  againstExpectation: { zh: "走势与专家预期相反", en: "runs against what the experts expect" },
  excludedByExperts: { zh: "专家名单排除", en: "on the experts' list of those left out" },
  notSelected: { zh: "逐步选择未选入", en: "not chosen by selection" },
  wrongSign: { zh: "系数方向相反（{coefficient}）", en: "coefficient of the wrong sign ({coefficient})" },
  listSeparator: { zh: "、", en: ", " },
  distinctValues: { zh: "取值太少", en: "too few distinct values" },
  minBins: { zh: "最少箱数", en: "fewest bins" },
  minBinRows: { zh: "每箱最少行数", en: "fewest rows in a bin" },
  maxBinRows: { zh: "每箱最多行数", en: "most rows in a bin" },
  minBadsPerBin: { zh: "每箱最少坏客户", en: "fewest bads in a bin" },
  minGoodsPerBin: { zh: "每箱最少好客户", en: "fewest goods in a bin" },
  minRateGap: { zh: "坏账率最小差", en: "least gap of bad rates" },
  maxPValue: { zh: "p 值上限", en: "largest p-value" },
  fixedCuts: { zh: "必须保留的切点", en: "fixed cuts" },
  forbiddenCuts: { zh: "禁止切点的区间", en: "forbidden cuts" },
  trend: { zh: "走势", en: "trend" },
  trendOfEveryVintage: { zh: "各月走势", en: "trend of every vintage" },
  missingBinOfOneOutcome: { zh: "缺失箱只有一种结果", en: "missing bin of one outcome" },
  specialBinOfOneOutcome: { zh: "特殊值箱只有一种结果", en: "special bin of one outcome" },
} as const satisfies Catalogue;

type Key = keyof typeof reasonText;

/** Constraints that conflict, in the reader's words. */
export function useConstraintNames(): (conflicts: readonly string[]) => string {
  const t = useText(reasonText);
  return useCallback((conflicts) => conflicts.map((one) => t(one as Key)).join(t("listSeparator")), [t]);
}

/** Why an indicator is not on the card, in one phrase. */
export function useScreeningReason(): (reason: ScreeningReason) => string {
  const t = useText(reasonText);
  const names = useConstraintNames();
  return useCallback(
    (reason) => {
      switch (reason.kind) {
        case "mostlyMissing":
        case "mostlyIdentical":
          return t(reason.kind, { share: formatPercent(reason.share, 1) });
        case "notBinnable":
          return t("notBinnable", { conflicts: names(reason.reason.conflicts) });
        case "weak":
          return t("weak", { iv: formatDecimal(reason.iv, 4) });
        case "correlated":
          return t("correlated", { with: reason.with, correlation: formatDecimal(reason.correlation, 2) });
        case "collinear":
          return t("collinear", { vif: formatDecimal(reason.vif, 1) });
        case "unstable":
          return t("unstable", { psi: formatDecimal(reason.psi, 3) });
        case "againstExpectation":
        case "excludedByExperts":
        case "notSelected":
          return t(reason.kind);
        case "wrongSign":
          return t("wrongSign", { coefficient: formatDecimal(reason.coefficient, 3) });
      }
    },
    [t, names],
  );
}
