import type { RuleCode, WatchRule } from "./rule.ts";
import { ordersDown } from "./rules/orders-down.ts";
import { ordersCancelled } from "./rules/orders-cancelled.ts";
import { workforceDown } from "./rules/workforce-down.ts";
import { stockDaysUp } from "./rules/stock-days-up.ts";
import { payerLate } from "./rules/payer-late.ts";
import { payablesStretched } from "./rules/payables-stretched.ts";
import { marginSqueezed } from "./rules/margin-squeezed.ts";
import { debtUp } from "./rules/debt-up.ts";
import { expansionIdle } from "./rules/expansion-idle.ts";
import { specialRisk } from "./rules/special-risk.ts";
import { couplingBroken } from "./rules/coupling-broken.ts";
import { accountStrain } from "./rules/account-strain.ts";
import { customerLost } from "./rules/customer-lost.ts";
import { dataGap } from "./rules/data-gap.ts";
import { energyDown } from "./rules/energy-down.ts";
import { instalmentMissed } from "./rules/instalment-missed.ts";
import { receiptsBehind } from "./rules/receipts-behind.ts";
import { redRateUp } from "./rules/red-rate-up.ts";
import { runningDown } from "./rules/running-down.ts";
import { salesDown } from "./rules/sales-down.ts";
import { streamSilent } from "./rules/stream-silent.ts";
import { tradeStructure } from "./rules/trade-structure.ts";
import { voidRateUp } from "./rules/void-rate-up.ts";

/** What operating data tell besides: each needs a basis for all of its classes of data. */
export const operatingRules: readonly WatchRule[] = [
  ordersDown,
  ordersCancelled,
  workforceDown,
  stockDaysUp,
  payerLate,
  payablesStretched,
  marginSqueezed,
  debtUp,
  expansionIdle,
  specialRisk,
  couplingBroken,
];

/**
 * Ten rules on invoices, statements and meters, the one on the bank's loan book, the one on collecting itself, and
 * eleven on what operating data tell besides.
 */
export const watchRules: readonly WatchRule[] = [
  salesDown,
  voidRateUp,
  redRateUp,
  customerLost,
  receiptsBehind,
  energyDown,
  runningDown,
  streamSilent,
  accountStrain,
  tradeStructure,
  instalmentMissed,
  dataGap,
  ...operatingRules,
];

/** The rule of a code. */
export function ruleOf(code: RuleCode): WatchRule {
  const rule = watchRules.find((candidate) => candidate.code === code);
  if (rule === undefined) throw new Error(`There is no rule ${code}`);
  return rule;
}
