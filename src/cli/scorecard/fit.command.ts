import type { Command } from "commander";
import type { RegressionReport } from "#scorecard";
import type { CommandContext } from "../command-context.ts";
import { showProgress } from "../progress-line.ts";
import { addCardOptions, type CardOptions } from "./development-options.ts";
import { openRun } from "./open-run.ts";
import { tableText } from "./table-text.ts";
import { addThreadOption, type ThreadOption } from "./thread-option.ts";

/** `touchstone scorecard fit`: the logistic regression on the weights of evidence of what screening left. */
export function addFit(verb: Command, context: CommandContext): void {
  const command = verb
    .command("fit")
    .description(
      "fit the regression: coefficients, standard errors, Wald and likelihood-ratio tests, VIF, AIC, BIC",
    );
  addThreadOption(addCardOptions(command))
    .option("--values", "fit the values themselves, without bins, as published tables have it")
    .action(async (options: FitOptions) => await runFit(options, context));
}

type FitOptions = CardOptions & ThreadOption & { readonly values?: boolean };

async function runFit(options: FitOptions, context: CommandContext): Promise<void> {
  const progress = showProgress(context.stderr, context.clock);
  try {
    const { read, development } = await openRun(options, context, progress.report);
    const { regression, screened } =
      options.values === true
        ? { regression: development.fitValues(), screened: [] }
        : await development.fit();
    progress.end();
    const data = { file: read.name, sha256: read.sha256 };
    const coefficients = regression.coefficients.map(({ id, ...rest }) => ({ name: id, ...rest }));
    context.stdout.write(
      options.json === true
        ? `${JSON.stringify({ version: "scorecard-fit@1", data, model: { ...regression, coefficients }, screened })}\n`
        : describe(regression, context.language),
    );
  } finally {
    progress.end();
  }
}

function describe(regression: RegressionReport, language: "zh" | "en"): string {
  const isChinese = language === "zh";
  const names = isChinese
    ? ["变量", "系数", "标准误", "z", "p", "区间", "LR p", "VIF"]
    : ["variable", "coefficient", "std. error", "z", "p", "interval", "LR p", "VIF"];
  const rows = regression.coefficients.map((one) => [
    one.id,
    shorten(one.coefficient),
    shorten(one.standardError),
    one.wald.toFixed(2),
    one.pValue.toPrecision(3),
    `${shorten(one.low)} … ${shorten(one.high)}`,
    one.likelihoodRatio === null ? "" : one.likelihoodRatio.pValue.toPrecision(3),
    one.vif === null ? "" : one.vif.toFixed(2),
  ]);
  const { rows: count, bads, logLikelihood, aic, bic, pseudoR2, iterations, converged } = regression;
  const state = converged ? "" : isChinese ? "，未收敛" : ", not converged";
  const head = isChinese
    ? `${count} 行，违约 ${bads}；对数似然 ${logLikelihood.toFixed(4)}，AIC ${aic.toFixed(2)}，BIC ${bic.toFixed(2)}，McFadden R² ${pseudoR2.mcFadden.toFixed(4)}，迭代 ${iterations} 次${state}`
    : `${count} rows, ${bads} bad; log-likelihood ${logLikelihood.toFixed(4)}, AIC ${aic.toFixed(2)}, BIC ${bic.toFixed(2)}, McFadden R² ${pseudoR2.mcFadden.toFixed(4)}, ${iterations} iterations${state}`;
  return `${head}\n${tableText(names, rows)}`;
}

/** Four decimals, or four digits of what is smaller, such as the coefficient of an amount. */
function shorten(value: number): string {
  return Math.abs(value) >= 0.001 || value === 0 ? value.toFixed(4) : value.toPrecision(4);
}
