import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { openDataDirectory } from "#adapters/files";
import { type BusinessDay, type Fen, isBusinessDay, parseYuan } from "#kernel";
import { type DecisionParameters, decisionParameters, withValue } from "#decision";
import {
  evaluateEnterprises,
  evaluateRegion,
  type EvaluationOutcome,
  prepareOutputFolder,
  readRegionManifest,
  type RegionEvaluationRequest,
  writeOutcome,
} from "#flow";
import type { Evaluation } from "#report";
import { type Scorecard, readScorecard } from "#scorecard";
import { type CommandContext, type RegisterCommand, collectValues } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { inputsOf } from "./evaluation-inputs.ts";
import { summariseEvaluation } from "./evaluation-summary.ts";
import { type OpenStores, openStores } from "./open-stores.ts";
import { showProgress } from "./progress-line.ts";

interface EvaluateOptions {
  readonly region?: string;
  readonly invoices?: string;
  readonly readings: readonly string[];
  readonly mapping: readonly string[];
  readonly out?: string;
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
    .option(
      "--region <dir>",
      "folder of monthly deliveries with a region.json; --out may be left out, then nothing is kept",
    )
    .option("--mapping <file>", "mapping file (JSON) for layouts of your own; repeatable", collectValues, [])
    .option("--out <dir>", "output folder")
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
  // Everything is checked before anything is written.
  const parameters = parametersOf(options);
  const scorecard = options.scorecard === undefined ? undefined : await readCardFile(options.scorecard);
  const chosen = {
    parameters,
    ...(options.asOf === undefined ? {} : { asOf: parseDay(options.asOf) }),
    ...(options.budget === undefined ? {} : { budgetFen: parseBudget(options.budget) }),
    ...(scorecard === undefined ? {} : { scorecard }),
  };
  const evaluate = await evaluationOf(options);
  const output = await openOutput(options, context);
  const progress = showProgress(context.stderr, context.clock);
  const { clock, signal } = context;
  const watched = { clock, signal, onProgress: progress.report };
  try {
    const { stores, folder } = output;
    const started = { seed: options.seed, startedAtMs: performance.timeOrigin };
    const outcome = await evaluate(stores, { ...chosen, ...started, ...watched });
    const evaluation =
      folder === null ? outcome.evaluation : await writeOutcome(folder, outcome, stores.ledger, watched);
    progress.end();
    printOutcome(evaluation, folder, options, context);
  } finally {
    progress.end();
    await output.close();
  }
}

type Chosen = Omit<RegionEvaluationRequest, "directory">;

/**
 * What is to be evaluated: a region's deliveries, or files.
 * @throws CLI_NOTHING_TO_EVALUATE, CLI_BAD_OPTION, CLI_NO_SUCH_INPUT, FLOW_NO_REGION
 */
async function evaluationOf(
  options: EvaluateOptions,
): Promise<(stores: OpenStores, chosen: Chosen) => Promise<EvaluationOutcome>> {
  const hasFiles = options.invoices !== undefined || options.readings.length > 0;
  if (options.region !== undefined) {
    if (hasFiles) {
      const expected = "no --invoices, no --readings";
      throw cliFaults.fault("CLI_BAD_OPTION", { option: "--region", expected, found: "--region with files" });
    }
    const directory = resolve(options.region);
    await readRegionManifest(directory);
    return async (stores, chosen) => await evaluateRegion(stores, { ...chosen, directory });
  }
  if (!hasFiles) throw cliFaults.fault("CLI_NOTHING_TO_EVALUATE");
  if (options.out === undefined) {
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--out", expected: "a folder", found: "nothing" });
  }
  const inputs = await inputsOf(options);
  const dataset = options.dataset ?? inputs.dataset;
  return async (stores, chosen) => await evaluateEnterprises(stores, { ...inputs, ...chosen, dataset });
}

interface Output {
  readonly stores: OpenStores;
  /** Null where nothing is to be kept. */
  readonly folder: string | null;
  close(): Promise<void>;
}

/** A fresh store beside the report, unless the user keeps one elsewhere; one that is gone afterwards without either. */
async function openOutput(options: EvaluateOptions, { clock }: CommandContext): Promise<Output> {
  const folder = options.out === undefined ? null : resolve(options.out);
  if (folder !== null) await prepareOutputFolder(folder);
  if (options.dataDir !== undefined) {
    const stores = await openStores(resolve(options.dataDir), { clock });
    return { stores, folder, close: () => stores.close() };
  }
  const parent = folder ?? (await mkdtemp(join(tmpdir(), "touchstone-evaluate-")));
  const path = join(parent, "data");
  // Taking the lock first makes sure that no other process is at work in the folder that is about to be replaced.
  openDataDirectory(path).release();
  await rm(path, { recursive: true, force: true });
  const stores = await openStores(path, { clock });
  const close = async (): Promise<void> => {
    await stores.close();
    if (folder === null) await rm(parent, { recursive: true, force: true });
  };
  return { stores, folder, close };
}

function printOutcome(
  evaluation: Evaluation,
  folder: string | null,
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
