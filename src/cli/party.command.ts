import { type MadeParty, type Party, partyKinds, type PartyKind, rolesOfKind, type Role } from "#access";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { requireOneOf } from "./require-one-of.ts";
import { operatorOf } from "./operator.ts";
import { withAreas } from "./with-areas.ts";

interface ListOptions {
  readonly dataDir: string;
  readonly json?: boolean;
}

interface AddOptions extends ListOptions {
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly firstPerson: string;
  readonly role?: string;
}

/** `touchstone party list` and `touchstone party add`: the institutions of an installation, without a browser. */
export const registerParty: RegisterCommand = (program, context) => {
  const party = program.command("party").description("list and add parties (banks, enterprises, funds …)");
  party
    .command("list")
    .description("list the parties of the installation")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: ListOptions) => {
      const items = await withAreas(options.dataDir, context, async ({ foundation, areas }) =>
        areas.parties.listParties(await operatorOf(foundation)),
      );
      printParties(items, options, context);
    });
  party
    .command("add")
    .description("add a party with its first person, and print that person's one-time log-in token")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .requiredOption("--kind <kind>", partyKinds.join(", "))
    .requiredOption("--code <code>", "what its people name at the log-in")
    .requiredOption("--name <name>", "its name")
    .requiredOption("--first-person <name>", "user name of its first person")
    .option("--role <role>", "of the first person (default: owner of an enterprise, else administrator)")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: AddOptions) => {
      const kind = requireOneOf<PartyKind>("--kind", options.kind, partyKinds);
      const usual = kind === "enterprise" ? "owner" : "administrator";
      const role = requireOneOf<Role>("--role", options.role ?? usual, rolesOfKind[kind]);
      const { code, name, firstPerson } = options;
      const wanted = { kind, code, name, firstPerson: { name: firstPerson, role } };
      const made = await withAreas(
        options.dataDir,
        context,
        async ({ foundation, areas }) => areas.parties.createParties(await operatorOf(foundation), [wanted]),
        { mayBeNew: true },
      );
      for (const one of made) printMade(one, options, context);
    });
};

function printParties(items: readonly Party[], { json }: ListOptions, { stdout }: CommandContext): void {
  if (json === true) stdout.write(`${JSON.stringify({ items })}\n`);
  else for (const { kind, code, name } of items) stdout.write(`${kind}\t${code}\t${name}\n`);
}

function printMade(
  { party, invitation }: MadeParty,
  { json }: ListOptions,
  { stdout }: CommandContext,
): void {
  const { token, expiresAtMs } = invitation;
  if (json === true) stdout.write(`${JSON.stringify({ party, token, expiresAtMs })}\n`);
  else stdout.write(`${party.kind}\t${party.code}\t${party.name}\n/login#token=${token}\n`);
}
