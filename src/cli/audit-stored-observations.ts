import { Fault } from "#kernel";
import { auditObservations, unreadableObservations, type ObservationAudit } from "#flow";
import type { CommandContext } from "./command-context.ts";
import { openStores } from "./open-stores.ts";

/**
 * Opens the stores of a data directory whose log is in order and compares the parsed rows with the sealed ones. A store
 * that cannot be read is a finding, not a failure: it is only a projection, and the log still has everything.
 */
export async function auditStoredObservations(
  path: string,
  { clock }: Pick<CommandContext, "clock">,
): Promise<ObservationAudit> {
  try {
    const stores = await openStores(path, { clock });
    try {
      return await auditObservations(stores.ledger, stores.observations);
    } finally {
      await stores.close();
    }
  } catch (fault) {
    if (!(fault instanceof Fault) || !fault.code.startsWith("CLICKHOUSE_")) throw fault;
    return { findings: [unreadableObservations(fault)], position: 0, rows: 0 };
  }
}
