import type { Command } from "commander";
import { type Exploration, exploreSample, formSample, type IndicatorExploration } from "#scorecard";
import type { CommandContext } from "../command-context.ts";
import { showProgress } from "../progress-line.ts";
import { readData } from "./data-options.ts";
import { addPlanOptions, type PlanOptions, planOf } from "./plan-options.ts";
import { sayLeftOut } from "./say-left-out.ts";
import { tableText } from "./table-text.ts";
import { leakageWords } from "./terminal-words.ts";

/** `touchstone scorecard explore`: what the columns look like before anything is done to them. */
export function addExplore(verb: Command, context: CommandContext): void {
  const command = verb
    .command("explore")
    .description(
      "look at the columns: distributions, missing values, suspected codes, leakage, correlation, drift",
    );
  addPlanOptions(command).action(async (options: PlanOptions) => await runExplore(options, context));
}

async function runExplore(options: PlanOptions, context: CommandContext): Promise<void> {
  const read = await readData(options, null, context);
  const plan = planOf(options, read.table, context);
  const { sample, artefact } = formSample(read.table, plan.sample);
  sayLeftOut(artefact, context);
  const progress = showProgress(context.stderr, context.clock);
  const exploration = exploreSample(sample, progress.report);
  progress.end();
  if (options.json === true) {
    const document = {
      version: "scorecard-exploration@1",
      data: { file: read.name, sha256: read.sha256 },
      sample: artefact,
      ...exploration,
    };
    context.stdout.write(`${JSON.stringify(document)}\n`);
    return;
  }
  context.stdout.write(describe(exploration, context.language));
}

function describe(exploration: Exploration, language: "zh" | "en"): string {
  const isChinese = language === "zh";
  const { rows, bads, indicators, correlations } = exploration;
  const names = isChinese
    ? ["列", "类型", "缺失", "不同值", "中位数", "AUC", "提示"]
    : ["column", "kind", "missing", "distinct", "median", "AUC", "to look at"];
  const lines = indicators.map((one) => [
    one.id,
    one.valueKind,
    `${(100 * one.missingShare).toFixed(1)} %`,
    String(one.distinct),
    one.numbers === null ? "" : String(Number(one.numbers.median.toPrecision(6))),
    one.auc === null ? "" : one.auc.auc.toFixed(3),
    hintsOf(one, isChinese),
  ]);
  const pairs = correlations
    .slice(0, 20)
    .map(({ left, right, correlation }) => [`${left} ~ ${right}`, correlation.toFixed(3)]);
  const head = isChinese ? `${rows} 行，违约 ${bads}` : `${rows} rows, ${bads} bad`;
  const pairNames = isChinese ? ["相关", "Spearman"] : ["correlated", "Spearman"];
  return `${head}\n${tableText(names, lines)}${pairs.length === 0 ? "" : `\n${tableText(pairNames, pairs)}`}`;
}

function hintsOf({ suspectedCodes, leakage }: IndicatorExploration, isChinese: boolean): string {
  const codes = suspectedCodes.map(({ value }) => value).join(",");
  const hints = leakage.map(({ kind }) => leakageWords[kind][isChinese ? "zh" : "en"]);
  if (codes !== "") hints.unshift(isChinese ? `疑似特殊值 ${codes}` : `codes? ${codes}`);
  return hints.join("; ");
}
