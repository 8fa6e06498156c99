import type { Account } from "#access";
import { conclude, type SealedComparison, type ShadowComparison, shadowDocument } from "#flow";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { writeUserFile } from "./read-user-file.ts";
import { type OpenAreas, withAreas } from "./with-areas.ts";

interface ShadowOptions {
  readonly dataDir: string;
  readonly as: string;
  readonly asOf?: string;
  readonly cutoff?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** `touchstone shadow`: our result beside the bank's rating and what happened. */
export const registerShadow: RegisterCommand = (program, context) => {
  program
    .command("shadow")
    .description("compare our newest evaluation with the bank's ratings and outcomes (影子对比)")
    .requiredOption("--data-dir <dir>", "data directory")
    .option("--as-of <day>", "day of the comparison; without it the bank's last delivered day")
    .option("--cutoff <percent>", "PD above which we decline, in percent")
    .option("--as <user>", "person of the bank whose reads are recorded", "admin")
    .option("--out <file>", "PDF to write; its content is sealed in the log")
    .option("--json", "print the comparison as one JSON document on standard output")
    .action(async (options: ShadowOptions) => {
      await withAreas(options.dataDir, context, async (open) => await runShadow(open, options, context));
    });
};

async function runShadow(
  open: OpenAreas,
  options: ShadowOptions,
  { stdout, language }: CommandContext,
): Promise<void> {
  const { shadow } = open.areas;
  const account = await findPerson(open, options.as);
  const party = await open.foundation.access.accounts.findParty(account.partyId);
  const reader = { party: { id: account.partyId, name: party?.name ?? "" }, account };
  const cutoffPdPpm = options.cutoff === undefined ? undefined : ppmOfPercent(options.cutoff);
  const comparison = await shadow.compare(reader, { asOf: options.asOf, cutoffPdPpm });
  const sealed = await printTo(open, comparison, { out: options.out, partyId: account.partyId });
  if (options.json === true) {
    stdout.write(`${JSON.stringify({ comparison, sealed, out: options.out ?? null })}\n`);
    return;
  }
  for (const sentence of conclude(comparison)) stdout.write(`${sentence[language]}\n`);
  if (options.out !== undefined) stdout.write(`${options.out}\n`);
}

async function printTo(
  { areas }: OpenAreas,
  comparison: ShadowComparison,
  { out, partyId }: { readonly out: string | undefined; readonly partyId: string },
): Promise<SealedComparison | null> {
  if (out === undefined) return null;
  const sealed = await areas.shadow.seal(partyId, comparison);
  writeUserFile("--out", out, await areas.shadow.print(shadowDocument(comparison, sealed, "zh")));
  return sealed;
}

function ppmOfPercent(text: string): number {
  const ppm = Math.round(Number(text) * 1e4);
  if (ppm >= 1 && ppm <= 999_999) return ppm;
  throw cliFaults.fault("CLI_NO_SUCH_INPUT", {
    option: "--cutoff",
    path: text,
    expected: "a percentage between 0 and 100",
  });
}

async function findPerson({ foundation }: OpenAreas, name: string): Promise<Account> {
  const found = await foundation.access.accounts.findByName(foundation.record.partyId, name);
  if (found !== null) return found;
  const expected = "a person of the bank";
  throw cliFaults.fault("CLI_NO_SUCH_INPUT", { option: "--as", path: name, expected });
}
