import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import { operatorOf } from "./operator.ts";
import { withAreas } from "./with-areas.ts";

interface QuarantineOptions {
  readonly dataDir: string;
  readonly dataset: string;
  readonly party?: string;
  readonly file?: string;
  readonly json?: boolean;
}

interface CorrectOptions {
  readonly dataDir: string;
  readonly party?: string;
  readonly place: string;
  readonly set: readonly string[];
  readonly json?: boolean;
}

const operator = { id: null, name: "operator" } as const;
const mostListed = 1000;

/** `touchstone import quarantine list` and `correct`: rows that were not understood. */
export function registerQuarantine(command: Command, context: CommandContext): void {
  const quarantine = command.command("quarantine").description("rows that were not understood (隔离区)");
  quarantine
    .command("list")
    .description("list the rows with their place and reason; exit 1 when there are any")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .requiredOption("--dataset <name>", "the data set")
    .option("--file <name>", "of this file only")
    .option("--party <code>", "the party; the installation's own when left out")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: QuarantineOptions) => await list(options, context));
  quarantine
    .command("correct")
    .description("correct the cells of one row and replay it; the row as received stays sealed")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .requiredOption("--place <place>", "ORIGIN:ENTRY:ROW, as the list gives it")
    .requiredOption("--set <column=value...>", "what the cells of these columns should say")
    .option("--party <code>", "the party; the installation's own when left out")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: CorrectOptions) => await correct(options, context));
}

async function list(options: QuarantineOptions, context: CommandContext): Promise<void> {
  const { dataset, file, json } = options;
  const { stdout, language } = context;
  const found = await withAreas(options.dataDir, context, async ({ foundation, areas }) => {
    const { party } = await operatorOf(foundation, options.party);
    const enterpriseIds = [...(await areas.imports.enterprisesOf(party.id, dataset))];
    const files = await areas.imports.fileNames(party.id, dataset);
    const page = { offset: 0, limit: mostListed };
    return await areas.imports.quarantine(dataset, { files, file }, page, { kind: "only", enterpriseIds });
  });
  if (json === true) stdout.write(`${JSON.stringify(found)}\n`);
  for (const row of json === true ? [] : found.items) {
    const { origin, index, ordinal } = row.place;
    stdout.write(`${row.file}:${row.row} ${row[language]}\n  ${row.raw}\n  ${origin}:${index}:${ordinal}\n`);
  }
  if (found.total > 0) context.setExitCode(1);
}

async function correct(options: CorrectOptions, context: CommandContext): Promise<void> {
  const [, origin = "", index, ordinal] = /^(.+):(\d+):(\d+)$/.exec(options.place) ?? [];
  const place = { origin, index: Number(index ?? -1), ordinal: Number(ordinal ?? -1) };
  const wanted = new Map(
    options.set.map((one) => {
      const at = one.indexOf("=");
      return [one.slice(0, at), one.slice(at + 1)] as const;
    }),
  );
  const outcome = await withAreas(options.dataDir, context, async ({ foundation, areas }) => {
    const { party } = await operatorOf(foundation, options.party);
    const row = await areas.imports.readRow(place);
    const cells = row.columns.map((column, i) => wanted.get(column) ?? row.cells[i] ?? "");
    const done = await areas.imports.correct({ party, account: operator }, [{ ...place, cells }]);
    for (const { id } of done.records) {
      await foundation.access.audit.append({
        partyId: party.id,
        accountId: null,
        action: "row.corrected",
        subject: id,
        atMs: foundation.clock(),
      });
    }
    return done;
  });
  const { corrected, stored, duplicates } = outcome;
  context.stdout.write(
    options.json === true
      ? `${JSON.stringify(outcome)}\n`
      : `${corrected} = ${stored} stored + ${duplicates} duplicates\n`,
  );
}
