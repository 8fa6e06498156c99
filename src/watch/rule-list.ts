import type { RuleCode, WatchRule } from "./rule.ts";
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

/** The ten rules on an enterprise's own data, the one on the bank's loan book, and the one on collecting itself. */
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
];

/** The rule of a code. */
export function ruleOf(code: RuleCode): WatchRule {
  const rule = watchRules.find((candidate) => candidate.code === code);
  if (rule === undefined) throw new Error(`There is no rule ${code}`);
  return rule;
}
