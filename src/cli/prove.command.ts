import { openExistingDataDirectory, openLedger } from "#adapters/files";
import { formatBundle } from "#seal";
import type { RegisterCommand } from "./command-context.ts";
import { type ProveWishes, readProveWishes } from "./prove-target.ts";
import { writeUserFile } from "./read-user-file.ts";

interface ProveOptions extends ProveWishes {
  readonly dataDir: string;
  readonly out: string;
  readonly json?: boolean;
}

/** `touchstone prove`: writes an evidence bundle about one enterprise. */
export const registerProve: RegisterCommand = (program, context) => {
  program
    .command("prove")
    .description(
      "write an evidence bundle: an enterprise's newest result, a file's hash, or one row as received",
    )
    .requiredOption("--data-dir <dir>", "data directory")
    .option("--enterprise <id>", "enterprise id (ent_…), its code in the data set, or the name of its log")
    .option("--dataset <name>", "data set that the code belongs to, when several have it")
    .option("--file <name>", "name of an imported file: proves its SHA-256, or one --row of it")
    .option(
      "--entry <n>",
      "instead of --file: entry of the enterprise's log to disclose one --row of, from 0",
    )
    .option("--row <k>", "with --file: number in the file, its header is 1; with --entry: from 0")
    .requiredOption("--out <file>", "bundle to write")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: ProveOptions) => {
      const findTarget = readProveWishes(options);
      const directory = openExistingDataDirectory(options.dataDir);
      try {
        const ledger = await openLedger({ directory: directory.path, clock: context.clock });
        try {
          await ledger.checkpoint();
          const target = await findTarget(ledger);
          const bundle = await ledger.bundle(target.origin, target.options);
          writeUserFile("--out", options.out, formatBundle(bundle));
          const summary = { out: options.out, origin: bundle.log.origin, entries: bundle.entries.length };
          context.stdout.write(
            options.json === true
              ? `${JSON.stringify({ ...summary, trust: ledger.trust() })}\n`
              : `${options.out}\n`,
          );
        } finally {
          await ledger.close();
        }
      } finally {
        directory.release();
      }
    });
};
