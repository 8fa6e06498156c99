import type { z } from "zod";
import { type Asker, isAllowed } from "#access";
import type { CollectorCard, CollectorEvent, TwinVersion } from "#registry";
import type { collectorPageSchema, collectorSchema } from "./collectors.schema.ts";
import type { twinVersionSchema } from "./devices.schema.ts";

/** What stands beside a collector's own record. */
export interface ShownBeside {
  readonly enterpriseNames: ReadonlyMap<string, string>;
  /** By `enterprise id, line feed, asset`. */
  readonly lastReadings: ReadonlyMap<string, number>;
}

const nothingBeside: ShownBeside = { enterpriseNames: new Map(), lastReadings: new Map() };

/** A collector as its page shows it: secrets are not among it, and what the visitor may do is. */
export function showCollector(
  card: CollectorCard,
  asker: Asker,
  { enterpriseNames, lastReadings }: ShownBeside = nothingBeside,
): z.infer<typeof collectorSchema> {
  const { partyId: _partyId, ownerPartyId: _ownerPartyId, quarantine, keys, bindings, ...shown } = card;
  return {
    ...shown,
    enterpriseName: card.enterpriseId === null ? null : (enterpriseNames.get(card.enterpriseId) ?? null),
    quarantine:
      quarantine === null
        ? null
        : { reason: quarantine.reason, isByPerson: quarantine.by !== null, atMs: quarantine.atMs },
    lastReadingAtMs: newestOf(bindings, lastReadings),
    keys: keys.map(({ proof: _proof, ...key }) => key),
    bindings: bindings.map(({ boundAtMs: _boundAtMs, ...binding }) => binding),
    may: whatMay(card, asker),
  };
}

/** A change of state, without the account's id. */
export function showCollectorEvent({
  doneBy,
  ...event
}: CollectorEvent): z.infer<typeof collectorPageSchema>["events"][number] {
  return { ...event, isByPerson: doneBy !== null };
}

export function showTwinVersion(version: TwinVersion): z.infer<typeof twinVersionSchema> {
  const { data } = version;
  return {
    ...version,
    data: {
      ...data,
      parameters: { ...data.parameters },
      encumbrances: data.encumbrances.map((one) => ({ ...one })),
    },
  };
}

function whatMay(card: CollectorCard, asker: Asker): z.infer<typeof collectorSchema>["may"] {
  const isKeeper = asker.party.id === card.partyId || asker.party.id === card.ownerPartyId;
  const may = (action: string): boolean => isKeeper && isAllowed(asker, action);
  const { state, quarantine } = card;
  return {
    renewCode: state !== "revoked" && !card.hasToken && may("device.write"),
    bind: state !== "revoked" && may("device.write"),
    quarantine: state !== "revoked" && state !== "quarantined" && may("device.quarantine"),
    release: state === "quarantined" && quarantine?.by !== asker.account.id && may("device.release"),
    revoke: state !== "revoked" && may("device.revoke"),
  };
}

function newestOf(
  bindings: CollectorCard["bindings"],
  lastReadings: ReadonlyMap<string, number>,
): number | null {
  const times = bindings.flatMap(
    ({ enterpriseId, elementCode }) => lastReadings.get(`${enterpriseId}\n${elementCode}`) ?? [],
  );
  return times.length === 0 ? null : Math.max(...times);
}
