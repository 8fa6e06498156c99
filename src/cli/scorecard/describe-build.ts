import { trendWords } from "#report";
import type { Exploration, ScreeningArtefact } from "#scorecard";
import type { ArtefactFolder } from "./artefact-folder.ts";
import type { BuildResult } from "./build-document.ts";
import { tableText } from "./table-text.ts";

/** A build in a screenful, for a person at a terminal. */
export function describeBuild(
  { sample, card, fit, evaluation, exploration, screening }: BuildResult,
  folder: ArtefactFolder,
  durationMs: number,
  language: "zh" | "en",
): string {
  const isChinese = language === "zh";
  const { headline } = evaluation.evaluation;
  const coefficients = new Map(fit.regression.coefficients.map((one) => [one.id, one]));
  const rows = card.indicators.map(({ id, iv, trend, bins, bestPoints }) => {
    const own = coefficients.get(id);
    const worst = Math.min(...bins.map(({ points }) => points));
    const figures = [own?.coefficient.toFixed(3) ?? "", own === undefined ? "" : pText(own.pValue)];
    return [id, iv.toFixed(3), trendWords[trend][language], ...figures, `${worst} … ${bestPoints}`];
  });
  const names = isChinese
    ? ["变量", "IV", "走向", "系数", "p", "得分"]
    : ["variable", "IV", "trend", "coefficient", "p", "points"];
  const rate = `${(100 * sample.sample.badRate).toFixed(2)} %`;
  const interval = `[${headline.low.toFixed(3)}, ${headline.high.toFixed(3)}]`;
  const time = (durationMs / 1000).toFixed(1);
  const { alarms } = evaluation.evaluation;
  const hints = hintsOf(exploration, screening, language);
  return isChinese
    ? `样本    ${sample.sample.rows} 行，违约 ${sample.sample.bads}（${rate}）
变量    ${card.indicators.length} 个入模，${fit.screened.length} 个未入模
${tableText(names, rows)}AUC     ${headline.auc.toFixed(3)} ${interval}，KS ${headline.ks.toFixed(3)}（${headline.methodZh}）
警报    ${alarms.length}
${hints}写到    ${folder.path}（report.html、card.json、evaluation.json、plan.json …）
用时    ${time} 秒
`
    : `Sample     ${sample.sample.rows} rows, ${sample.sample.bads} bad (${rate})
Variables  ${card.indicators.length} on the card, ${fit.screened.length} not
${tableText(names, rows)}AUC        ${headline.auc.toFixed(3)} ${interval}, KS ${headline.ks.toFixed(3)} (${headline.method})
Alarms     ${alarms.length}
${hints}Written to ${folder.path} (report.html, card.json, evaluation.json, plan.json …)
Time       ${time} s
`;
}

/** Below what a double can tell from 0 it is not 0. */
function pText(pValue: number): string {
  return pValue === 0 ? "< 1e-300" : pValue.toExponential(1);
}

/** What a person should look at before the card is believed: codes taken for sizes, and columns that know the outcome. */
function hintsOf({ indicators }: Exploration, { figures }: ScreeningArtefact, language: "zh" | "en"): string {
  const isChinese = language === "zh";
  const told = new Set(figures.filter(({ isSuspicious }) => isSuspicious).map(({ id }) => id));
  const leaks = indicators
    .filter(({ id, leakage }) => leakage.length > 0 || told.has(id))
    .map(({ id }) => id);
  const codes = indicators
    .filter(({ suspectedCodes }) => suspectedCodes.length > 0)
    .map(({ id, suspectedCodes }) => `${id}=${suspectedCodes.map(({ value }) => value).join(",")}`);
  const lines = [
    ...(leaks.length === 0
      ? []
      : [isChinese ? `请核查是否泄露结果：${leaks.join("、")}` : `Check for leakage: ${leaks.join(", ")}`]),
    ...(codes.length === 0
      ? []
      : [
          isChinese
            ? `疑似特殊值（可用 --special 指定）：${codes.join("、")}`
            : `May be codes (say so by --special): ${codes.join("; ")}`,
        ]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
