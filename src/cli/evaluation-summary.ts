import { formatPercent, formatWan } from "#kernel";
import type { Evaluation } from "#report";

/** The result in a screenful, for a person at a terminal. */
export function summariseEvaluation(
  evaluation: Evaluation,
  folder: string | null,
  language: "zh" | "en",
): string {
  return language === "zh" ? chinese(evaluation, folder) : english(evaluation, folder);
}

function english(evaluation: Evaluation, folder: string | null): string {
  const { model, portfolio, log, timing } = evaluation;
  return lines([
    evaluation.simulated ? "SIMULATED DATA 模拟数据" : null,
    ...inputLines(
      evaluation,
      "en",
      (file, total) =>
        `${file}: read ${total.read} = stored ${total.stored} + duplicates ${total.duplicates} + quarantined ${total.quarantined}`,
    ),
    `Enterprises  ${evaluation.enterprises.length} as of ${evaluation.asOf}, ${model.sample.enterprises} with known outcome (${model.sample.defaults} defaults)`,
    readingsOnlyLine(
      evaluation,
      (codes) => `  ! readings but no invoices: ${codes}; is the code given with --readings right?`,
    ),
    ...outOfTimeLines(evaluation, "en"),
    model.auc === null
      ? "Model        none: too few known outcomes, and no --scorecard; nothing was scored"
      : `AUC          ${aucText(model.auc)}; as of 12 months earlier ${ratio(model.auc.asOf12m)}; without end-of-series indicators ${ratio(model.auc.withoutEndOfSeries)}`,
    `Portfolio    ${portfolio.granted} of ${portfolio.applicants} granted, ${wan(portfolio.amountFen)} of ${wan(portfolio.budgetFen)} 万元; expected profit ${wan(portfolio.expectedProfitFen)}, expected loss ${wan(portfolio.expectedLossFen)}, shadow price ${percent(portfolio.shadowPricePpm)}`,
    `Log          ${log.entries} entries, root ${log.root}`,
    folder === null
      ? null
      : `Written to   ${folder} (report/index.html, evaluation.json, evidence/, trust.json)`,
    `Time         ${(timing.wallMs / 1000).toFixed(1)} s, ${timing.peakRssMb} MB`,
  ]);
}

function chinese(evaluation: Evaluation, folder: string | null): string {
  const { model, portfolio, log, timing } = evaluation;
  return lines([
    evaluation.simulated ? "模拟数据" : null,
    ...inputLines(
      evaluation,
      "zh",
      (file, total) =>
        `${file}：读入 ${total.read} = 存入 ${total.stored} + 重复 ${total.duplicates} + 隔离 ${total.quarantined}`,
    ),
    `企业    ${evaluation.enterprises.length} 户，截至 ${evaluation.asOf}；其中已知结果 ${model.sample.enterprises} 户（违约 ${model.sample.defaults} 户）`,
    readingsOnlyLine(
      evaluation,
      (codes) => `  ! 只有读数、没有发票：${codes}；请核对 --readings 给出的企业代号`,
    ),
    ...outOfTimeLines(evaluation, "zh"),
    model.auc === null
      ? "模型    无：已知结果太少，且未给出 --scorecard；未评分"
      : `AUC     ${aucText(model.auc)}；提前 12 个月 ${ratio(model.auc.asOf12m)}；去掉序列末端指标 ${ratio(model.auc.withoutEndOfSeries)}`,
    `组合    ${portfolio.applicants} 户申请，授信 ${portfolio.granted} 户，${wan(portfolio.amountFen)} / ${wan(portfolio.budgetFen)} 万元；预期利润 ${wan(portfolio.expectedProfitFen)}，预期损失 ${wan(portfolio.expectedLossFen)}，影子价格 ${percent(portfolio.shadowPricePpm)}`,
    `存证    ${log.entries} 条，根 ${log.root}`,
    folder === null ? null : `写到    ${folder}(report/index.html、evaluation.json、evidence/、trust.json)`,
    `用时    ${(timing.wallMs / 1000).toFixed(1)} 秒，${timing.peakRssMb} MB`,
  ]);
}

const mostCodes = 5;

/**
 * Names enterprises of which there are readings but no invoice, where others have invoices: most likely a mistyped
 * code, which makes an enterprise of its own.
 */
function readingsOnlyLine({ enterprises }: Evaluation, describe: (codes: string) => string): string | null {
  if (enterprises.every(({ series }) => series.months.length === 0)) return null;
  const codes = enterprises
    .filter(({ series, machines }) => series.months.length === 0 && machines.length > 0)
    .map(({ code }) => code);
  if (codes.length === 0) return null;
  return describe(`${codes.slice(0, mostCodes).join(", ")}${codes.length > mostCodes ? " …" : ""}`);
}

const mostRowsOfFile = 3;

/** One line a file, and below it what is wrong with it and with its first quarantined rows. */
function inputLines(
  { input }: Evaluation,
  language: "zh" | "en",
  describe: (file: string, total: Evaluation["input"][number]) => string,
): string[] {
  return input.flatMap((file) => {
    const problem = file.problem === null ? [] : [`  ! ${file.problem.code}: ${file.problem[language]}`];
    return file.layout === "ignored"
      ? problem.map((line) => `${file.file}${line}`)
      : [describe(file.file, file), ...problem, ...quarantineLines(file, language)];
  });
}

function quarantineLines(
  { quarantined, quarantinedRows = [] }: Evaluation["input"][number],
  language: "zh" | "en",
): string[] {
  const shown = quarantinedRows.slice(0, mostRowsOfFile);
  const more = quarantined - shown.length;
  const rows = shown.map(
    (row) => `  - ${language === "zh" ? `第 ${row.row} 行` : `row ${row.row}`} ${row.code}: ${row[language]}`,
  );
  if (more <= 0 || shown.length === 0) return rows;
  return [
    ...rows,
    language === "zh" ? `  - 另有 ${more} 行隔离，见报告` : `  - ${more} more quarantined: see the report`,
  ];
}

/** How each layer of a region's card did on a year that its fit had not seen, and against the traditional card. */
function outOfTimeLines({ model: { outOfTime } }: Evaluation, language: "zh" | "en"): string[] {
  if (outOfTime === undefined) return [];
  const { layers, comparisons, test, testedOn } = outOfTime;
  const shown = layers.map(({ layer, auc }) => `${layerWords[layer][language]} ${intervalText(auc)}`);
  const compared = comparisons.find(({ approvalRate }) => approvalRate === 0.7);
  const isZh = language === "zh";
  const comparison =
    compared === undefined
      ? ""
      : isZh
        ? `；批准七成时不良率降低 ${intervalText(compared.badRateFall)}，同等不良率下批准增加 ${intervalText(compared.approvalsRise)}`
        : `; at 70 % approved the bad rate falls by ${intervalText(compared.badRateFall)}, at its bad rate approvals rise by ${intervalText(compared.approvalsRise)}`;
  return [
    isZh
      ? `样本外  ${testedOn}，${test.rows} 户（违约 ${test.defaults} 户）：${shown.join("，")}${comparison}`
      : `Out of time  ${testedOn}, ${test.rows} enterprises (${test.defaults} defaults): ${shown.join(", ")}${comparison}`,
  ];
}

const layerWords = {
  device: { zh: "仅设备", en: "devices" },
  ordersEnergy: { zh: "加订单与能耗", en: "+ orders and energy" },
  funds: { zh: "加资金流", en: "+ funds" },
  traditional: { zh: "传统评分卡", en: "traditional card" },
} as const;

function intervalText({ value, low, high }: { value: number; low: number; high: number }): string {
  return `${ratio(value)} [${ratio(low)}, ${ratio(high)}]`;
}

function aucText({ mean, low, high, foldSd }: NonNullable<Evaluation["model"]["auc"]>): string {
  return `${ratio(mean)} [${ratio(low)}, ${ratio(high)}] sd ${ratio(foldSd)}`;
}

function ratio(value: number | null): string {
  return value === null ? "—" : value.toFixed(3);
}

function wan(fen: string): string {
  return formatWan(BigInt(fen));
}

function percent(ppm: number | null): string {
  return ppm === null ? "—" : formatPercent(ppm);
}

function lines(items: readonly (string | null)[]): string {
  return `${items.filter((item) => item !== null).join("\n")}\n`;
}
