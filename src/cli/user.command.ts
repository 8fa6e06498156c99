import { type Account, rolesOfKind, type Role } from "#access";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { operatorOf } from "./operator.ts";
import { requireOneOf } from "./require-one-of.ts";
import { withAreas } from "./with-areas.ts";

interface ListOptions {
  readonly dataDir: string;
  readonly party?: string;
  readonly json?: boolean;
}

interface AddOptions extends ListOptions {
  readonly name: string;
  readonly role: string;
}

/** `touchstone user list`, `add` and `reset`: the people of a party, without a browser. */
export const registerUser: RegisterCommand = (program, context) => {
  const user = program.command("user").description("list, add and reset the people of a party");
  user
    .command("list")
    .description("list the people of a party")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .option("--party <code>", "code of the party (default: the installation's bank)")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: ListOptions) => {
      const people = await withAreas(options.dataDir, context, async ({ foundation, areas }) =>
        areas.parties.listPeople(await operatorOf(foundation, options.party)),
      );
      printPeople(people, options, context);
    });
  user
    .command("add")
    .description("add a person and print a one-time log-in token")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .requiredOption("--name <name>", "user name")
    .requiredOption("--role <role>", "a role of the party's kind")
    .option("--party <code>", "code of the party (default: the installation's bank)")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: AddOptions) => {
      const invitation = await withAreas(options.dataDir, context, async ({ foundation, areas }) => {
        const actor = await operatorOf(foundation, options.party);
        const role = requireOneOf<Role>("--role", options.role, rolesOfKind[actor.party.kind]);
        return await areas.parties.addPerson(actor, { name: options.name, role });
      });
      printInvitation(invitation, options, context);
    });
  user
    .command("reset")
    .description("take a person's password away and print a one-time log-in token")
    .requiredOption("--data-dir <dir>", "data directory; no server may be using it")
    .requiredOption("--name <name>", "user name")
    .option("--party <code>", "code of the party (default: the installation's bank)")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: ListOptions & { readonly name: string }) => {
      const invitation = await withAreas(options.dataDir, context, async ({ foundation, areas }) => {
        const actor = await operatorOf(foundation, options.party);
        const account = await foundation.access.accounts.findByName(actor.party.id, options.name);
        return await areas.parties.resetPerson(actor, account?.id ?? options.name);
      });
      printInvitation(invitation, options, context);
    });
};

function printPeople(people: readonly Account[], { json }: ListOptions, { stdout }: CommandContext): void {
  const items = people.map(({ id, name, role, isSuspended }) => ({ id, name, role, isSuspended }));
  if (json === true) stdout.write(`${JSON.stringify({ items })}\n`);
  else for (const { name, role } of items) stdout.write(`${name}\t${role}\n`);
}

function printInvitation(
  { accountId, token, expiresAtMs }: { accountId: string; token: string; expiresAtMs: number },
  { json }: ListOptions,
  { stdout }: CommandContext,
): void {
  if (json === true) stdout.write(`${JSON.stringify({ accountId, token, expiresAtMs })}\n`);
  else stdout.write(`/login#token=${token}\n`);
}
