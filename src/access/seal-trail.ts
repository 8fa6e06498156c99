import { type Ledger, singleRow } from "#ledger";
import { canonicalJson } from "#seal";
import type { Clock } from "#kernel";
import type { AuditStore } from "./audit-store.ts";
import { auditSealMinutes } from "./parameters.ts";
import type { PartyStore } from "./party-store.ts";

/** Everything that sealing the audit trails needs, passed in. */
export interface TrailSealing {
  readonly audit: AuditStore;
  readonly parties: PartyStore;
  readonly ledger: Pick<Ledger, "append" | "originOf">;
  readonly clock: Clock;
  /** The installation's party, which knows all others. */
  readonly partyId: string;
}

/**
 * Seals the hash of the newest event of every party whose trail has grown, in a private log of the party under the
 * platform log. Since each event carries the hash of the one before, that seals the whole trail. A crash between log
 * and database seals the same hash again at the next call, which harms nothing.
 */
export async function sealTrails({ audit, parties, ledger, clock, partyId }: TrailSealing): Promise<number> {
  let sealed = 0;
  for (const party of await parties.list(partyId)) {
    const newest = await audit.findNewest(party.id);
    const last = await audit.findSeal(party.id);
    if (newest === null || newest.id === last?.eventId) continue;
    const origin = ledger.originOf("import", `audit-trail:${party.id}`);
    const state = { eventId: newest.id, hash: newest.hash };
    const [receipt] = await ledger.append([
      {
        origin,
        dataClass: "registry",
        header: { "@type": "audit-trail@1", ...state },
        payload: singleRow(new TextEncoder().encode(canonicalJson({ "@type": "audit-trail@1", ...state }))),
      },
    ]);
    if (receipt === undefined) throw new Error("The ledger gave no receipt");
    const place = { origin, entryIndex: receipt.index };
    await audit.recordSeal(party.id, { ...state, ...place, sealedAtMs: clock() });
    sealed += 1;
  }
  return sealed;
}

/** Seals at intervals until stopped, and once more then. */
export function keepTrailsSealed(
  sealing: TrailSealing,
  onFailure: (cause: unknown) => void,
): { stop(): Promise<void> } {
  let working = Promise.resolve();
  const seal = (): void => {
    working = sealAfter(working, sealing, onFailure);
  };
  const timer = setInterval(seal, auditSealMinutes.value * 60_000).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      seal();
      await working;
    },
  };
}

async function sealAfter(
  earlier: Promise<void>,
  sealing: TrailSealing,
  onFailure: (cause: unknown) => void,
): Promise<void> {
  await earlier;
  try {
    await sealTrails(sealing);
  } catch (cause) {
    onFailure(cause);
  }
}
