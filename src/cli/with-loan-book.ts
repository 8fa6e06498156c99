import path from "node:path";
import pino from "pino";
import type { LoanBookServices } from "#lending";
import type { CommandContext } from "./command-context.ts";
import { openFoundation } from "./compose/foundation.ts";
import { composeLoanBook } from "./compose/loan-book.ts";

/**
 * Opens the loan book of a data directory for one command and closes it again.
 * @throws FILES_DIRECTORY_IN_USE while a server has the directory; FILES_NO_SUCH_DIRECTORY, FILES_NO_LEDGER
 */
export async function withLoanBook(
  dataDir: string,
  context: CommandContext,
  work: (
    loanBook: LoanBookServices,
    bank: { readonly partyId: string; readonly name: string; readonly isSimulated: boolean },
  ) => Promise<void>,
  { mayBeNew = false }: { readonly mayBeNew?: boolean } = {},
): Promise<void> {
  const logger = (directory: string) =>
    pino(
      { level: "warn" },
      pino.destination({ dest: path.join(directory, "server.log"), sync: true, mode: 0o600 }),
    );
  const foundation = await openFoundation({ dataDir, logger, mustExist: !mayBeNew }, context);
  try {
    const { partyId } = foundation.record;
    const party = await foundation.access.accounts.findParty(partyId);
    const { name = "", isSimulated = false } = party ?? {};
    await work(await composeLoanBook(foundation), { partyId, name, isSimulated });
  } finally {
    await foundation.close();
  }
}
