import type { CustomerReader, CustomerServices } from "#flow";
import { customersTable, customerWords, funnelTable, idleAssetsTable } from "#customers";
import type { Language } from "#kernel";
import { type ExportTable, writeCsv } from "#report";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { badOption, readDay } from "./option-values.ts";
import { showProgress } from "./progress-line.ts";
import { withAreas } from "./with-areas.ts";

interface CustomerOptions {
  readonly dataDir: string;
  readonly party?: string;
  readonly json?: boolean;
}

/** What a command asks of customer management, and how its answer reads. */
interface Question<Answer> {
  readonly ask: (customers: CustomerServices, reader: CustomerReader) => Promise<Answer>;
  readonly describe: (answer: Answer, language: Language) => string;
}

/** `touchstone customer`: customer management without the server. */
export const registerCustomer: RegisterCommand = (program, context) => {
  const command = program.command("customer").description("customer management (客户管理)");
  const add = (name: string, description: string) =>
    command
      .command(name)
      .description(description)
      .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
      .option("--party <code>", "code of the bank; the installation's own when left out")
      .option("--json", "print one JSON document on standard output; money in fen");
  add("list", "list customers with their newest portraits").action(async (options: CustomerOptions) => {
    const everybody = { sort: "name", direction: "ascending", offset: 0, limit: 100_000 } as const;
    await answer(options, context, {
      ask: async (customers, reader) => await customers.list(reader, everybody),
      describe: ({ items }, language) => csvOf(customersTable(items, language)),
    });
  });
  add("edition", "analyse all customers and make the next edition of the quality list")
    .requiredOption("--as-of <day>", "business day YYYY-MM-DD; nothing later is looked at")
    .action(async (options: CustomerOptions & { readonly asOf: string }) => {
      await makeEdition(options, context);
    });
  add("reproduce <edition>", "make an edition again from what was known then; exit 1 when it differs").action(
    async (edition: string, options: CustomerOptions) => {
      await answer(options, context, {
        ask: async (customers, reader) => {
          const found = await customers.reproduce(reader, edition);
          context.setExitCode(found.isEqual ? 0 : 1);
          return found;
        },
        describe: ({ isEqual, differing }) => (isEqual ? "equal\n" : `differs: ${differing.join(", ")}\n`),
      });
    },
  );
  add("idle-assets", "list idle assets of the newest edition, largest first").action(
    async (options: CustomerOptions) => {
      await answer(options, context, {
        ask: async (customers, reader) => await customers.idleAssets(reader),
        describe: (rows, language) => csvOf(idleAssetsTable(rows, language)),
      });
    },
  );
  add("funnel", "the acquisition funnel by channel").action(async (options: CustomerOptions) => {
    await answer(options, context, {
      ask: async (customers, reader) => await customers.acquisition(reader),
      describe: ({ funnels }, language) => csvOf(funnelTable(funnels, language)),
    });
  });
};

/** As the page exports it, for a terminal: without the mark that tells a spreadsheet it is UTF-8. */
function csvOf(table: ExportTable): string {
  return writeCsv([table])
    .toString("utf8")
    .replace(/^\uFEFF/, "");
}

async function makeEdition(
  options: CustomerOptions & { readonly asOf: string },
  context: CommandContext,
): Promise<void> {
  const asOf = readDay("--as-of", options.asOf);
  const progress = showProgress(context.stderr, context.clock);
  await answer(options, context, {
    ask: async (customers, reader) => {
      const knownAt = await customers.knownAt();
      return await customers.makeEdition(reader, { asOf, knownAt }, progress.report);
    },
    describe: ({ id, customers, listed, entered, left }, language) => {
      const name = (word: "count" | "listed" | "entered" | "left") => customerWords.messages[word][language];
      return `${id} ${asOf}: ${name("count")} ${customers}, ${name("listed")} ${listed}, ${name("entered")} ${entered}, ${name("left")} ${left}\n`;
    },
  });
  progress.end();
}

async function answer<Answer>(
  { dataDir, party, json }: CustomerOptions,
  context: CommandContext,
  { ask, describe }: Question<Answer>,
): Promise<void> {
  await withAreas(dataDir, context, async ({ foundation, areas }) => {
    const { parties, accounts } = foundation.access;
    const partyId = party === undefined ? foundation.record.partyId : await parties.findIdByCode(party);
    const bank = partyId === null ? null : await accounts.findParty(partyId);
    if (bank?.kind !== "bank") throw badOption("--party", "code of a bank", party ?? "");
    const found = await ask(areas.customers, { party: bank, account: null });
    const text = (_key: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
    context.stdout.write(
      json === true ? `${JSON.stringify(found, text)}\n` : describe(found, context.language),
    );
  });
}
