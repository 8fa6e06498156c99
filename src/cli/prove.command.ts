import { openExistingDataDirectory, openLedger } from "#adapters/files";
import { type Ledger, ledgerFaults } from "#ledger";
import { formatBundle, parseCheckpoint, parseNote } from "#seal";
import { proveFromTiles } from "#witness";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { keptStateOf, readKeptState } from "./kept-state.ts";
import { proveEntry, readIndex, writeProof } from "./prove-entry.ts";
import { type ProveWishes, readProveWishes } from "./prove-target.ts";
import { writeUserFile } from "./read-user-file.ts";

interface ProveOptions extends ProveWishes {
  readonly dataDir?: string;
  readonly log?: string;
  readonly index?: string;
  readonly since?: string;
  readonly server?: string;
  readonly out: string;
  readonly json?: boolean;
}

/** `touchstone prove`: writes an evidence bundle about one enterprise, or the proof of one entry of a log. */
export const registerProve: RegisterCommand = (program, context) => {
  program
    .command("prove")
    .description(
      "write an evidence bundle (an enterprise's newest result, a file's hash, one row as received), or with --log the inclusion proof of one entry (.tlog-proof)",
    )
    .option("--data-dir <dir>", "data directory (or TOUCHSTONE_DATA_DIR; default: data)")
    .option("--log <origin>", "name of the platform log or of a private log: proves the entry --index of it")
    .option(
      "--index <n>",
      "with --log: entry to prove, from 0; the entry itself is written beside, as .entry",
    )
    .option(
      "--server <url>",
      "with --log, instead of --data-dir: read the platform log from a server (http://host:port)",
    )
    .option("--enterprise <id>", "enterprise id (ent_…), its code in the data set, or the name of its log")
    .option("--dataset <name>", "data set that the code belongs to, when several have it")
    .option("--file <name>", "name of an imported file: proves its SHA-256, or one --row of it")
    .option(
      "--entry <n>",
      "instead of --file: entry of the enterprise's log to disclose one --row of, from 0",
    )
    .option("--row <k>", "with --file: number in the file, its header is 1; with --entry: from 0")
    .option("--since <file>", "checkpoint or bundle that the reader kept: proves that this continues it")
    .requiredOption("--out <file>", "bundle or .tlog-proof to write")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: ProveOptions) => {
      if (options.server !== undefined) {
        const written = await proveFromServer(options, options.server);
        context.stdout.write(options.json === true ? `${JSON.stringify(written)}\n` : `${options.out}\n`);
        return;
      }
      const write = options.log === undefined ? readBundleWish(options) : readEntryWish(options, options.log);
      await withLedger(options, context, async (ledger) => {
        await ledger.checkpoint();
        const summary = await write(ledger);
        const shown = { ...summary, trust: ledger.trust() };
        context.stdout.write(options.json === true ? `${JSON.stringify(shown)}\n` : `${options.out}\n`);
      });
    });
};

type WriteProof = (ledger: Ledger) => Promise<object>;

/** From the tiles of a running server; the data directory stays closed. */
async function proveFromServer(
  { log, index, out }: ProveOptions,
  server: string,
): Promise<ReturnType<typeof writeProof>> {
  if (log === undefined || index === undefined)
    throw badOption("--server", "--log and --index beside it", server);
  const proved = await proveFromTiles(`${server.replace(/\/$/, "")}/log`, readIndex(index));
  if (proved === null) throw ledgerFaults.fault("LEDGER_NO_SUCH_ENTRY", { origin: log, index });
  const { origin } = parseCheckpoint(parseNote(proved.checkpoint).body);
  if (origin !== log) throw badOption("--log", origin, log);
  return writeProof(out, origin, proved);
}

/** Checks the options before anything is opened. */
function readEntryWish({ index, out, ...others }: ProveOptions, origin: string): WriteProof {
  for (const name of ["enterprise", "dataset", "file", "entry", "row", "since"] as const) {
    if (others[name] !== undefined) throw badOption("--log", "--index and --out beside it", `--${name}`);
  }
  if (index === undefined) throw badOption("--index", "the entry to prove", "nothing");
  const wanted = readIndex(index);
  return async (ledger) => writeProof(out, origin, await proveEntry(ledger, origin, wanted));
}

function readBundleWish(options: ProveOptions): WriteProof {
  if (options.index !== undefined) throw badOption("--index", "--log beside it", "no --log");
  const findTarget = readProveWishes(options);
  const kept = options.since === undefined ? null : readKeptState("--since", options.since);
  return async (ledger) => {
    const { origin, options: disclosed } = await findTarget(ledger);
    const since = kept === null ? {} : { since: keptStateOf(kept, origin) };
    const bundle = await ledger.bundle(origin, { ...disclosed, ...since });
    writeUserFile("--out", options.out, formatBundle(bundle));
    return { out: options.out, origin: bundle.log.origin, entries: bundle.entries.length };
  };
}

async function withLedger(
  { dataDir }: ProveOptions,
  { clock, env }: CommandContext,
  work: (ledger: Ledger) => Promise<void>,
): Promise<void> {
  const directory = openExistingDataDirectory(dataDir ?? env["TOUCHSTONE_DATA_DIR"] ?? "data");
  try {
    const ledger = await openLedger({ directory: directory.path, clock });
    try {
      await work(ledger);
    } finally {
      await ledger.close();
    }
  } finally {
    directory.release();
  }
}

function badOption(option: string, expected: string, found: string) {
  return cliFaults.fault("CLI_BAD_OPTION", { option, expected, found });
}
