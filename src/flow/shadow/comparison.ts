import type { BusinessDay } from "#kernel";
import type { LoanClass, ShareWithInterval } from "#lending";
import type { AlertLevel, RuleCode } from "#watch";
import type { ShownParameter } from "#report";
import type { RankAgreement } from "#scorecard";

/** How a borrower paid: on time; missed an instalment; beyond 30 days (出险); in default (违约). */
export const outcomeKinds = ["sound", "missed", "trouble", "default"] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** What became of a borrower's loans within the window, the worst of them on each day. */
export interface BorrowerOutcome {
  readonly kind: OutcomeKind;
  readonly daysPastDue: number;
  readonly maxDaysPastDue: number;
  /** First day of the stretch past due that led to the worst day; null for one that always paid. */
  readonly firstMissedOn: BusinessDay | null;
  readonly troubledOn: BusinessDay | null;
  readonly defaultedOn: BusinessDay | null;
}

/** An alert that would have been raised. */
export interface WouldBeAlert {
  readonly on: BusinessDay;
  readonly rule: RuleCode;
  readonly level: AlertLevel;
}

/** What early warning would have said of a borrower; missed instalments are the outcome and count as no warning. */
export interface BorrowerWarning {
  /** First alert in the window of at least each level; null where there was none. */
  readonly first: Readonly<Record<AlertLevel, WouldBeAlert | null>>;
  readonly alerts: number;
  /** Days from the first alert to the first missed instalment: negative when it came after; null without both. */
  readonly leadToMissedDays: number | null;
  readonly leadToDefaultDays: number | null;
}

/** An enterprise as our evaluation has it. */
export interface OurResult {
  readonly score: number;
  readonly pd: number;
  readonly grade: string | null;
  /** PD at most the cut-off. */
  readonly isAccepted: boolean;
}

/** A borrower of the bank: what the bank says of it, what we say, and what happened. Money is a string of fen. */
export interface ShadowBorrower {
  readonly enterpriseId: string;
  readonly code: string;
  readonly name: string;
  readonly loans: number;
  readonly balanceFen: string;
  readonly bankRating: string | null;
  /** The bank's own class, the worst of its loans; null where it delivered none. */
  readonly bankClass: LoanClass | null;
  readonly ourClass: LoanClass | null;
  readonly outcome: BorrowerOutcome;
  /** Null where the card could not score it. */
  readonly ours: OurResult | null;
  /** As of some months earlier; null where that was not possible. */
  readonly earlier: Pick<OurResult, "score" | "pd"> | null;
  /** Null where nothing could be watched. */
  readonly warning: BorrowerWarning | null;
}

/** An enterprise without a loan of the bank that we would accept. */
export interface SwapIn {
  readonly enterpriseId: string;
  readonly code: string;
  readonly name: string;
  readonly score: number;
  readonly pd: number;
  readonly grade: string | null;
}

/** How well an order tells the troubled from the others. */
export interface OrderQuality {
  readonly by: "bankRating" | "ourScore" | "ourEarlierScore";
  readonly outcome: "trouble" | "default";
  readonly borrowers: number;
  readonly hits: number;
  /** Null when there is nothing to tell apart. */
  readonly auc: number | null;
  readonly interval: readonly [low: number, high: number] | null;
  /** Of the worst so many by this order, how many had the outcome; ties are counted in proportion. */
  readonly caught: number | null;
  readonly worst: number;
}

/** Alerts of at least a level against what happened. */
export interface WarningQuality {
  readonly level: AlertLevel;
  /** Of the troubled: warned before their first missed instalment. */
  readonly warned: ShareWithInterval;
  /** Of the troubled: warned only after that. */
  readonly late: number;
  /** Of those that were not troubled: alerted all the same. */
  readonly falseAlerts: ShareWithInterval;
  /** Median of the days from the first alert to the first missed instalment. */
  readonly medianLeadDays: number | null;
}

/** Borrowers of one of the bank's ratings, or on one side of the cut-off. */
export interface OutcomeGroup {
  readonly name: string;
  readonly balanceFen: string;
  readonly trouble: ShareWithInterval;
  readonly default: ShareWithInterval;
}

/** Our result beside the bank's rating and what happened, as of a day; plain data, so that it can be sealed. */
export interface ShadowComparison {
  readonly version: "shadow@1";
  readonly bank: string;
  readonly simulated: boolean;
  readonly asOf: BusinessDay;
  /** Observations covered by platform leaves below this one. */
  readonly knownAt: number;
  readonly evaluation: {
    readonly id: string;
    readonly asOf: BusinessDay;
    readonly knownAt: number;
    readonly scorecardSha256: string | null;
    /** Name of the expert card that scored; null for a fitted card. */
    readonly expertCard: string | null;
  };
  /** The day of the earlier score; null where the card cannot score a second time. */
  readonly earlierAsOf: BusinessDay | null;
  /** First day of the window. */
  readonly from: BusinessDay;
  readonly ratingOrder: readonly string[];
  readonly cutoffPdPpm: number;
  readonly counts: {
    readonly loans: number;
    readonly borrowers: number;
    readonly balanceFen: string;
    readonly withoutBasis: number;
    readonly notEvaluated: number;
    /** Loans whose borrower is not registered, or without a day in the window. */
    readonly notMatched: number;
    readonly notWatched: number;
    readonly trouble: number;
    readonly default: number;
    /** Defaulted or troubled before our evaluation's day: it may have seen the effect. */
    readonly beforeEvaluation: number;
  };
  readonly borrowers: readonly ShadowBorrower[];
  readonly agreement: RankAgreement;
  /** Rows: the bank's ratings, best first; columns: our grades, best first. */
  readonly cross: {
    readonly grades: readonly string[];
    readonly rows: readonly { readonly rating: string; readonly counts: readonly number[] }[];
  };
  readonly overall: OutcomeGroup;
  readonly byRating: readonly OutcomeGroup[];
  /** Accepted and declined by us, of those that the bank accepted. */
  readonly bySide: { readonly accepted: OutcomeGroup; readonly declined: OutcomeGroup };
  readonly swapIn: readonly SwapIn[];
  readonly orders: readonly OrderQuality[];
  readonly warnings: readonly WarningQuality[];
  readonly parameters: readonly ShownParameter[];
}
