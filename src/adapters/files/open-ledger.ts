import type { Clock } from "#kernel";
import { ledgerFaults, type Ledger } from "#ledger";

export interface OpenLedgerOptions {
  /** The data directory, already locked by `openDataDirectory`. */
  readonly directory: string;
  readonly clock: Clock;
  /** Name of the platform log; taken from the directory when it exists already and this is left out. */
  readonly origin?: string;
}

/** Opens the ledger of a data directory, creating it when there is none, and repairs an interrupted write. */
export async function openLedger(options: OpenLedgerOptions): Promise<Ledger> {
  throw ledgerFaults.fault("LEDGER_UNKNOWN_LOG", { origin: options.directory });
}
