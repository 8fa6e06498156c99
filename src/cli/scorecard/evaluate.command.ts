import type { Command } from "commander";
import {
  columnNamed,
  defaultPlan,
  type DevelopmentPlan,
  evaluateModel,
  formSample,
  type ModelEvaluation,
} from "#scorecard";
import type { CommandContext } from "../command-context.ts";
import { cliFaults } from "../errors.ts";
import { writeUserFile } from "../read-user-file.ts";
import { lightWords } from "./terminal-words.ts";
import { type CardFolder, readCardFolder } from "./card-folder.ts";
import { addDataOptions, collectNames, type DataOptions, readData } from "./data-options.ts";
import { addOutcomeOptions, type OutcomeOptions, outcomeOf } from "./outcome-options.ts";
import { populationOf } from "./population.ts";
import { readingOf } from "./score.command.ts";
import { tableText } from "./table-text.ts";

interface EvaluateOptions extends DataOptions, OutcomeOptions {
  readonly card: string;
  readonly observation?: string;
  readonly weight?: string;
  readonly groups: readonly string[];
  readonly oldScore?: string;
  readonly outOfTime?: boolean;
  readonly out?: string;
}

/** `touchstone scorecard evaluate`: how good a finished card is on rows that it has not seen. */
export function addEvaluate(verb: Command, context: CommandContext): void {
  const command = verb
    .command("evaluate")
    .description(
      "judge a card on a table with outcomes: discrimination, calibration, cut-offs, swap set, fairness",
    )
    .requiredOption("--card <dir>", "folder of a development, or a card (JSON, PMML)")
    .option("--observation <column>", "column of the observation date or month")
    .option("--weight <column>", "column of row weights")
    .option(
      "--groups <names>",
      "columns of region, size or owner by which fairness is examined",
      collectNames,
      [],
    )
    .option("--old-score <column>", "score of the model in use so far, higher is better: the swap set")
    .option("--out-of-time", "the rows are later than those of the development")
    .option("--out <file>", "write the evaluation (JSON) here");
  addOutcomeOptions(addDataOptions(command)).action(
    async (options: EvaluateOptions) => await runEvaluate(options, context),
  );
}

async function runEvaluate(options: EvaluateOptions, context: CommandContext): Promise<void> {
  const folder = readCardFolder(options.card);
  const { card } = folder;
  const target = options.target ?? folder.plan?.sample.target;
  const columns = [target, options.observation, options.weight, options.oldScore].filter(
    (one) => one !== undefined,
  );
  const wanted = [...new Set([...card.indicators.map(({ id }) => id), ...columns, ...options.groups])];
  const { table } = await readData(readingOf(options, folder), wanted, context);
  const plan = planFor(folder, options, table, context);
  const formed = formSample(table, plan.sample);
  const population = populationOf(
    card,
    formed,
    options.outOfTime === true ? "outOfTime" : "heldOut",
    oldPointsOf(options, table, formed.rows),
  );
  const evaluation = evaluateModel({
    populations: [population],
    plan: plan.evaluation,
    seed: plan.seed,
    ...(folder.masterScale === null ? {} : { masterScale: folder.masterScale }),
  });
  if (options.out !== undefined)
    writeUserFile("--out", options.out, `${JSON.stringify(evaluation, null, 2)}\n`);
  context.stdout.write(
    options.json === true ? `${JSON.stringify({ evaluation })}\n` : describe(evaluation, context.language),
  );
}

/** The plan of the development where the card has one, with the outcome of this table. */
function planFor(
  { plan, card }: CardFolder,
  options: EvaluateOptions,
  table: Parameters<typeof outcomeOf>[0],
  context: CommandContext,
): DevelopmentPlan {
  const outcome =
    plan !== null && options.target === undefined && options.bad === undefined
      ? plan.sample
      : outcomeOf(table, { ...plan?.sample, ...options }, context);
  const { target, badValue } = outcome;
  const start = plan ?? defaultPlan({ target, badValue });
  return {
    ...start,
    sample: {
      ...defaultPlan({ target, badValue }).sample,
      indeterminateValues: outcome.indeterminateValues,
      weight: options.weight ?? null,
      observation: options.observation ?? null,
      groups: options.groups,
      indicators: card.indicators.map(({ id }) => id),
    },
  };
}

function oldPointsOf(
  { oldScore }: EvaluateOptions,
  table: Parameters<typeof outcomeOf>[0],
  rows: Int32Array,
): Float64Array | null {
  if (oldScore === undefined) return null;
  const column = columnNamed(table, oldScore);
  if (column.kind === "numeric") return Float64Array.from(rows, (row) => column.values[row] as number);
  throw cliFaults.fault("CLI_BAD_OPTION", {
    option: "--old-score",
    expected: "a column of numbers",
    found: oldScore,
  });
}

function describe({ populations, headline, alarms }: ModelEvaluation, language: "zh" | "en"): string {
  const isChinese = language === "zh";
  const names = isChinese
    ? ["等级", "行数", "违约", "违约率", "PD", "二项 p", "信号"]
    : ["grade", "rows", "bads", "bad rate", "PD", "binomial p", "light"];
  const last = populations.at(-1);
  const rows = (last?.grades ?? []).map((grade) => [
    grade.grade,
    String(grade.rows),
    String(grade.bads),
    grade.badRate === null ? "" : `${(100 * grade.badRate.value).toFixed(2)} %`,
    `${(100 * grade.pd).toFixed(2)} %`,
    grade.binomialPValue.toFixed(4),
    lightWords[grade.light][language],
  ]);
  const { auc, low, high, ks, gini, brier } = headline;
  const figures = `AUC ${auc.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}], Gini ${gini.toFixed(4)}, KS ${ks.toFixed(4)}, Brier ${brier.toFixed(4)}`;
  const count = isChinese ? `警报 ${alarms.length}` : `${alarms.length} alarms`;
  return `${figures}\n${tableText(names, rows)}${count}\n`;
}
