import type { BusinessDay } from "#kernel";
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
import { type ProductionPlan, defaultPlan } from "./parameters.ts";
import { stabilityIndicators } from "./stability-indicators.ts";
import { volumeIndicators } from "./volume-indicators.ts";
import { type IndicatorWindows, windowsOf } from "./windows.ts";

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

/** Every indicator's definition, in the order in which values are returned; the order is stable within a version. */
export const catalogue: readonly IndicatorDefinition[] = indicators.map(
  ({ compute: _compute, ...definition }) => definition,
);

/**
 * Computes every indicator of one enterprise. Pure: the same facts give the same bits.
 * @param asOf must be the day of the facts; it is asked for so that no caller confuses two days
 * @param plan what the machines were meant to do; the default plan is shown with its parameters
 * @returns a value or the reason why there is none for every id of the catalogue, in its order
 * @throws INDICATORS_AS_OF_DIFFERS
 */
export function computeIndicators(
  facts: EnterpriseFacts,
  asOf: BusinessDay = facts.asOf,
  plan: ProductionPlan = defaultPlan,
): Map<string, IndicatorValue> {
  if (facts.asOf !== asOf) {
    throw indicatorFaults.fault("INDICATORS_AS_OF_DIFFERS", { expected: asOf, found: facts.asOf });
  }
  const context = createContext(facts, rememberedWindowsOf(asOf), plan);
  return new Map(indicators.map((indicator) => [indicator.id, indicator.compute(context)]));
}

let remembered: { readonly asOf: BusinessDay; readonly windows: IndicatorWindows } | null = null;

/** All enterprises of a run share one day; its windows are worked out once. */
function rememberedWindowsOf(asOf: BusinessDay): IndicatorWindows {
  if (remembered?.asOf !== asOf) remembered = { asOf, windows: windowsOf(asOf) };
  return remembered.windows;
}
