import { existsSync } from "node:fs";
import path from "node:path";
import { builtInMappings, defaultReadLimits, type FileInspection, inspectFile, readMapping } from "#collect";
import type { ImportServices } from "#flow";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { registerQuarantine } from "./import-quarantine.command.ts";
import { operatorOf } from "./operator.ts";
import { sendFiles } from "./send-files.ts";
import { type OpenAreas, withAreas } from "./with-areas.ts";

interface RunOptions {
  readonly dataDir: string;
  readonly dataset: string;
  readonly basis?: string;
  readonly party?: string;
  readonly json?: boolean;
}

/** `touchstone import`: look at files, import them, list and correct what was not understood. */
export const registerImport: RegisterCommand = (program, context) => {
  const command = program.command("import").description("import files apart from evaluating them (导入)");
  command
    .command("inspect")
    .argument("<files...>", "files to look at; nothing is stored")
    .description("say what files are; exit 1 when one is not recognised or has rows that are not understood")
    .option("--mapping <file>", "a mapping file to try first (docs/mapping.md)")
    .option("--json", "print one JSON document on standard output")
    .action(async (files: string[], options: { readonly mapping?: string; readonly json?: boolean }) => {
      await inspect(files, options, context);
    });
  command
    .command("run")
    .argument("<files...>", "files to import")
    .description("import files into a data set; exit 1 when rows are in quarantine or a file was ignored")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .requiredOption("--dataset <name>", "the data set; it belongs to the party that first imports into it")
    .option("--basis <text>", "the signed authorisation for enterprises that are not registered")
    .option("--party <code>", "the importing party; the installation's own when left out")
    .option("--json", "print one JSON document on standard output")
    .action(async (files: string[], options: RunOptions) => await run(files, options, context));
  registerQuarantine(command, context);
};

async function inspect(
  files: readonly string[],
  { mapping, json }: { readonly mapping?: string; readonly json?: boolean },
  { stdout, language, setExitCode }: CommandContext,
): Promise<void> {
  const own = mapping === undefined ? [] : [readMapping(mapping)];
  const found: { readonly file: string; readonly inspection: FileInspection }[] = [];
  for (const file of files) {
    requireFile(file);
    const toRead = { path: file, name: path.basename(file), enterpriseCode: null, mapping: null };
    const inspection = await inspectFile(toRead, [...own, ...builtInMappings()], defaultReadLimits);
    found.push({ file, inspection });
  }
  if (json === true) stdout.write(`${JSON.stringify({ files: found })}\n`);
  for (const { file, inspection } of json === true ? [] : found) {
    const { layout, nearest, rows, problem } = inspection;
    const bad = rows.filter((row) => row.problem !== null).length;
    stdout.write(`${file}: ${layout?.id ?? "?"}, ${rows.length - bad} / ${rows.length}\n`);
    if (problem !== null) stdout.write(`  ${problem[language]}\n`);
    if (nearest !== null) stdout.write(`  ${nearest[language]}: - ${nearest.missing.join(", ")}\n`);
  }
  const isFine = found.every(
    ({ inspection }) => inspection.layout !== null && inspection.rows.every((row) => row.problem === null),
  );
  if (!isFine) setExitCode(1);
}

/** @throws CLI_NO_SUCH_INPUT */
function requireFile(file: string): void {
  if (existsSync(file)) return;
  throw cliFaults.fault("CLI_NO_SUCH_INPUT", { option: "FILES", path: file, expected: "a file" });
}

async function run(files: readonly string[], options: RunOptions, context: CommandContext): Promise<void> {
  for (const file of files) requireFile(file);
  const { dataset, basis, json } = options;
  const importAll = async ({ foundation, areas }: OpenAreas) => {
    const { party } = await operatorOf(foundation, options.party);
    const uploadId = await sendFiles(foundation, party.id, files);
    const { importId, jobId } = await areas.imports.start(
      { party, account: { id: null, name: "operator" } },
      { uploadId, dataset, files: [], attestation: basis ?? null },
    );
    await foundation.access.audit.append({
      partyId: party.id,
      accountId: null,
      action: "import.started",
      subject: importId,
      atMs: foundation.clock(),
    });
    await new Promise<void>((resolve) => {
      foundation.jobs.runner.watch(jobId, ({ finishedAtMs }) => finishedAtMs !== null && resolve());
      void foundation.jobs.runner.find(party.id, jobId).then((job) => job.finishedAtMs !== null && resolve());
    });
    return await areas.imports.find(party.id, importId);
  };
  const found = await withAreas(options.dataDir, context, importAll, { mayBeNew: true });
  print(found, json === true, context);
}

type Found = Awaited<ReturnType<ImportServices["find"]>>;

function print(
  found: Found,
  asJson: boolean,
  { stdout, stderr, language, setExitCode }: CommandContext,
): void {
  const { files, problem } = found;
  if (asJson) stdout.write(`${JSON.stringify(found)}\n`);
  if (problem !== null) stderr.write(`${problem.code}: ${problem[language]}\n`);
  for (const one of asJson ? [] : (files ?? [])) {
    const { file, layout, read, stored, duplicates, quarantined, statements = [], notes = [] } = one;
    stdout.write(`${file}: ${layout}, ${read} = ${stored} + ${duplicates} + ${quarantined}\n`);
    const breaks = statements.flatMap(({ firstBreak }) => firstBreak ?? []);
    const sentences = [one.problem ?? [], breaks, notes].flat();
    for (const sentence of sentences) stdout.write(`  ${sentence[language]}\n`);
  }
  const isFine =
    files?.every(({ quarantined, layout }) => quarantined === 0 && layout !== "ignored") ?? false;
  if (!isFine) setExitCode(1);
}
