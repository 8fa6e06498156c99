import { readFile, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { openDataDirectory } from "#adapters/files";
import { type BusinessDay, type Fen, isBusinessDay, parseYuan } from "#kernel";
import { type DecisionParameters, decisionParameters, withValue } from "#decision";
import { evaluateEnterprises, prepareOutputFolder, writeOutcome } from "#flow";
import type { Evaluation } from "#report";
import { type Scorecard, readScorecard } from "#scorecard";
import { type CommandContext, type RegisterCommand, collectValues } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { inputsOf } from "./evaluation-inputs.ts";
import { summariseEvaluation } from "./evaluation-summary.ts";
import { type OpenStores, openStores } from "./open-stores.ts";
import { showProgress } from "./progress-line.ts";

interface EvaluateOptions {
  readonly invoices?: string;
  readonly readings: readonly string[];
  readonly mapping: readonly string[];
  readonly out: string;
  readonly dataDir?: string;
  readonly dataset?: string;
  readonly asOf?: string;
  readonly budget?: string;
  readonly centralTendency?: string;
  readonly scorecard?: string;
  readonly excludeBankRating: readonly string[];
  readonly seed: string;
  readonly json?: boolean;
  readonly strict?: boolean;
}

/** `touchstone evaluate`: from files to a credit result, a report and evidence, in one command. */
export const registerEvaluate: RegisterCommand = (program, context) => {
  program
    .command("evaluate")
    .description("read invoice and machine files, seal them, score, decide, and write a report with evidence")
    .option("--invoices <dir>", "folder of invoice files (.csv, .csv.gz); its layout is recognised")
    .option(
      "--readings <file[=code]>",
      "machine, production or energy file, and whose it is; repeatable",
      collectValues,
      [],
    )
    .option("--mapping <file>", "mapping file (JSON) for layouts of your own; repeatable", collectValues, [])
    .requiredOption("--out <dir>", "output folder")
    .option(
      "--data-dir <dir>",
      "keep the sealed data here, added to what is there (default: fresh in OUT/data)",
    )
    .option("--dataset <name>", "name of the input (default: name of the invoices folder)")
    .option("--as-of <day>", "YYYY-MM-DD; later data is not used (default: last day in the input)")
    .option("--budget <yuan>", "total that may be lent, in yuan (default: 100000000)")
    .option("--central-tendency <percent>", "long-run default rate the PD is calibrated to (default: 3.7)")
    .option("--scorecard <file>", "score with this card instead of developing one")
    .option(
      "--exclude-bank-rating <rating>",
      "decline applicants with this bank rating; repeatable",
      collectValues,
      [],
    )
    .option("--seed <text>", "seed of the cross-validation folds", "touchstone")
    .option("--json", "print the evaluation document on standard output")
    .option("--strict", "exit 1 when any row was quarantined")
    .action(async (options: EvaluateOptions) => await runEvaluate(options, context));
};

async function runEvaluate(options: EvaluateOptions, context: CommandContext): Promise<void> {
  if (options.invoices === undefined && options.readings.length === 0) {
    throw cliFaults.fault("CLI_NOTHING_TO_EVALUATE");
  }
  // Everything is checked before anything is written.
  const folder = resolve(options.out);
  const inputs = await inputsOf(options);
  const scorecard = options.scorecard === undefined ? undefined : await readCardFile(options.scorecard);
  const parameters = parametersOf(options);
  const chosen = {
    ...(options.asOf === undefined ? {} : { asOf: parseDay(options.asOf) }),
    ...(options.budget === undefined ? {} : { budgetFen: parseBudget(options.budget) }),
    ...(scorecard === undefined ? {} : { scorecard }),
  };
  await prepareOutputFolder(folder);
  const stores = await openStoresFor(options, folder, context);
  const progress = showProgress(context.stderr, context.clock);
  try {
    const outcome = await evaluateEnterprises(stores, {
      ...inputs,
      dataset: options.dataset ?? inputs.dataset,
      parameters,
      seed: options.seed,
      startedAtMs: performance.timeOrigin,
      clock: context.clock,
      signal: context.signal,
      onProgress: progress.report,
      ...chosen,
    });
    const evaluation = await writeOutcome(folder, outcome, stores.ledger, {
      clock: context.clock,
      signal: context.signal,
      onProgress: progress.report,
    });
    progress.end();
    printOutcome(evaluation, folder, options, context);
  } finally {
    progress.end();
    await stores.close();
  }
}

/** A fresh store beside the report, unless the user keeps one elsewhere. */
async function openStoresFor(
  options: EvaluateOptions,
  folder: string,
  { clock }: CommandContext,
): Promise<OpenStores> {
  if (options.dataDir !== undefined) return await openStores(resolve(options.dataDir), { clock });
  const path = join(folder, "data");
  // Taking the lock first makes sure that no other process is at work in the folder that is about to be replaced.
  openDataDirectory(path).release();
  await rm(path, { recursive: true, force: true });
  return await openStores(path, { clock });
}

function printOutcome(
  evaluation: Evaluation,
  folder: string,
  options: EvaluateOptions,
  context: CommandContext,
): void {
  context.stdout.write(
    options.json === true
      ? `${JSON.stringify(evaluation)}\n`
      : summariseEvaluation(evaluation, folder, context.language),
  );
  const isQuarantined = evaluation.input.some(({ quarantined }) => quarantined > 0);
  if (options.strict === true && isQuarantined) context.setExitCode(1);
}

function parametersOf(options: EvaluateOptions): DecisionParameters {
  let parameters = decisionParameters;
  if (options.centralTendency !== undefined) {
    const percent = Number(options.centralTendency);
    if (!(percent > 0 && percent < 100)) {
      throw cliFaults.fault("CLI_BAD_OPTION", {
        option: "--central-tendency",
        expected: "0 < x < 100",
        found: options.centralTendency,
      });
    }
    parameters = withValue(parameters, "centralTendencyPpm", Math.round(percent * 10_000));
  }
  if (options.excludeBankRating.length > 0) {
    parameters = withValue(parameters, "bankRatingsExcluded", options.excludeBankRating);
  }
  return parameters;
}

function parseDay(text: string): BusinessDay {
  if (!isBusinessDay(text)) {
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--as-of", expected: "YYYY-MM-DD", found: text });
  }
  return text;
}

function parseBudget(text: string): Fen {
  if (!/^\d+(\.\d{1,2})?$/.test(text)) {
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--budget", expected: "yuan", found: text });
  }
  return parseYuan(text);
}

async function readCardFile(path: string): Promise<Scorecard> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw cliFaults.fault(
      "CLI_BAD_OPTION",
      { option: "--scorecard", expected: "scorecard@1, scorecard@2 (JSON)", found: basename(path) },
      cause,
    );
  }
  return readScorecard(json);
}
