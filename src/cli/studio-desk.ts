import type { Command } from "commander";
import type { Asker } from "#access";
import type { CommandContext } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { type OpenAreas, withAreas } from "./with-areas.ts";

/** What every verb of the studio takes. */
export interface StudioOptions {
  readonly dataDir: string;
  readonly as: string;
  readonly json?: boolean;
}

/** A studio that is open, and who works in it. */
export interface OpenDesk extends OpenAreas {
  readonly by: Asker;
}

/** Adds the options that every verb has. */
export function withDesk(command: Command): Command {
  return command
    .requiredOption("--data-dir <dir>", "data directory")
    .option("--as <user>", "person of the bank who does it", "admin")
    .option("--json", "print one JSON document on standard output");
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
