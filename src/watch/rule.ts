import type { DataClass } from "#consent";
import { type BusinessDay, type Message, type MessageParameters, type Parameter } from "#kernel";
import type { Cohort } from "./cohort.ts";
import type { NotComputableReason } from "./not-computable.ts";
import type { WatchSeries } from "./watch-series.ts";

/** 黄, 橙, 红, the gravest last. */
export const alertLevels = ["yellow", "orange", "red"] as const;
export type AlertLevel = (typeof alertLevels)[number];

export const ruleCodes = [
  "salesDown",
  "voidRateUp",
  "redRateUp",
  "customerLost",
  "receiptsBehind",
  "energyDown",
  "runningDown",
  "streamSilent",
  "accountStrain",
  "tradeStructure",
  "instalmentMissed",
  "dataGap",
  "ordersDown",
  "ordersCancelled",
  "workforceDown",
  "stockDaysUp",
  "payerLate",
  "payablesStretched",
  "marginSqueezed",
  "debtUp",
  "expansionIdle",
  "specialRisk",
  "couplingBroken",
] as const;
export type RuleCode = (typeof ruleCodes)[number];

/** One figure behind a result, with the days of the rows that it sums. */
export interface Evidence {
  /** Code of what it is; its name stands in `evidenceNames`. */
  readonly item: string;
  readonly from: BusinessDay;
  readonly to: BusinessDay;
  /** As shown: 万元, percent, counts, kWh, hours or days, by `unit`. */
  readonly value: string;
  readonly unit: "wan" | "percent" | "count" | "kWh" | "hours" | "days" | "name";
}

export type RuleResult =
  | {
      readonly kind: "hit";
      readonly level: AlertLevel;
      /** Key of the rule's sentence, and its parameters. */
      readonly sentence: string;
      readonly figures: MessageParameters;
      readonly evidence: readonly Evidence[];
    }
  /** `released`: clear by so much that an open episode ends. */
  | { readonly kind: "clear"; readonly released: boolean }
  | { readonly kind: "notComputable"; readonly reason: NotComputableReason };

export interface RuleInput {
  readonly series: WatchSeries;
  /** The business day T, as days since 1970-01-01; nothing later is looked at. */
  readonly asOf: number;
  readonly cohort: Cohort;
}

/** An early-warning rule: what it looks at, when it speaks, and in which words. */
export interface WatchRule {
  readonly code: RuleCode;
  readonly dataClasses: readonly DataClass[];
  readonly name: Message;
  readonly formula: Message;
  readonly sentences: Readonly<Record<string, Message>>;
  readonly parameters: readonly Parameter<number>[];
  /**
   * Ordinary days by which it must have held already when it speaks: it must hit on T and so many of them earlier, so
   * that a holiday in between confirms nothing. Zero where one look is enough.
   */
  readonly confirmedAfterDays: number;
  /** Days after the end of an episode in which it raises no new one; the parameter of all rules where left out. */
  readonly cooldownDays?: number;
  evaluate(input: RuleInput): RuleResult;
}
