import type { BusinessDay, EpochMs } from "#kernel";
import type { EnterpriseId } from "./enterprise.ts";
import type { DatedSizeInputs, SizeClass, SizeInputs } from "./size-class.ts";

/** An enterprise as a party registered it. */
export interface RegisteredEnterprise {
  readonly id: EnterpriseId;
  /** Who registered it. */
  readonly registeredByPartyId: string;
  readonly dataset: string;
  readonly code: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly region: string | null;
  /** GB/T 4754, section letter and division or more. */
  readonly industry: string | null;
  readonly platformPartyId: string | null;
  /** The enterprise's own party, in which its owner has an account. */
  readonly ownPartyId: string | null;
  readonly registeredAtMs: EpochMs;
  /** Figures of all years, oldest first. */
  readonly sizes: readonly DatedSizeInputs[];
  /** On the day asked for; null when it cannot be told. */
  readonly sizeClass: SizeClass | null;
}

/** An enterprise to be registered. */
export interface EnterpriseToRegister
  extends Pick<RegisteredEnterprise, "id" | "dataset" | "code" | "name" | "uscc" | "region" | "industry"> {
  readonly platformPartyId: string | null;
  readonly ownPartyId: string | null;
  readonly size: SizeInputs | null;
  readonly validFrom: BusinessDay;
}

/** How many enterprises of a region and industry there are that one may not see by name. */
export interface EnterpriseCount {
  readonly region: string | null;
  readonly industry: string | null;
  readonly enterprises: number;
}

/**
 * Port to the register of enterprises. A party sees those it registered, itself, and those that gave it a consent in
 * force; of the others it learns counts only. Writes are durable when they resolve.
 */
export interface EnterpriseRegister {
  /** All or none; the figures of an enterprise that is registered already are added to its history. */
  register(
    partyId: string,
    enterprises: readonly EnterpriseToRegister[],
    by: { readonly accountId: string | null; readonly atMs: EpochMs },
  ): Promise<void>;
  /** The party that each enterprise is, whoever registered it; without those that nobody has. */
  ownersOf(
    partyId: string,
    enterpriseIds: readonly EnterpriseId[],
  ): Promise<ReadonlyMap<EnterpriseId, string>>;
  /** By code, E2 before E10; of two rows of one enterprise the party's own. */
  list(partyId: string, on: BusinessDay): Promise<readonly RegisteredEnterprise[]>;
  find(partyId: string, enterpriseId: EnterpriseId, on: BusinessDay): Promise<RegisteredEnterprise | null>;
  /** Groups of fewer than `atLeast` enterprises are left out. */
  countOthers(partyId: string, atLeast: number): Promise<readonly EnterpriseCount[]>;
}
