import type { OperatingRows } from "#operations";

/** What ruins an enterprise, or what it recovers from; null for an uneventful one. */
export type RegionPath =
  | "orderCollapse"
  | "customerDefault"
  | "marginSqueeze"
  | "overExpansion"
  | "breakdown"
  | "inventory"
  | "diversion"
  | "entryFraud"
  | "recoveredShock";

export const frauds = [
  "idleRunning",
  "replay",
  "clone",
  "clampMoved",
  "clockRollback",
  "editedImport",
  "circularOrders",
  "reversedInvoices",
  "doublePledge",
  "payeeSwap",
  "multiBankBorrowing",
] as const;
export type Fraud = (typeof frauds)[number];

export const sensorFaults = ["sensorDrift", "flatLine", "stuckCounter"] as const;
export type SensorFault = (typeof sensorFaults)[number];

/** True items of one month's end, in fen as decimal strings; the names are those of the proxy balance sheet. */
export interface TrueBalance {
  /** YYYY-MM. */
  readonly month: string;
  readonly fixedAssetsFen: string;
  /** Of the twelve months to the end of this one, like revenue and purchases. */
  readonly depreciationFen: string;
  readonly inventoriesFen: string;
  readonly receivablesFen: string;
  readonly payablesFen: string;
  readonly revenueFen: string;
  readonly purchasesFen: string;
}

/** The truth of one enterprise; nothing of it is in what the platform may see. */
export interface RegionTruth {
  /** The id that an evaluation of the region's data set gives it. */
  readonly id: string;
  readonly code: string;
  /** Month of more than 90 days past due, YYYY-MM; null when it never came. */
  readonly default_month: string | null;
  readonly path: RegionPath | null;
  readonly fraud: Fraud | null;
  /** Month in which the fraud or fault begins, YYYY-MM. */
  readonly fraud_from: string | null;
  readonly fault: SensorFault | null;
  readonly fault_from: string | null;
  /** At the last month. */
  readonly life_stage: "startUp" | "growth" | "maturity" | "decline";
  readonly balance: readonly TrueBalance[];
}

/**
 * One simulated enterprise: what the platform may see, and the truth apart. The `platformIndex` of a row is the
 * number of the monthly delivery, from 0, in which it reaches the platform: late rows come in a later one.
 */
export interface RegionEnterprise {
  readonly rows: OperatingRows;
  readonly truth: RegionTruth;
}
