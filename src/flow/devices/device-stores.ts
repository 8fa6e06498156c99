import { type Actor, accessFaults, type AuditStore } from "#access";
import type { Clock, IdSource } from "#kernel";
import type { EntryToAppend, Ledger } from "#ledger";
import {
  type CollectorCard,
  type CollectorStore,
  type DeviceActor,
  type ElementStore,
  type EnterpriseRegister,
  type RefreshedDirectory,
  registryFaults,
} from "#registry";

/** Everything that keeping elements and collectors needs, passed in. */
export interface DeviceStores {
  readonly elements: ElementStore;
  readonly collectors: CollectorStore;
  readonly directory: RefreshedDirectory;
  readonly register: EnterpriseRegister;
  readonly ledger: DeviceLog;
  readonly audit: Pick<AuditStore, "append">;
  readonly nextId: IdSource;
  readonly clock: Clock;
}

/** The part of the log that the registry writes to. */
export interface DeviceLog {
  originOf: Ledger["originOf"];
  append(entries: readonly EntryToAppend[]): Promise<unknown>;
}

/** Who acts, as the stores write it down. */
export function deviceActorOf({ party, accountId }: Actor): DeviceActor {
  return { partyId: party.id, accountId };
}

/** Adds an event to the trail of the actor's party. */
export async function note(
  { audit, clock }: Pick<DeviceStores, "audit" | "clock">,
  { party, accountId }: Actor,
  action: string,
  subject: string,
): Promise<void> {
  await audit.append({ partyId: party.id, accountId, action, subject, atMs: clock() });
}

/**
 * A collector that the actor's party keeps: the one that registered it, or the enterprise that it is in.
 * @throws REGISTRY_COLLECTOR_NOT_FOUND, ACCESS_OTHER_PARTY
 */
export async function requireKept(
  { collectors }: Pick<DeviceStores, "collectors">,
  { party }: Actor,
  collectorId: string,
): Promise<CollectorCard> {
  const found = await collectors.find(party.id, collectorId);
  if (found === null) throw registryFaults.fault("REGISTRY_COLLECTOR_NOT_FOUND", { id: collectorId });
  if (found.partyId !== party.id && found.ownerPartyId !== party.id) {
    throw accessFaults.fault("ACCESS_OTHER_PARTY");
  }
  return found;
}
