import type { RuleCode } from "./rule.ts";

/** What an alert is about; while one of a family is open, others of it say the same again. */
export const alertFamilies = ["demand", "funds", "registry", "trust", "loan", "collection"] as const;
export type AlertFamily = (typeof alertFamilies)[number];

export const familyOf: Readonly<Record<RuleCode, AlertFamily>> = {
  ordersDown: "demand",
  ordersCancelled: "demand",
  salesDown: "demand",
  customerLost: "demand",
  energyDown: "demand",
  runningDown: "demand",
  workforceDown: "demand",
  stockDaysUp: "demand",
  expansionIdle: "demand",
  receiptsBehind: "funds",
  payerLate: "funds",
  payablesStretched: "funds",
  accountStrain: "funds",
  marginSqueezed: "funds",
  debtUp: "funds",
  specialRisk: "registry",
  voidRateUp: "trust",
  redRateUp: "trust",
  tradeStructure: "trust",
  streamSilent: "trust",
  couplingBroken: "trust",
  instalmentMissed: "loan",
  dataGap: "collection",
};

/** Where a rule's figures come from; two rules agree only when they look at different data. */
export const sourceOf: Readonly<Record<RuleCode, string>> = {
  ordersDown: "documents",
  ordersCancelled: "documents",
  stockDaysUp: "documents",
  marginSqueezed: "prices",
  workforceDown: "people",
  salesDown: "invoices",
  customerLost: "invoices",
  voidRateUp: "invoices",
  redRateUp: "invoices",
  tradeStructure: "invoices",
  energyDown: "sensors",
  runningDown: "sensors",
  expansionIdle: "sensors",
  streamSilent: "sensors",
  receiptsBehind: "funds",
  payerLate: "funds",
  payablesStretched: "funds",
  accountStrain: "funds",
  debtUp: "loans",
  instalmentMissed: "loans",
  specialRisk: "registry",
  couplingBroken: "coupling",
  dataGap: "collection",
};
