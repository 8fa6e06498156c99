import { dayNumberOf } from "#kernel";
import type { EnterpriseFacts, TradeFacts } from "./facts.ts";
import { type MachineView, viewMachines } from "./machine-view.ts";
import type { ProductionPlan } from "./parameters.ts";
import { type TradeMonth, type TradeSum, activeDaysOf, monthsOf, sumTrade } from "./trade-view.ts";
import type { IndicatorWindows } from "./windows.ts";

/** One direction of trade with the sums that more than one indicator reads. */
export interface TradeView {
  readonly facts: TradeFacts;
  /** Over the whole history up to T. */
  readonly total: TradeSum;
  readonly last12: TradeSum;
  readonly prior12: TradeSum;
  readonly months: readonly TradeMonth[];
  /** Days with a valid invoice, ascending. */
  readonly activeDays: readonly number[];
}

/** What an indicator's formula may see: facts and what follows from them, nothing else. */
export interface IndicatorContext {
  readonly facts: EnterpriseFacts;
  /** T as days since 1970-01-01. */
  readonly asOfDay: number;
  readonly windows: IndicatorWindows;
  readonly sales: TradeView;
  readonly purchases: TradeView;
  readonly machines: MachineView;
}

/** Prepares the sums that the indicators of one enterprise share. */
export function createContext(
  facts: EnterpriseFacts,
  windows: IndicatorWindows,
  plan: ProductionPlan,
): IndicatorContext {
  return {
    facts,
    asOfDay: dayNumberOf(facts.asOf),
    windows,
    sales: viewTrade(facts.sales, windows),
    purchases: viewTrade(facts.purchases, windows),
    machines: viewMachines(facts.assets, plan, facts.asOf),
  };
}

function viewTrade(facts: TradeFacts, windows: IndicatorWindows): TradeView {
  return {
    facts,
    total: sumTrade(facts),
    last12: sumTrade(facts, windows.last12),
    prior12: sumTrade(facts, windows.prior12),
    months: monthsOf(facts),
    activeDays: activeDaysOf(facts),
  };
}
