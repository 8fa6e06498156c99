import type { DataClass } from "#consent";
import type { EpochMs } from "#kernel";
import type { Customer, ListedCustomer } from "./customer.ts";
import type { CustomerEntry, EntryKind } from "./entry.ts";
import type { CustomerEdition, CustomerPortrait } from "./portrait.ts";

/** Orders of the list of customers. */
export const customerSorts = ["name", "sales", "growth", "stage", "idle", "since"] as const;

/** Which customers are wanted; a filter that is left out lets everything pass. */
export interface CustomerQuery {
  /** Part of a name or code. */
  readonly search?: string | undefined;
  readonly standing?: string | undefined;
  readonly industry?: string | undefined;
  readonly region?: string | undefined;
  readonly supplyChain?: string | undefined;
  readonly lifeStage?: string | undefined;
  readonly publicData?: string | undefined;
  readonly need?: string | undefined;
  readonly managerId?: string | undefined;
  readonly isListed?: boolean | undefined;
  readonly sort: (typeof customerSorts)[number];
  readonly direction: "ascending" | "descending";
  readonly offset: number;
  readonly limit: number;
}

/** Enterprises of a segment that did not let themselves be seen, as published at the start of a month. */
export interface ProspectCount {
  readonly region: string | null;
  readonly industry: string | null;
  /** Rounded down to a multiple of the smallest group. */
  readonly enterprises: number;
}

/**
 * Port to a bank's customers. Everything is durable when it resolves, belongs to one party and is invisible to others;
 * an edition with its portraits is one transaction and never changes.
 */
export interface CustomerStore {
  /** Adds customers, or renews what the registers say of them; links their enterprises. */
  saveCustomers(partyId: string, customers: readonly Customer[]): Promise<void>;
  /** All, by name. */
  listCustomers(partyId: string): Promise<readonly Customer[]>;
  findCustomer(partyId: string, customerId: string): Promise<Customer | null>;
  /**
   * A page of those that may be seen, with the portraits of their newest edition where those may be read; one that may
   * not is neither shown nor found nor ordered by what it says.
   * @returns how many there are in all, and the page
   */
  queryCustomers(
    partyId: string,
    query: CustomerQuery,
    allowed: { readonly visibleIds: readonly string[]; readonly readableIds: readonly string[] },
  ): Promise<{ readonly total: number; readonly items: readonly ListedCustomer[] }>;

  saveEdition(
    partyId: string,
    edition: CustomerEdition,
    portraits: readonly CustomerPortrait[],
  ): Promise<void>;
  /** Newest day first; of one day the newest made. */
  listEditions(partyId: string): Promise<readonly CustomerEdition[]>;
  findEdition(partyId: string, editionId: string): Promise<CustomerEdition | null>;
  portraitsOf(partyId: string, editionId: string): Promise<readonly CustomerPortrait[]>;
  /** Of one customer in every edition, oldest first. */
  portraitHistory(partyId: string, customerId: string): Promise<readonly CustomerPortrait[]>;
  /** The classes of data that each customer's newest portrait was made of. */
  usedClasses(partyId: string): Promise<ReadonlyMap<string, readonly DataClass[]>>;

  addEntry(partyId: string, entry: CustomerEntry): Promise<void>;
  /** Stores it under the next revision. @throws CUSTOMERS_CHANGED_MEANWHILE */
  replaceEntry(partyId: string, entry: CustomerEntry): Promise<void>;
  findEntry(partyId: string, entryId: string): Promise<CustomerEntry | null>;
  /** Oldest day first. */
  listEntries<Kind extends EntryKind>(
    partyId: string,
    kind: Kind,
    customerId?: string,
  ): Promise<readonly CustomerEntry<Kind>[]>;

  /**
   * The counts that were published for a month; made once and then never changed, whoever joins or asks. What is counted
   * does not depend on whom the bank registered, so that it cannot find an enterprise by registering guesses.
   */
  prospectCounts(
    partyId: string,
    month: string,
    atLeast: number,
    atMs: EpochMs,
  ): Promise<readonly ProspectCount[]>;
}
