import { createHash } from "node:crypto";
import type { AuditStore, ChainedEvent, TrailSeal } from "./audit-store.ts";

/** Before the first event of a party. */
const beforeFirst = "0".repeat(64);

/** What checking a trail found. */
export type TrailVerdict =
  | {
      readonly kind: "whole";
      readonly events: number;
      readonly newestHash: string;
      /** The newest event whose hash is in the log; null before the first. */
      readonly seal: TrailSeal | null;
    }
  /** The first event that does not follow from the one before, or that is not the sealed one. */
  | { readonly kind: "broken"; readonly atId: number };

/**
 * The hash of an event: SHA-256 over its fields and the hash before, joined by line feeds, which none contains. The
 * database computes the same when it appends.
 */
export function auditHash(event: Omit<ChainedEvent, "hash">): string {
  const { partyId, id, accountId, action, subject, atMs, previousHash } = event;
  const text = [partyId, id, accountId ?? "", action, subject, atMs, previousHash].join("\n");
  return createHash("sha256").update(text).digest("hex");
}

const batch = 5000;

/** Computes the whole chain of a party again, from its first event. */
export async function verifyTrail(store: AuditStore, partyId: string): Promise<TrailVerdict> {
  const seal = await store.findSeal(partyId);
  let id = 0;
  let previousHash = beforeFirst;
  for (;;) {
    const events = await store.readChain(partyId, id, batch);
    for (const event of events) {
      const follows = event.id === id + 1 && event.previousHash === previousHash;
      const isSealed = event.id !== seal?.eventId || event.hash === seal.hash;
      if (!follows || !isSealed || event.hash !== auditHash(event)) return { kind: "broken", atId: id + 1 };
      id = event.id;
      previousHash = event.hash;
    }
    if (events.length < batch) {
      // Events that were sealed and are gone leave a shorter chain that is whole in itself.
      if (seal !== null && seal.eventId > id) return { kind: "broken", atId: id + 1 };
      return { kind: "whole", events: id, newestHash: previousHash, seal };
    }
  }
}
