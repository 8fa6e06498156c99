import type { EpochMs } from "#kernel";
import type { EnterpriseId } from "./enterprise.ts";

/** Life of a collector: registered (a code was given out) → bound (a key and an enterprise) → active → quarantined → revoked. */
export type CollectorState = "registered" | "bound" | "active" | "quarantined" | "revoked";

/**
 * A `collector` signs its batches with a key made on the device; a `gateway` is a platform's own system whose key or
 * token vouches for the devices behind it.
 */
export type CollectorKind = "collector" | "gateway";

/** A public key of a collector and when it counts; a rotated key still verifies batches that it signed before. */
export interface CollectorKey {
  /** First 8 hexadecimal digits of SHA-256 over the public key. */
  readonly keyId: string;
  readonly publicKey: Uint8Array;
  readonly validFromMs: EpochMs;
  /** Exclusive; null while it is the current key. */
  readonly validToMs: EpochMs | null;
}

/** What intake must know of a collector to judge what it sends. */
export interface KnownCollector {
  readonly id: string;
  readonly kind: CollectorKind;
  readonly state: CollectorState;
  readonly name: string;
  /** The party that registered it. */
  readonly partyId: string;
  /** Null until it is bound; a gateway may serve several enterprises through its devices. */
  readonly enterpriseId: EnterpriseId | null;
  readonly keys: readonly CollectorKey[];
  /** SHA-256 of a gateway's bearer token, hex; null where it has none. */
  readonly tokenHash: string | null;
  /** SHA-256 of the DER of the client certificate issued to it, hex; null where it has none. */
  readonly certificateHash: string | null;
  /** For Sparkplug B: the only group and edge node that it may speak for. */
  readonly sparkplug: { readonly group: string; readonly node: string } | null;
  /** Elements whose data it may send: code → enterprise and element id. */
  readonly elements: ReadonlyMap<string, BoundElement>;
  readonly messagesPerSecond: number;
}

export interface BoundElement {
  readonly elementId: string;
  readonly enterpriseId: EnterpriseId;
  /** For example machine, meter, line, people, thing, network. */
  readonly kind: string;
}

/**
 * Port: every collector of the installation, over all parties, in memory. Reads are immediate; a change made through
 * the registry is seen by the next read, after a restart everything is read again.
 */
export interface CollectorDirectory {
  find(collectorId: string): KnownCollector | null;
  /** The gateway that speaks for a Sparkplug group and edge node. */
  findSparkplug(group: string, node: string): KnownCollector | null;
  all(): readonly KnownCollector[];
  /** bound → active on its first accepted batch; durable when it resolves. */
  activate(collectorId: string, atMs: EpochMs): Promise<void>;
  /** Puts a collector into quarantine because of evidence, for example a clone; durable when it resolves. */
  quarantine(collectorId: string, reason: string, atMs: EpochMs): Promise<void>;
}
