import { type ExpertCard, sha256Of, stateOf } from "#models";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { type OpenAreas, withAreas } from "./with-areas.ts";

interface ExpertCardOptions {
  readonly dataDir: string;
  readonly json?: boolean;
}

/** `touchstone expert-card list|show`: the bank's expert cards. */
export const registerExpertCard: RegisterCommand = (program, context) => {
  const verb = program.command("expert-card").description("the bank's expert cards (专家评分卡)");
  verb
    .command("list")
    .description("list the cards, newest version first")
    .requiredOption("--data-dir <dir>", "data directory")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: ExpertCardOptions) => {
      await withAreas(options.dataDir, context, async (open) => await list(open, options, context));
    });
  verb
    .command("show")
    .description("show one card: members, weights and the fingerprint that they sign")
    .argument("<version>", "version of the card")
    .requiredOption("--data-dir <dir>", "data directory")
    .option("--json", "print one JSON document on standard output")
    .action(async (version: string, options: ExpertCardOptions) => {
      await withAreas(
        options.dataDir,
        context,
        async (open) => await show(open, { ...options, version }, context),
      );
    });
};

async function list(
  { areas, foundation }: OpenAreas,
  options: ExpertCardOptions,
  { stdout }: CommandContext,
): Promise<void> {
  const cards = await areas.expertCard.store.list(foundation.record.partyId);
  if (options.json === true) {
    stdout.write(`${JSON.stringify({ items: cards.map(summaryOf) })}\n`);
    return;
  }
  for (const card of cards) stdout.write(`${lineOf(card)}\n`);
}

async function show(
  { areas, foundation }: OpenAreas,
  options: ExpertCardOptions & { readonly version: string },
  { stdout }: CommandContext,
): Promise<void> {
  const cards = await areas.expertCard.store.list(foundation.record.partyId);
  const card = cards.find(({ version }) => String(version) === options.version);
  if (card === undefined) {
    const expected = "the version of a card";
    throw cliFaults.fault("CLI_NO_SUCH_INPUT", { option: "<version>", path: options.version, expected });
  }
  if (options.json === true) {
    stdout.write(`${JSON.stringify({ ...card, state: stateOf(card), sha256: sha256Of(card) })}\n`);
    return;
  }
  stdout.write(`${lineOf(card)}\n`);
  for (const { name, weights, signedAtMs } of card.members) {
    const shares = weights === null ? "-" : Object.entries(weights).map((pair) => pair.join("="));
    stdout.write(`  ${name}  ${signedAtMs === null ? "not signed" : "signed"}  ${String(shares)}\n`);
  }
  stdout.write(`  sha256 ${sha256Of(card) ?? "-"}\n`);
}

function summaryOf(card: ExpertCard) {
  const { id, version, name, members } = card;
  return {
    id,
    version,
    name,
    state: stateOf(card),
    members: members.length,
    signed: members.filter(({ signedAtMs }) => signedAtMs !== null).length,
    sha256: sha256Of(card),
  };
}

function lineOf(card: ExpertCard): string {
  const { version, name, state, signed, members } = summaryOf(card);
  return `${version}  ${state}  ${signed}/${members}  ${name}`;
}
