import type { BusinessDay } from "#kernel";

/** What a rule of the quality list (优质小微客户名单) asks for, in the order in which a page shows them. */
export const qualityRuleCodes = [
  "sizeIsSmall",
  "observedLongEnough",
  "salesAtLeast",
  "salesNotFalling",
  "ordersHeld",
  "collectionInTime",
  "machinesUsed",
  "authentic",
  "noArrears",
  "noAdverseRecord",
  "noAlert",
] as const;
export type QualityRuleCode = (typeof qualityRuleCodes)[number];

/**
 * One rule as data. Who is off the list must reach `entry` to come on; who is on it stays until `exit` is broken, so
 * that a figure between the two moves nobody (hysteresis).
 */
export interface QualityRule {
  readonly code: QualityRuleCode;
  readonly entry: number;
  readonly exit: number;
  /** Whether breaking it once is enough to leave; otherwise it must be broken in `exitAfter` editions in a row. */
  readonly isImmediate: boolean;
}

/** A set of rules from a day on; the newest that is in force on an edition's day counts. */
export interface QualityRules {
  readonly version: number;
  readonly effectiveFrom: BusinessDay;
  readonly rules: readonly QualityRule[];
  /** Editions in a row in which an entry must be reached. */
  readonly enterAfter: number;
  /** Editions in a row in which an exit must be broken, for rules that are not immediate. */
  readonly exitAfter: number;
  /** `designChoice` for the set that ships; otherwise who made it. */
  readonly madeBy: string;
}

/** What one rule said of one enterprise; `value` null where its data is missing; see `whereKnownRules`. */
export interface RuleOutcome {
  readonly code: QualityRuleCode;
  readonly value: number | null;
  readonly reachesEntry: boolean;
  readonly breaksExit: boolean;
}

/** How an enterprise stands in an edition, and since when; the counts carry the hysteresis from edition to edition. */
export interface QualityStanding {
  readonly isListed: boolean;
  /** What the edition changed. */
  readonly change: "entered" | "stayed" | "left" | "none";
  /** Day of the edition with which it came on the list; null while it is off. */
  readonly listedSince: BusinessDay | null;
  /** Codes of the rules: why it entered (all reached), left or is kept out. */
  readonly reasons: readonly QualityRuleCode[];
  readonly outcomes: readonly RuleOutcome[];
  readonly reachedInRow: number;
  readonly brokenInRow: number;
}
