import { isBusinessDay } from "#kernel";
import type { CustomerReader, CustomerServices } from "#flow";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { withAreas } from "./with-areas.ts";

interface CustomerOptions {
  readonly dataDir: string;
  readonly party?: string;
}

/** `touchstone customer`: customer management without the server; everything is printed as JSON. */
export const registerCustomer: RegisterCommand = (program, context) => {
  const command = program.command("customer").description("customer management (客户管理), as JSON");
  const add = (name: string, description: string) =>
    command
      .command(name)
      .description(description)
      .requiredOption("--data-dir <dir>", "data directory")
      .option("--party <code>", "code of the bank; the installation's own when left out");
  add("list", "list customers with their newest portraits").action(async (options: CustomerOptions) => {
    await printOf(options, context, async (customers, reader) => {
      const everybody = { sort: "name", direction: "ascending", offset: 0, limit: 100_000 } as const;
      return await customers.list(reader, everybody);
    });
  });
  add("edition", "analyse all customers and make the next edition of the quality list")
    .requiredOption("--as-of <day>", "business day YYYY-MM-DD; nothing later is looked at")
    .action(async (options: CustomerOptions & { readonly asOf: string }) => {
      const { asOf } = options;
      if (!isBusinessDay(asOf)) {
        throw cliFaults.fault("CLI_BAD_OPTION", { option: "--as-of", expected: "YYYY-MM-DD", found: asOf });
      }
      await printOf(options, context, async (customers, reader) => {
        const knownAt = await customers.knownAt();
        return await customers.makeEdition(reader, { asOf, knownAt });
      });
    });
  add("reproduce <edition>", "make an edition again from what was known then; exit 1 when it differs").action(
    async (edition: string, options: CustomerOptions) => {
      await printOf(options, context, async (customers, reader) => {
        const found = await customers.reproduce(reader, edition);
        context.setExitCode(found.isEqual ? 0 : 1);
        return found;
      });
    },
  );
  add("idle-assets", "list idle assets of the newest edition, largest first").action(
    async (options: CustomerOptions) => {
      await printOf(options, context, async (customers, reader) => await customers.idleAssets(reader));
    },
  );
  add("funnel", "the acquisition funnel by channel").action(async (options: CustomerOptions) => {
    await printOf(options, context, async (customers, reader) => await customers.acquisition(reader));
  });
};

async function printOf(
  { dataDir, party }: CustomerOptions,
  context: CommandContext,
  work: (customers: CustomerServices, reader: CustomerReader) => Promise<unknown>,
): Promise<void> {
  await withAreas(dataDir, context, async ({ foundation, areas }) => {
    const { parties, accounts } = foundation.access;
    const partyId = party === undefined ? foundation.record.partyId : await parties.findIdByCode(party);
    const bank = partyId === null ? null : await accounts.findParty(partyId);
    if (bank?.kind !== "bank") {
      throw cliFaults.fault("CLI_BAD_OPTION", {
        option: "--party",
        expected: "code of a bank",
        found: party ?? "",
      });
    }
    const answer = await work(areas.customers, { party: bank, account: null });
    const text = JSON.stringify(answer, (_key, value: unknown) =>
      typeof value === "bigint" ? value.toString() : value,
    );
    context.stdout.write(`${text}\n`);
  });
}
