import type { Party, TaskSource } from "#access";
import type { ConsentServices } from "#consent";
import type {
  ChannelFunnel,
  Customer,
  CustomerEdition,
  CustomerEntry,
  CustomerPortrait,
  CustomerQuery,
  CustomerStore,
  CustomerValue,
  EditionDifference,
  EntryKind,
  ListedCustomer,
  ProspectCount,
  Reproduction,
  RetentionMeasures,
  SegmentAxis,
  SegmentSheet,
  StepReport,
  TimelineEvent,
} from "#customers";
import type { IndicativePrice } from "#decision";
import type { EvaluationStore } from "#jobs";
import type { BusinessDay, Clock, IdSource, RatePpm, ReportProgress } from "#kernel";
import type { LendingStore, LoanBook } from "#lending";
import type { OperatingSource } from "#operations";
import type { EnterpriseRegister } from "#registry";
import type { WatchPerson, WatchStore } from "#watch";

/** Who asks: a party, and the person of it; null when a program does. */
export interface CustomerReader {
  readonly party: Party;
  readonly account: { readonly id: string; readonly name: string } | null;
}

/** Everything that customer management works on, passed in. */
export interface CustomerStores {
  readonly store: CustomerStore;
  readonly register: EnterpriseRegister;
  readonly consent: Pick<ConsentServices, "readMany" | "consents">;
  readonly operations: OperatingSource;
  readonly watch: WatchStore;
  readonly book: LoanBook;
  readonly lending: LendingStore;
  readonly evaluations: EvaluationStore;
  /** Leaves of the platform log below which everything is projected now. */
  readonly knownAt: () => Promise<number>;
  readonly nextId: IdSource;
  readonly clock: Clock;
}

/** An indicative price and what it follows from. */
export interface CustomerPrice extends IndicativePrice {
  readonly evaluationId: string;
  readonly evaluatedOn: BusinessDay;
  readonly enterpriseId: string;
  readonly grade: string;
  readonly pd: number;
  /** What outlooks of the industry and region add; in the rates already. */
  readonly addPpm: RatePpm;
}

/** One customer with everything that hangs on it. */
export interface CustomerRecord {
  readonly customer: Customer;
  readonly portrait: CustomerPortrait | null;
  /** Null where there is no portrait, or no evaluation graded the customer. */
  readonly price: CustomerPrice | null;
  readonly history: readonly CustomerPortrait[];
  readonly timeline: readonly TimelineEvent[];
  readonly entries: readonly CustomerEntry[];
  readonly people: readonly WatchPerson[];
}

/** The acquisition funnel with what it is made of. */
export interface Acquisition {
  readonly funnels: readonly ChannelFunnel[];
  /** Applications in own lending: the funnels' applications add up to it. */
  readonly applications: number;
  readonly campaigns: readonly CustomerEntry<"campaign">[];
  readonly leads: number;
}

/** What one idle asset is, whose it is, and what became of its offer. */
export interface IdleAssetRow {
  readonly customerId: string;
  readonly customerName: string;
  readonly asset: CustomerPortrait["idleAssets"][number];
  readonly offer: CustomerEntry<"offer"> | null;
}

/** What the pages and commands of customer management need. */
export interface CustomerServices {
  readonly store: CustomerStore;
  readonly tasks: TaskSource;
  readonly clock: Clock;
  readonly nextId: IdSource;
  knownAt(): Promise<number>;
  /** Brings the records up to date with the registers, then gives a page of them; what it shows is in the access logs. */
  list(
    reader: CustomerReader,
    query: CustomerQuery,
  ): Promise<{
    readonly total: number;
    readonly items: readonly ListedCustomer[];
    readonly people: readonly WatchPerson[];
  }>;
  /** @throws CUSTOMERS_NOT_FOUND */
  record(reader: CustomerReader, customerId: string): Promise<CustomerRecord>;
  /** @throws CUSTOMERS_DAY_AHEAD, CUSTOMERS_EDITION_BACKWARDS */
  makeEdition(
    reader: CustomerReader,
    wanted: { readonly asOf: BusinessDay; readonly knownAt: number },
    onProgress?: ReportProgress,
  ): Promise<CustomerEdition>;
  /** Makes an edition again from what was known then. @throws CUSTOMERS_EDITION_NOT_FOUND */
  reproduce(reader: CustomerReader, editionId: string): Promise<Reproduction>;
  /** The customers of an edition that may still be read. @throws CUSTOMERS_EDITION_NOT_FOUND */
  edition(
    reader: CustomerReader,
    editionId: string,
  ): Promise<{
    readonly edition: CustomerEdition;
    readonly items: readonly ListedCustomer[];
    readonly differences: readonly EditionDifference[];
    readonly withheld: number;
  }>;
  segments(reader: CustomerReader, axis: SegmentAxis): Promise<readonly SegmentSheet[]>;
  acquisition(reader: CustomerReader): Promise<Acquisition>;
  /** Enterprises without a loan whose owners let this bank see them, and counts of the others. */
  prospects(reader: CustomerReader): Promise<{
    readonly items: readonly ListedCustomer[];
    /** Without a loan and not opted in: the bank knows their names because it registered them itself, and no more. */
    readonly ownRegistered: number;
    readonly counts: readonly ProspectCount[];
    readonly month: string;
  }>;
  weakSteps(reader: CustomerReader): Promise<readonly StepReport[]>;
  idleAssets(reader: CustomerReader): Promise<readonly IdleAssetRow[]>;
  value(reader: CustomerReader): Promise<{
    readonly measures: RetentionMeasures;
    readonly values: readonly (CustomerValue & { readonly name: string })[];
  }>;
  /** Adds an entry. @throws CUSTOMERS_NOT_FOUND, CUSTOMERS_PERSON_UNKNOWN, CUSTOMERS_PRODUCT_BARRED */
  add<Kind extends EntryKind>(
    reader: CustomerReader,
    entry: Pick<CustomerEntry<Kind>, "kind" | "customerId" | "onDay" | "content">,
  ): Promise<CustomerEntry<Kind>>;
  /** Moves a task, ticket, offer or lead to a state. @throws CUSTOMERS_ENTRY_NOT_FOUND, CUSTOMERS_STATE */
  move(
    reader: CustomerReader,
    entryId: string,
    to: { readonly state: string; readonly note: string; readonly applicationId?: string | null },
  ): Promise<CustomerEntry>;
}
