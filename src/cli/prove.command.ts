import { writeFileSync } from "node:fs";
import { openExistingDataDirectory, openLedger } from "#adapters/files";
import { formatBundle } from "#seal";
import { datasetScheme, enterpriseIdOf } from "#registry";
import type { BundleOptions, Ledger } from "#ledger";
import type { RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";

interface ProveOptions {
  readonly dataDir: string;
  readonly enterprise: string;
  readonly dataset?: string;
  readonly entry?: string;
  readonly row?: string;
  readonly out: string;
  readonly json?: boolean;
}

/** `touchstone prove`: writes an evidence bundle about one enterprise. */
export const registerProve: RegisterCommand = (program, context) => {
  program
    .command("prove")
    .description("write an evidence bundle: an enterprise's newest result, or one row of one entry")
    .requiredOption("--data-dir <dir>", "data directory")
    .requiredOption("--enterprise <id>", "enterprise id (ent_…), name of its log, or a code with --dataset")
    .option("--dataset <name>", "data set that the code belongs to")
    .option("--entry <n>", "entry to disclose a row of; needs --row")
    .option("--row <k>", "row to disclose, from 0")
    .requiredOption("--out <file>", "bundle to write")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: ProveOptions) => {
      const wanted = disclosureOf(options);
      const directory = openExistingDataDirectory(options.dataDir);
      try {
        const ledger = await openLedger({ directory: directory.path, clock: context.clock });
        try {
          await ledger.checkpoint();
          const bundle = await ledger.bundle(originOf(ledger, options), wanted);
          writeFileSync(options.out, formatBundle(bundle));
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

function originOf(ledger: Ledger, { enterprise, dataset }: ProveOptions): string {
  if (enterprise.includes("/")) return enterprise;
  if (enterprise.startsWith("ent_")) return ledger.originOf("enterprise", enterprise);
  if (dataset === undefined) {
    throw cliFaults.fault("CLI_BAD_OPTION", {
      option: "--enterprise",
      expected: "ent_…, a log's name, or a code with --dataset",
      found: enterprise,
    });
  }
  const scheme = datasetScheme(dataset);
  return ledger.originOf("enterprise", enterpriseIdOf({ scheme, value: enterprise }));
}

function disclosureOf({ entry, row }: ProveOptions): BundleOptions {
  if (entry === undefined && row === undefined) return { newestResult: true };
  const index = wholeNumber("--entry", entry);
  return { disclose: [{ index, ordinals: [wholeNumber("--row", row)] }] };
}

function wholeNumber(option: string, text: string | undefined): number {
  if (text !== undefined && /^[0-9]{1,15}$/.test(text)) return Number(text);
  const found = text ?? "nothing";
  throw cliFaults.fault("CLI_BAD_OPTION", { option, expected: "a whole number from 0", found });
}
