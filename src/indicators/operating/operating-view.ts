import { dayNumberOf } from "#kernel";
import type { DayNumber, OperatingFacts } from "#operations";
import { type CashView, viewCash } from "../cash/cash-view.ts";
import { type EnergyUseView, viewEnergyUse } from "../energy-use/energy-use-view.ts";
import { type OrderView, viewOrders } from "../orders/order-view.ts";
import type { EnterpriseFacts } from "../facts.ts";
import type { ProductionPlan } from "../parameters.ts";
import { type ProductionView, viewProduction } from "../production/production-view.ts";
import { type SettlementView, viewSettlement } from "../settlement/settlement-view.ts";
import type { IndicatorWindows } from "../windows.ts";
import { enterpriseFactsOf } from "./enterprise-facts.ts";
import { lazy } from "./lazy.ts";

/** What a formula over operating streams may see: the facts, and sums that more than one indicator reads. */
export interface OperatingView {
  readonly facts: OperatingFacts;
  /** T as days since 1970-01-01. */
  readonly lastDay: DayNumber;
  readonly windows: IndicatorWindows;
  readonly plan: ProductionPlan;
  /** Each is worked out when first asked for. */
  readonly production: () => ProductionView;
  readonly energyUse: () => EnergyUseView;
  readonly orders: () => OrderView;
  readonly settlement: () => SettlementView;
  readonly cash: () => CashView;
  /** Slices and counterparties of the invoices of both directions. */
  readonly trade: () => Pick<EnterpriseFacts, "sales" | "purchases">;
}

/** Prepares what the indicators of one enterprise share. */
export function createOperatingView(
  facts: OperatingFacts,
  windows: IndicatorWindows,
  plan: ProductionPlan,
): OperatingView {
  const lastDay = dayNumberOf(facts.asOf);
  const production = lazy(() => viewProduction(facts, plan));
  return {
    facts,
    lastDay,
    windows,
    plan,
    production,
    energyUse: lazy(() => viewEnergyUse(facts, production(), lastDay)),
    orders: lazy(() => viewOrders(facts)),
    settlement: lazy(() => viewSettlement(facts)),
    cash: lazy(() => viewCash(facts, lastDay)),
    trade: lazy(() => enterpriseFactsOf(facts)),
  };
}
