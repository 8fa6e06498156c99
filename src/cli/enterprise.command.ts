import path from "node:path";
import type { Onboarding } from "#consent";
import type { RegisteredEnterprise } from "#registry";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { type ProfileOptions, printProfile } from "./enterprise-profile.ts";
import { operatorOf } from "./operator.ts";
import { readUserFile } from "./read-user-file.ts";
import { withAreas } from "./with-areas.ts";

interface ListOptions {
  readonly dataDir: string;
  readonly json?: boolean;
}

interface ImportOptions extends ListOptions {
  readonly dataset: string;
}

/** `touchstone enterprise import` and `touchstone enterprise list`: the register of enterprises, without a browser. */
export const registerEnterprise: RegisterCommand = (program, context) => {
  const enterprise = program.command("enterprise").description("register and list enterprises");
  enterprise
    .command("import")
    .argument("<file>", "list of enterprises, CSV or XLSX")
    .description("register every enterprise of a list, and print the owners' one-time log-in tokens")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .requiredOption("--dataset <name>", "the data set in which the codes are unique")
    .option("--json", "print one JSON document on standard output")
    .action(async (file: string, options: ImportOptions) => {
      const bytes = readUserFile("FILE", file);
      const onboarding = await withAreas(
        options.dataDir,
        context,
        async ({ foundation, areas }) =>
          areas.consent.registry.onboard(await operatorOf(foundation), {
            dataset: options.dataset,
            fileName: path.basename(file),
            bytes,
            platformPartyId: null,
          }),
        { mayBeNew: true },
      );
      printOnboarding(onboarding, options, context);
      if (onboarding.problems.length > 0) context.setExitCode(1);
    });
  enterprise
    .command("list")
    .description("list the registered enterprises with their size")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: ListOptions) => {
      const items = await withAreas(options.dataDir, context, async ({ foundation, areas }) =>
        areas.consent.registry.list((await operatorOf(foundation)).party),
      );
      printEnterprises(items, options, context);
    });
  enterprise
    .command("profile")
    .argument("<code>", "the enterprise's code in its data set")
    .description(
      "print the portrait of an enterprise: items, proxy balance sheet, stage of life, authenticity",
    )
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .option(
      "--dataset <name>",
      "the data set in which the code is unique; registered enterprises when left out",
    )
    .option("--as-of <day>", "last day that counts, YYYY-MM-DD; the newest day of the data when left out")
    .option("--json", "print one JSON document on standard output")
    .action(async (code: string, options: ProfileOptions) => await printProfile(code, options, context));
};

function printOnboarding(onboarding: Onboarding, { json }: ListOptions, context: CommandContext): void {
  const { stdout, language } = context;
  if (json === true) {
    stdout.write(`${JSON.stringify(onboarding)}\n`);
    return;
  }
  for (const note of [...onboarding.problems, ...onboarding.warnings]) {
    stdout.write(`${note.row}\t${note.column}\t${note.code}\t${note[language]}\n`);
  }
  for (const { code, name, ownerName, token } of onboarding.invitations) {
    stdout.write(`${code}\t${name}\t${ownerName}\t/login#token=${token}\n`);
  }
  stdout.write(`${onboarding.registered} registered, ${onboarding.known} known\n`);
}

function printEnterprises(
  items: readonly RegisteredEnterprise[],
  { json }: ListOptions,
  { stdout }: CommandContext,
): void {
  if (json === true) {
    const toText = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
    stdout.write(`${JSON.stringify({ items }, toText)}\n`);
    return;
  }
  for (const { id, code, name, uscc, industry, sizeClass } of items) {
    stdout.write(`${[id, code, name, uscc ?? "-", industry ?? "-", sizeClass ?? "-"].join("\t")}\n`);
  }
}
