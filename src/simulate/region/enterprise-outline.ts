import type { LifeStage } from "#profile";
import type { Misconduct } from "./misconduct/misconduct.ts";
import type { RegionPath } from "./region-enterprise.ts";
import type { IndustryParameters, RegionSize } from "./region-parameters.ts";

/** A way into trouble: how it shows, and whether it ends in default or in recovery. */
export type TrialKind = Exclude<RegionPath, "recoveredShock">;

export interface Trial {
  readonly kind: TrialKind;
  /** Month of more than 90 days past due, or in which it would have been, counted from the first of the warm-up. */
  readonly month: number;
  /** About 1; how deep it goes. */
  readonly severity: number;
  /** About 1; how long before its month it begins. */
  readonly stretch: number;
  readonly recovers: boolean;
}

/** What comes of a hidden weakness, each with chance of its own: nothing else of it is ever used. */
export interface Habits {
  /** Share of capacity in use in a usual month, against the industry's. */
  readonly utilisation: number;
  /** Standard deviation of monthly demand around its trend. */
  readonly volatility: number;
  readonly margin: number;
  /** Days of sales held as cash. */
  readonly cashDays: number;
  /** Days by which customers pay late on average. */
  readonly customerDelayDays: number;
  /** Days by which suppliers are paid late. */
  readonly stretchDays: number;
  readonly topCustomerShare: number;
  readonly voidRate: number;
  readonly reversalRate: number;
  readonly cancelRate: number;
  readonly rejectRate: number;
  /** Of the shift's minutes without a run, those with the machine switched on. */
  readonly idleShare: number;
  /** Chance of a machine's standstill on a day. */
  readonly breakdownRate: number;
  /** Energy of a machine-hour against its rating. */
  readonly energyFactor: number;
  /** Overdue days that are caught up with. */
  readonly overdueChance: number;
  readonly turnover: number;
}

/** A buyer or supplier and its share of trade. */
export interface TradePartner {
  readonly name: string;
  readonly share: number;
  readonly isAbroad: boolean;
  /** Month in which it stops paying, counted from the first of the warm-up; null when it never does. */
  readonly failsIn: number | null;
}

export interface LoanPlan {
  readonly number: string;
  readonly bank: string;
  /** Counted from the first month of the warm-up; paid out on the 8th. */
  readonly grantMonth: number;
  readonly tenorMonths: number;
  readonly principalFen: number;
  readonly yearlyRate: number;
  readonly method: "bullet" | "revolving" | "equal";
}

/** Everything about an enterprise that is decided before its first day. */
export interface EnterpriseOutline {
  readonly index: number;
  readonly code: string;
  readonly name: string;
  readonly uscc: string;
  readonly industry: IndustryParameters;
  readonly size: RegionSize;
  readonly region: string;
  /** Months from its founding to the end of the data. */
  readonly ageMonths: number;
  readonly stage: LifeStage;
  /** Stage before, and the month in which it changed; null when there was no change. */
  readonly earlier: { readonly stage: LifeStage; readonly until: number } | null;
  readonly yearlyRevenueFen: number;
  readonly headcount: number;
  readonly habits: Habits;
  readonly growth: number;
  /** Registered capital, part of a year's revenue. */
  readonly capitalShare: number;
  readonly isExporter: boolean;
  readonly hasStatements: boolean;
  /** How much brighter than the truth its statements are painted. */
  readonly windowDressing: number;
  readonly trials: readonly Trial[];
  /** Month of more than 90 days past due, from the first of the warm-up; may lie after the end; null when it never comes. */
  readonly defaultMonth: number | null;
  readonly path: RegionPath | null;
  readonly loans: readonly LoanPlan[];
}

/** An outline with what needed the others: its partners and its misconduct. */
export interface PlannedEnterprise extends EnterpriseOutline {
  readonly customers: readonly TradePartner[];
  readonly suppliers: readonly TradePartner[];
  readonly misconduct: Misconduct | undefined;
}
