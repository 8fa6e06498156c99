import type { BusinessDay, EpochMs } from "#kernel";
import type { Alert, AlertEvent, AlertState } from "./alert.ts";
import type { AlertLevel, RuleCode } from "./rule.ts";
import type { NotComputableReason } from "./not-computable.ts";

/** One evaluation of all enterprises of a party. */
export interface WatchRun {
  readonly id: string;
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  readonly enterprises: number;
  readonly raised: number;
  readonly worsened: number;
  readonly ended: number;
  readonly notComputable: number;
  readonly startedBy: string | null;
  readonly atMs: EpochMs;
}

/** What a rule said last of an enterprise. */
export interface RuleStatus {
  readonly enterpriseId: string;
  readonly rule: RuleCode;
  readonly asOf: BusinessDay;
  readonly kind: "hit" | "clear" | "notComputable";
  readonly reason: NotComputableReason | null;
}

/** An enterprise of the party's register, as far as early warning needs it. */
export interface WatchedEnterprise {
  readonly id: string;
  readonly dataset: string;
  readonly name: string;
  readonly industry: string | null;
  readonly accountManagerId: string | null;
  readonly postLoanManagerId: string | null;
}

/** Somebody of the party who can have an alert. */
export interface WatchPerson {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** An enterprise on the watch list (关注名单). */
export interface WatchEntry {
  readonly id: string;
  readonly enterpriseId: string;
  readonly sinceOn: BusinessDay;
  readonly reviewOn: BusinessDay;
  readonly reason: string;
  readonly addedBy: string;
  readonly endedOn: BusinessDay | null;
  readonly endReason: string | null;
}

export interface AlertFilter {
  readonly states?: readonly AlertState[];
  readonly levels?: readonly AlertLevel[];
  readonly ownerId?: string;
  readonly enterpriseId?: string;
  readonly raisedFrom?: BusinessDay;
}

/** An alert as it becomes, with the line of history that says why; `isNew` inserts it. */
export interface AlertChange {
  readonly alert: Alert;
  readonly event: AlertEvent;
  readonly isNew: boolean;
}

/**
 * Port to alerts. Everything is durable when it resolves, belongs to one party, and is invisible to others. A run and
 * all that it changes are one transaction.
 */
export interface WatchStore {
  /** The enterprises of the party's register, by name. */
  listEnterprises(partyId: string): Promise<readonly WatchedEnterprise[]>;
  listPeople(partyId: string): Promise<readonly WatchPerson[]>;
  keep(
    partyId: string,
    keeper: Pick<WatchedEnterprise, "id" | "accountManagerId" | "postLoanManagerId">,
  ): Promise<void>;
  findRun(partyId: string, asOf: BusinessDay, knownAt: number): Promise<WatchRun | null>;
  /** Newest day first. */
  listRuns(partyId: string, limit: number): Promise<readonly WatchRun[]>;
  saveRun(
    partyId: string,
    run: WatchRun,
    changes: readonly AlertChange[],
    statuses: readonly RuleStatus[],
  ): Promise<void>;
  /** What became known between runs, without a run of its own; one transaction. */
  saveChanges(
    partyId: string,
    changes: readonly AlertChange[],
    statuses: readonly RuleStatus[],
  ): Promise<void>;
  /** Gravest and most urgent first. */
  listAlerts(partyId: string, filter?: AlertFilter): Promise<readonly Alert[]>;
  findAlert(partyId: string, alertId: string): Promise<Alert | null>;
  /** Oldest first. */
  historyOf(partyId: string, alertId: string): Promise<readonly AlertEvent[]>;
  /** @throws WATCH_ALERT_CHANGED when its state is not `from` any more */
  changeAlert(partyId: string, change: AlertChange, from: AlertState): Promise<void>;
  statusesOf(partyId: string, enterpriseId: string): Promise<readonly RuleStatus[]>;
  listEntries(partyId: string): Promise<readonly WatchEntry[]>;
  /** @throws WATCH_ENTRY_EXISTS */
  addEntry(partyId: string, entry: WatchEntry): Promise<void>;
  /** @throws WATCH_ENTRY_NOT_FOUND when there is none that is open */
  endEntry(
    partyId: string,
    entryId: string,
    end: { readonly on: BusinessDay; readonly by: string; readonly reason: string },
  ): Promise<void>;
}
