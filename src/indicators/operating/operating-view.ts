import { type DayNumber, type OperatingFacts } from "#operations";
import { dayNumberOf } from "#kernel";
import type { ProductionPlan } from "../parameters.ts";

/** What a formula over operating streams may see: the facts, and sums that more than one indicator reads. */
export interface OperatingView {
  readonly facts: OperatingFacts;
  /** T as days since 1970-01-01. */
  readonly lastDay: DayNumber;
  readonly plan: ProductionPlan;
}

export function createOperatingView(facts: OperatingFacts, plan: ProductionPlan): OperatingView {
  return { facts, lastDay: dayNumberOf(facts.asOf), plan };
}
