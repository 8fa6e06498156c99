import type { Command } from "commander";
import type { Account, Asker } from "#access";
import type { CommandContext } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { requireHand } from "./require-hand.ts";
import { type OpenAreas, withAreas } from "./with-areas.ts";

/** What every verb of the studio takes. */
export interface StudioOptions {
  readonly dataDir: string;
  readonly as: string;
  readonly json?: boolean;
}

/** A studio that is open, and who works in it. */
export interface OpenDesk extends OpenAreas {
  readonly by: Asker & { readonly account: Account };
}

/** Adds the options that every verb has. */
export function withDesk(command: Command): Command {
  return command
    .requiredOption("--data-dir <dir>", "data directory")
    .option("--as <user>", "person of the bank who does it", "admin")
    .option("--json", "print one JSON document on standard output");
}

/** What the verbs that sign take beside. */
export interface SigningOptions extends StudioOptions {
  readonly passwordFile?: string;
}

/** Adds the options of a verb that signs for a person. */
export function withHand(command: Command): Command {
  return withDesk(command).option("--password-file <file>", "file with the password of whoever signs");
}

/**
 * Opens the studio as `atDesk` does, for a verb that signs: only with the password of whom it signs for, and in the audit
 * trail.
 * @param work  gives what was done, and to what
 * @throws CLI_NO_SUCH_INPUT, CLI_BAD_OPTION, ACCESS_WRONG_CREDENTIALS
 */
export async function signAtDesk(
  options: SigningOptions,
  context: CommandContext,
  work: (desk: OpenDesk) => Promise<readonly { readonly action: string; readonly subject: string }[]>,
): Promise<void> {
  await atDesk(options, context, async (desk) => {
    const { access, clock } = desk.foundation;
    const { account } = desk.by;
    await requireHand(account, options.passwordFile);
    for (const { action, subject } of await work(desk)) {
      const { id: accountId, partyId } = account;
      await access.audit.append({ partyId, accountId, action, subject, atMs: clock() });
    }
  });
}

/**
 * Opens the studio of the installation's bank for one command.
 * @throws CLI_NO_SUCH_INPUT when the bank has nobody of the name
 */
export async function atDesk<T>(
  { dataDir, as }: StudioOptions,
  context: CommandContext,
  work: (desk: OpenDesk) => Promise<T>,
): Promise<T> {
  return await withAreas(dataDir, context, async (open) => {
    const { access, record } = open.foundation;
    const account = await access.accounts.findByName(record.partyId, as);
    const party = await access.accounts.findParty(record.partyId);
    if (account === null || party === null) {
      const expected = "a person of the bank";
      throw cliFaults.fault("CLI_NO_SUCH_INPUT", { option: "--as", path: as, expected });
    }
    return await work({ ...open, by: { account, party } });
  });
}

/** What was named is not there, or is not of the kind. */
export function notA(option: string, path: string, expected: string): Error {
  return cliFaults.fault("CLI_NO_SUCH_INPUT", { option, path, expected });
}
