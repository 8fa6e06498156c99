import type { EpochMs } from "#kernel";
import type { CollectorKind, CollectorState } from "../collector.ts";
import type { EnterpriseId } from "../enterprise.ts";
import type { ElementKind } from "./element.ts";
import type { DeviceActor } from "./element-store.ts";

/** A key as the registry keeps it, with what proves where it came from. */
export interface StoredKey {
  readonly keyId: string;
  /** Base64 of the 32 bytes. */
  readonly publicKey: string;
  readonly validFromMs: EpochMs;
  readonly validToMs: EpochMs | null;
  readonly cameBy: "enrolment" | "rotation";
  readonly proof: KeyProof;
}

/** Signatures that anybody can check again, base64; `previousKey` agreed where the key came by rotation. */
export type KeyProof = Readonly<Record<string, string>>;

/** Which element a collector speaks for under which code. */
export interface Binding {
  readonly code: string;
  readonly elementId: string;
  readonly elementCode: string;
  readonly kind: ElementKind;
  readonly enterpriseId: EnterpriseId;
  readonly boundAtMs: EpochMs;
}

/** One change of a collector's state; evidence did it where nobody is named. */
export interface CollectorEvent {
  readonly event: number;
  readonly from: CollectorState | null;
  readonly state: CollectorState;
  readonly reason: string | null;
  readonly doneBy: string | null;
  /** Name of that account, where the reader's party has it. */
  readonly doneByName: string | null;
  readonly atMs: EpochMs;
}

/** A collector as the pages show it. */
export interface CollectorCard {
  readonly id: string;
  readonly kind: CollectorKind;
  readonly name: string;
  readonly state: CollectorState;
  readonly partyId: string;
  readonly enterpriseId: EnterpriseId | null;
  readonly ownerPartyId: string | null;
  readonly sparkplug: { readonly group: string; readonly node: string } | null;
  readonly hasToken: boolean;
  readonly hasCertificate: boolean;
  readonly messagesPerSecond: number;
  /** What the device said of itself when it enrolled. */
  readonly description: string | null;
  readonly registeredAtMs: EpochMs;
  readonly activatedAtMs: EpochMs | null;
  readonly quarantine: {
    readonly reason: string;
    readonly by: string | null;
    readonly atMs: EpochMs;
  } | null;
  readonly keys: readonly StoredKey[];
  readonly bindings: readonly Binding[];
  /** Until when a one-time code that was not used yet holds; null without one. */
  readonly codeExpiresAtMs: EpochMs | null;
}

export interface CollectorToAdd {
  readonly id: string;
  readonly kind: CollectorKind;
  readonly name: string;
  readonly enterpriseId: EnterpriseId | null;
  readonly ownerPartyId: string | null;
  readonly sparkplug: { readonly group: string; readonly node: string } | null;
  readonly tokenHash: string | null;
  readonly messagesPerSecond: number;
  readonly code: CodeToAdd | null;
  readonly bindings: readonly BindingToAdd[];
}

/** The hash of a one-time code. */
export interface CodeToAdd {
  readonly hash: string;
  readonly expiresAtMs: EpochMs;
}

export interface BindingToAdd {
  readonly code: string;
  readonly elementId: string;
  readonly enterpriseId: EnterpriseId;
  readonly ownerPartyId: string | null;
}

export interface KeyToAdd {
  readonly keyId: string;
  readonly publicKey: string;
  readonly cameBy: "enrolment" | "rotation";
  readonly proof: KeyProof;
  /** When the keys in force until now end. */
  readonly othersUntilMs: EpochMs;
  readonly certificateHash: string | null;
  readonly description: string | null;
}

/** What became of a one-time code. */
export type CodeUse =
  | { readonly kind: "used" }
  | { readonly kind: "refused"; readonly why: "spent" | "expired" | "revoked" };

/** What the logs do not hold yet of one party's collectors. */
export interface UnsealedCollectors {
  readonly keys: readonly (StoredKey & CollectorPlace)[];
  readonly events: readonly (CollectorEvent & CollectorPlace)[];
  readonly bindings: readonly (Binding & CollectorPlace & { readonly unboundAtMs: EpochMs | null })[];
}

export interface CollectorPlace {
  readonly collectorId: string;
  readonly collectorKind: CollectorKind;
  /** Enterprises whose logs it concerns. */
  readonly enterpriseIds: readonly EnterpriseId[];
}

/**
 * Port to the collectors. A party sees what it registered, an enterprise what is its own or speaks for its elements, a
 * bank what a consent in force lets it see; the first two change them. Writes are durable when they resolve, all or
 * none; the database moves a state only as it may.
 */
export interface CollectorStore {
  /** @throws REGISTRY_NODE_TAKEN */
  add(actor: DeviceActor, collectors: readonly CollectorToAdd[], atMs: EpochMs): Promise<void>;
  /** By name. */
  list(partyId: string, enterpriseId?: EnterpriseId): Promise<readonly CollectorCard[]>;
  find(partyId: string, collectorId: string): Promise<CollectorCard | null>;
  /** Newest first. */
  listEvents(partyId: string, collectorId: string): Promise<readonly CollectorEvent[]>;
  /** The earlier codes that were not used are void from now on. */
  addCode(actor: DeviceActor, collector: CollectorCard, code: CodeToAdd, atMs: EpochMs): Promise<void>;
  /** Whose code this is, asked before anybody is known. */
  findCode(hash: string): Promise<{ readonly partyId: string; readonly collectorId: string } | null>;
  /** Whether any collector of any party has or had this key. */
  isKeyKnown(publicKey: string): Promise<boolean>;
  /** Spends the code and adds the key, both or neither; registered → bound. */
  enrol(collector: CollectorCard, codeHash: string, key: KeyToAdd, atMs: EpochMs): Promise<CodeUse>;
  /** Adds a key that the one before agreed to. */
  addKey(collector: CollectorCard, key: KeyToAdd, atMs: EpochMs): Promise<void>;
  /** False when the collector is not in the state that it is to leave, any more. */
  move(
    actor: DeviceActor,
    collector: CollectorCard,
    to: CollectorState,
    why: { readonly reason: string | null; readonly atMs: EpochMs },
  ): Promise<boolean>;
  /** Binds codes to elements; a code that is bound to another element changes over. */
  bind(
    actor: DeviceActor,
    collector: CollectorCard,
    bindings: readonly BindingToAdd[],
    atMs: EpochMs,
  ): Promise<void>;
  unbind(
    actor: DeviceActor,
    collector: CollectorCard,
    codes: readonly string[],
    atMs: EpochMs,
  ): Promise<void>;
  listUnsealed(partyId: string): Promise<UnsealedCollectors>;
  markSealed(partyId: string, sealed: UnsealedCollectors, atMs: EpochMs): Promise<void>;
}
