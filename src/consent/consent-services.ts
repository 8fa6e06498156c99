import type { Party, TaskSource, Visitor } from "#access";
import type { EpochMs } from "#kernel";
import type { EnterpriseCount, RegisteredEnterprise } from "#registry";
import type { LoggedRead } from "./access-read.ts";
import type { Basis, DataClass, Purpose, WantedRead } from "./basis.ts";
import type { Consent } from "./consent.ts";
import type { ClassSummary, DataPage } from "./enterprise-data.ts";
import type { ConsentTerms, PaperConsent } from "./manage-consents.ts";
import type { Objection, ObjectionOutcome } from "./objection.ts";
import type { Onboarding } from "./onboard-enterprises.ts";
import type { ListRead, WantedList } from "./read-list.ts";
import type { WantedReads } from "./read-many.ts";
import type { Reader } from "./require-basis.ts";

/** What the pages and commands of consent, the basis of each read, and the access log need, passed in. */
export interface ConsentServices {
  /**
   * The basis of each class that the visitor's party may read now; classes without one are left out. Nothing is logged.
   */
  basisOf(visitor: Reader, read: WantedRead): Promise<ReadonlyMap<DataClass, Basis>>;
  /**
   * The same, recorded in the enterprise's access log before the caller reads anything.
   * @throws CONSENT_NO_BASIS (403) when a wanted class has none; the refusal is logged as well
   */
  requireBasis(visitor: Reader, read: WantedRead): Promise<ReadonlyMap<DataClass, Basis>>;
  /**
   * Of the wanted classes those that have a basis, recorded as one read of them: for a page that shows what it may.
   * @throws CONSENT_NO_BASIS (403) when none has one
   */
  readPermitted(visitor: Reader, read: WantedRead): Promise<ReadonlyMap<DataClass, Basis>>;
  /** The basis of each class of several enterprises, recorded as one read; those without any are absent. */
  readMany(visitor: Reader, wanted: WantedReads): Promise<ReadonlyMap<string, ReadonlyMap<DataClass, Basis>>>;
  /** Starts reading a list of an evaluation's enterprises: filter by it, then record what is shown. */
  readList(visitor: Reader, list: WantedList): Promise<ListRead>;
  readonly registry: RegistryServices;
  readonly consents: GrantServices;
  readonly objections: ObjectionServices;
  /** Who read what, newest first: the party's own reads, and of an enterprise all of it. */
  listReads(
    visitor: Pick<Visitor, "party">,
    query: { readonly enterpriseId: string | null; readonly offset: number; readonly limit: number },
  ): Promise<{ readonly total: number; readonly items: readonly LoggedRead[] }>;
  /** What is stored of an enterprise by class; a basis is the caller's business. */
  summarizeData(enterpriseId: string): Promise<readonly ClassSummary[]>;
  /** Stored rows of one class, after `requireBasis`. */
  readData(
    enterpriseId: string,
    dataClass: DataClass,
    page: { readonly offset: number; readonly limit: number; readonly receivedUntilMs: EpochMs | null },
  ): Promise<DataPage>;
  readonly tasks: TaskSource;
}

/** The register of enterprises. */
export interface RegistryServices {
  /** Registers a list in one action; with any problem nothing is registered. */
  onboard(
    by: { readonly party: Party; readonly accountId: string | null },
    list: {
      readonly dataset: string;
      readonly fileName: string;
      readonly bytes: Uint8Array;
      readonly platformPartyId: string | null;
    },
  ): Promise<Onboarding>;
  /** The enterprises that the party may know by name, with their size today. */
  list(party: Pick<Party, "id">): Promise<readonly RegisteredEnterprise[]>;
  find(party: Pick<Party, "id">, enterpriseId: string): Promise<RegisteredEnterprise | null>;
  /** The others, as counts of groups that hide each of them. */
  countOthers(party: Pick<Party, "id">): Promise<readonly EnterpriseCount[]>;
}

/** Giving, asking for, recording and revoking consents. */
export interface GrantServices {
  list(visitor: Pick<Visitor, "party">, filter?: { enterpriseId?: string }): Promise<readonly Consent[]>;
  give(
    visitor: Pick<Visitor, "party" | "account">,
    enterpriseId: string,
    terms: ConsentTerms,
  ): Promise<Consent>;
  draft(
    visitor: Visitor,
    wanted: readonly { readonly enterpriseId: string; readonly paper: PaperConsent | null }[],
    terms: ConsentTerms,
  ): Promise<readonly Consent[]>;
  grant(visitor: Visitor, ids: readonly string[]): Promise<void>;
  revoke(visitor: Visitor, id: string, reason: string | null): Promise<void>;
  /** The form of a consent that exists, as PDF. @throws CONSENT_NOT_FOUND */
  printForm(visitor: Pick<Visitor, "party">, id: string): Promise<Uint8Array>;
  /** A form to be signed, as PDF. @throws CONSENT_ENTERPRISE_UNKNOWN */
  printBlankForm(
    party: Pick<Party, "id" | "name" | "isSimulated">,
    wanted: {
      readonly enterpriseId: string | null;
      readonly purpose: Purpose;
      readonly dataClasses: readonly DataClass[];
      readonly untilOn: string | null;
    },
  ): Promise<Uint8Array>;
}

/** Objections and their answers. */
export interface ObjectionServices {
  list(visitor: Pick<Visitor, "party">): Promise<readonly Objection[]>;
  file(
    visitor: Visitor,
    wanted: {
      readonly enterpriseId: string;
      readonly addresseePartyId: string;
      readonly dataClass: DataClass;
      readonly text: string;
    },
  ): Promise<Objection>;
  answer(
    visitor: Visitor,
    id: string,
    answer: { readonly outcome: ObjectionOutcome; readonly text: string },
  ): Promise<void>;
  withdraw(visitor: Visitor, id: string): Promise<void>;
}
