import { hash } from "node:crypto";
import type { Clock } from "#kernel";
import type { FoundEntry, Ledger, SealedPlace } from "#ledger";
import type { CollectorDirectory, EnterpriseId, KnownCollector } from "#registry";
import type { Receipt } from "#seal";
import { type BatchHead, batchMessage } from "#telemetry";
import type { RecordBook } from "./collector-record.ts";
import type { EventHub } from "./event-hub.ts";
import { readMessages } from "./gateway-batch.ts";
import type { IntakeEvent, IntakeHappening, LogPlace } from "./intake-event.ts";
import type { Sealer } from "./sealer.ts";
import type { Verifier } from "./verifier.ts";

/** What the doors of intake share. */
export interface IntakeContext {
  readonly directory: CollectorDirectory;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly records: RecordBook;
  readonly hub: EventHub;
  readonly sealer: Sealer;
  readonly verifier: Verifier;
  readonly receipts: ReceiptDesk;
  /** The private log of an enterprise; a lookup, where the ledger would compute. */
  originOf(enterpriseId: EnterpriseId): string;
  readonly onFailure: (cause: unknown) => void;
}

/** Receipts of places; the newest places are remembered, others are read back from the log. */
export interface ReceiptDesk {
  remember(place: SealedPlace): void;
  of(place: LogPlace): Promise<Receipt>;
  /** What a receipt is signed over. */
  sealedAt(place: LogPlace): Promise<SealedPlace>;
  /** Hash of the signed batch at a place; null where there is none. */
  hashOf(place: LogPlace): Promise<string | null>;
  /** Payload of the gateway message at a place; null where its rows were erased. */
  payloadOf(place: LogPlace & { readonly ordinal: number }): Promise<Uint8Array | null>;
}

const placesKept = 20_000;

export function createReceiptDesk(ledger: Ledger): ReceiptDesk {
  const places = new Map<string, SealedPlace>();
  let newest: { readonly key: string; readonly entry: Promise<FoundEntry> } | null = null;
  const read = async ({ origin, index }: LogPlace): Promise<FoundEntry> => {
    const key = `${origin}#${index}`;
    if (newest?.key !== key) newest = { key, entry: ledger.readEntry(origin, index) };
    return await newest.entry;
  };
  const sealedAt = async ({ origin, index }: LogPlace): Promise<SealedPlace> => {
    const known = places.get(`${origin}#${index}`);
    if (known !== undefined) return known;
    const { leafHash, header } = await read({ origin, index });
    return { origin, index, leafHash, receivedAtMs: Number(header["receivedAtMs"]) };
  };
  return {
    remember(place) {
      if (places.size >= placesKept) {
        for (const oldest of places.keys()) {
          places.delete(oldest);
          break;
        }
      }
      places.set(`${place.origin}#${place.index}`, place);
    },
    of: async (place) => ledger.sign(await sealedAt(place)),
    sealedAt,
    async hashOf(place) {
      const { header } = await read(place);
      const head = header["batch"];
      return head === undefined ? null : hash("sha256", batchMessage(head as unknown as BatchHead), "base64");
    },
    async payloadOf(place) {
      const entry = await read(place);
      for (const { ordinal, payload } of readMessages(entry)) if (ordinal === place.ordinal) return payload;
      return null;
    },
  };
}

/** For whom a collector sends, where room is shared out: its enterprise, or who registered a gateway. */
export function tenantOf({ enterpriseId, partyId }: KnownCollector): string {
  return enterpriseId ?? partyId;
}

/** An event about a collector, with what everybody wants to know of it. */
export function eventAbout(collector: KnownCollector, atMs: number, what: IntakeHappening): IntakeEvent {
  const { id, partyId, enterpriseId } = collector;
  return { ...what, collector: id, partyId, enterpriseId, atMs };
}
