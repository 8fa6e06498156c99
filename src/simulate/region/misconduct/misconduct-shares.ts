import type { Fraud, SensorFault } from "../region-enterprise.ts";

/** Shares and weights of misconduct; stated assumptions, not estimates. */
export const misconductShares = {
  version: "misconduct-1",
  /** Of all enterprises. */
  fraud: 0.03,
  fault: 0.06,
  lookAlike: 0.03,
} as const;

/** How often each fraud is the one that is chosen, members of rings and pairs counted singly. */
const fraudWeights: Readonly<Record<Fraud, number>> = {
  idleRunning: 12,
  replay: 10,
  clone: 7,
  clampMoved: 7,
  clockRollback: 6,
  editedImport: 12,
  circularOrders: 14,
  reversedInvoices: 14,
  doublePledge: 6,
  payeeSwap: 7,
  multiBankBorrowing: 5,
};

/** The same for a choice that takes everybody of a scheme at once: four in a ring on average, two in a pair. */
export const schemeWeights: Readonly<Record<Fraud, number>> = {
  ...fraudWeights,
  circularOrders: fraudWeights.circularOrders / 4,
  clone: fraudWeights.clone / 2,
};

export const faultWeights: Readonly<Record<SensorFault, number>> = {
  sensorDrift: 40,
  flatLine: 30,
  stuckCounter: 30,
};

/** Frauds that an honest enterprise can be taken for. */
export const lookAlikes = [
  "idleRunning",
  "clockRollback",
  "editedImport",
  "circularOrders",
  "reversedInvoices",
  "doublePledge",
  "multiBankBorrowing",
] as const satisfies readonly Fraud[];

/** Frauds that need a loan. */
export const loanFrauds: ReadonlySet<Fraud> = new Set<Fraud>(["payeeSwap", "multiBankBorrowing"]);
