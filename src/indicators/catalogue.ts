import type { BusinessDay } from "#kernel";
import type { OperatingFacts } from "#operations";
import { concentrationIndicators } from "./concentration-indicators.ts";
import { createContext } from "./context.ts";
import type { Indicator, IndicatorDefinition, IndicatorValue } from "./definition.ts";
import { documentIndicators } from "./document-indicators.ts";
import { energyIndicators } from "./energy-indicators.ts";
import { indicatorFaults } from "./errors.ts";
import type { EnterpriseFacts } from "./facts.ts";
import { growthIndicators } from "./growth-indicators.ts";
import { machineIndicators } from "./machine-indicators.ts";
import { marginIndicators } from "./margin-indicators.ts";
import { rememberFew } from "./operating/lazy.ts";
import { operatingIndicators } from "./operating/operating-indicators.ts";
import { createOperatingView } from "./operating/operating-view.ts";
import { type ProductionPlan, defaultPlan } from "./parameters.ts";
import { stabilityIndicators } from "./stability-indicators.ts";
import { volumeIndicators } from "./volume-indicators.ts";
import { windowsOf } from "./windows.ts";

/** On invoices and readings alone. */
const indicators: readonly Indicator[] = [
  ...volumeIndicators,
  ...growthIndicators,
  ...stabilityIndicators,
  ...concentrationIndicators,
  ...documentIndicators,
  ...marginIndicators,
  ...machineIndicators,
  ...energyIndicators,
];

/**
 * Every indicator's definition, in the order in which values are returned; the order is stable within a version. Those
 * present on `operations` have a value only where operating facts were given.
 */
export const catalogue: readonly IndicatorDefinition[] = [...indicators, ...operatingIndicators].map(
  ({ compute: _compute, ...definition }) => definition,
);

/**
 * Computes every indicator of one enterprise. Pure: the same facts give the same bits.
 * @param asOf must be the day of the facts; it is asked for so that no caller confuses two days
 * @param plan what the machines were meant to do; the default plan is shown with its parameters
 * @param operations what the enterprise's streams say as of the same day; without them the indicators that only they
 *   give are left out, not missing
 * @returns a value or the reason why there is none for every id asked for, in the catalogue's order
 * @throws INDICATORS_AS_OF_DIFFERS
 */
export function computeIndicators(
  facts: EnterpriseFacts,
  asOf: BusinessDay = facts.asOf,
  plan: ProductionPlan = defaultPlan,
  operations?: OperatingFacts,
): Map<string, IndicatorValue> {
  requireSameDay(asOf, facts.asOf);
  const context = createContext(facts, rememberedWindowsOf(asOf), plan);
  const values = new Map(indicators.map((indicator) => [indicator.id, indicator.compute(context)]));
  if (operations === undefined) return values;
  requireSameDay(asOf, operations.asOf);
  const view = createOperatingView(operations, rememberedWindowsOf(asOf), plan);
  for (const indicator of operatingIndicators) values.set(indicator.id, indicator.compute(view));
  return values;
}

function requireSameDay(expected: BusinessDay, found: BusinessDay): void {
  if (expected !== found) throw indicatorFaults.fault("INDICATORS_AS_OF_DIFFERS", { expected, found });
}

/** All enterprises of a run share a few days T; the windows of each are worked out once. */
const rememberedWindowsOf = rememberFew(windowsOf);
