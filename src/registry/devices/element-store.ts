import type { BusinessDay, EpochMs } from "#kernel";
import type { EnterpriseId } from "../enterprise.ts";
import type { ElementKind, RegisteredElement, TwinData, TwinVersion } from "./element.ts";

/** Who writes: an account of a party, or the operator in a terminal. */
export interface DeviceActor {
  readonly partyId: string;
  readonly accountId: string | null;
}

/** An element to be registered, or a further version of one that is. */
export interface ElementToSave {
  readonly id: string;
  readonly enterpriseId: EnterpriseId;
  /** The enterprise's own party; null where it has none. */
  readonly ownerPartyId: string | null;
  readonly kind: ElementKind;
  readonly code: string;
  readonly validFrom: BusinessDay;
  readonly data: TwinData;
}

/** What saving did; an element whose twin says the same already is left as it is. */
export interface SavedElements {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

export interface ElementQuery {
  readonly enterpriseIds?: readonly EnterpriseId[];
  readonly kinds?: readonly ElementKind[];
  /** The twins as they held on this day, as far as was known at this instant. */
  readonly on: BusinessDay;
  readonly knownAtMs: EpochMs;
}

/** An element with all that was ever said of it, oldest version first. */
export interface ElementHistory {
  readonly id: string;
  readonly enterpriseId: EnterpriseId;
  readonly kind: ElementKind;
  readonly code: string;
  readonly partyId: string;
  readonly ownerPartyId: string | null;
  readonly registeredAtMs: EpochMs;
  readonly versions: readonly TwinVersion[];
}

/** A version that the enterprise's log does not hold yet. */
export interface UnsealedVersion {
  readonly elementId: string;
  readonly enterpriseId: EnterpriseId;
  readonly kind: ElementKind;
  readonly code: string;
  readonly version: TwinVersion;
}

/**
 * Port to the elements. A party sees what it registered, an enterprise what is its own, a bank what a consent in force
 * lets it see. Writes are durable when they resolve, all or none.
 */
export interface ElementStore {
  /**
   * Of these enterprises those that the party keeps, being the enterprise itself or whoever registered it first, with
   * the enterprise's own party.
   */
  kept(
    partyId: string,
    enterpriseIds: readonly EnterpriseId[],
  ): Promise<ReadonlyMap<EnterpriseId, string | null>>;
  /**
   * Adds elements, and versions to those that are there. Parents are saved before their children.
   * @throws REGISTRY_ELEMENT_OF_OTHERS, REGISTRY_ELEMENT_KIND
   */
  save(actor: DeviceActor, elements: readonly ElementToSave[], atMs: EpochMs): Promise<SavedElements>;
  /** By enterprise and code, CNC-2 before CNC-10; elements without a version at the moment are left out. */
  list(partyId: string, query: ElementQuery): Promise<readonly RegisteredElement[]>;
  find(partyId: string, elementId: string): Promise<ElementHistory | null>;
  listUnsealed(partyId: string): Promise<readonly UnsealedVersion[]>;
  markSealed(
    partyId: string,
    versions: readonly { readonly elementId: string; readonly version: number }[],
    atMs: EpochMs,
  ): Promise<void>;
}
