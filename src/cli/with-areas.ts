import pino from "pino";
import type { AreaServices } from "#http";
import type { CommandContext } from "./command-context.ts";
import { composeAreas } from "./compose/areas.ts";
import { type Foundation, openFoundation } from "./compose/foundation.ts";

/** A data directory with every area on it, for the length of one command. */
export interface OpenAreas {
  readonly foundation: Foundation;
  readonly areas: AreaServices;
}

/**
 * Opens a data directory, lets a command work on it, and closes it whatever happens. A directory that is not there is made
 * only for a command that may begin an installation.
 * @throws FILES_DIRECTORY_IN_USE while a server has it; FILES_NO_SUCH_DIRECTORY, FILES_NO_LEDGER; the faults of the stores
 */
export async function withAreas<T>(
  dataDir: string,
  context: CommandContext,
  work: (open: OpenAreas) => Promise<T>,
  { mayBeNew = false }: { readonly mayBeNew?: boolean } = {},
): Promise<T> {
  const logger = pino({ level: "silent" });
  const foundation = await openFoundation({ dataDir, logger: () => logger, mustExist: !mayBeNew }, context);
  try {
    const areas = await composeAreas(foundation);
    try {
      return await work({ foundation, areas });
    } finally {
      await areas.intake.close();
    }
  } finally {
    await foundation.close();
  }
}
