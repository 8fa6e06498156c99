import type { Command } from "commander";
import { writeScorecardReport } from "#report";
import type { CommandContext } from "../command-context.ts";
import { showProgress } from "../progress-line.ts";
import { type ArtefactFolder, manifestName, openArtefactFolder } from "./artefact-folder.ts";
import type { Manifest } from "./card-folder.ts";
import { commandText } from "./command-text.ts";
import { addCardOptions, type CardOptions } from "./development-options.ts";
import { describeBuild } from "./describe-build.ts";
import { type ChallengerOption, openRun, type Run } from "./open-run.ts";
import { type BuildResult, buildDocument } from "./build-document.ts";
import { addThreadOption, type ThreadOption } from "./thread-option.ts";

type BuildOptions = CardOptions & ThreadOption & ChallengerOption & { readonly out: string };

/** `touchstone scorecard build`: from a table to a judged card with its report, all eight steps in one. */
export function addBuild(verb: Command, context: CommandContext): void {
  const command = verb
    .command("build")
    .description("develop a card in all its steps: explore, bin, screen, fit, scale, evaluate, report")
    .option("--challenger", "train boosted trees beside the card and show the gap")
    .requiredOption("--out <dir>", "folder for plan, card, evaluation, report and every step's artefact");
  addThreadOption(addCardOptions(command)).action(
    async (options: BuildOptions) => await runBuild(options, context),
  );
}

async function runBuild(options: BuildOptions, context: CommandContext): Promise<void> {
  const startedAtMs = context.clock();
  const folder = openArtefactFolder(options.out);
  const progress = showProgress(context.stderr, context.clock);
  try {
    const run = await openRun(options, context, progress.report);
    const result = await runSteps(run);
    progress.end();
    writeArtefacts(folder, result, run, options);
    folder.finish();
    const document = buildDocument(result, run, folder);
    context.stdout.write(
      options.json === true
        ? `${JSON.stringify(document)}\n`
        : describeBuild(result, folder, context.clock() - startedAtMs, context.language),
    );
  } finally {
    progress.end();
    folder.abandon();
  }
}

async function runSteps({ development }: Run): Promise<BuildResult> {
  const sample = development.sample();
  const preprocessing = await development.preprocess();
  const screening = await development.screen();
  const fit = await development.fit();
  const card = await development.card();
  const exploration = development.explore();
  const evaluation = await development.evaluate();
  const segmented = await development.segments();
  return { sample, exploration, preprocessing, screening, fit, card, evaluation, segmented };
}

function writeArtefacts(
  folder: ArtefactFolder,
  result: BuildResult,
  { read, plan }: Run,
  options: BuildOptions,
): void {
  const command = commandText("build", options);
  const json = (name: string, value: unknown): void =>
    folder.write(name, `${JSON.stringify(value, null, 2)}\n`);
  json("plan.json", plan);
  json("sample.json", result.sample);
  json("exploration.json", result.exploration);
  json("binning.json", result.preprocessing);
  json("screening.json", result.screening);
  json("fit.json", result.fit);
  json("evaluation.json", result.evaluation);
  json("card.json", result.card);
  if (result.segmented !== null) json("segments.json", result.segmented);
  const report = writeScorecardReport({
    dataset: read.name,
    command,
    plan,
    sample: result.sample,
    exploration: result.exploration,
    developmentRows: result.preprocessing.development.rows,
    binnings: result.preprocessing.indicators,
    screening: result.screening.figures,
    regression: result.fit.regression,
    card: result.card,
    evaluation: result.evaluation.evaluation,
    challenger: result.evaluation.challenger,
    segmented: result.segmented,
    files: [{ name: read.name, sha256: read.sha256 }, ...folder.files],
  });
  folder.write("report.html", report);
  const { numeric, categorical, missingText } = options;
  const manifest: Manifest = {
    version: "scorecard-run@1",
    command,
    data: { file: read.name, path: options.data ?? null, sha256: read.sha256 },
    reading: { numeric: [...numeric], categorical: [...categorical], missingText: [...missingText] },
    files: Object.fromEntries(folder.files.map(({ name, sha256 }) => [name, sha256])),
  };
  json(manifestName, manifest);
}
