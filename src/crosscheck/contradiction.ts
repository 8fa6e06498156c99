import type { Message } from "#kernel";
import type { DayNumber, StreamName } from "#operations";

/**
 * What two streams cannot both be telling the truth about. The first eleven are named by the pattern of fraud that
 * explains them, the next three by the fault of a sensor, the rest by the streams that disagree.
 */
export const contradictionTypes = [
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
  "sensorDrift",
  "flatLine",
  "stuckCounter",
  "energyOutput",
  "outputGoods",
  "deliveryInvoice",
  "invoicePayment",
  "headcountOutput",
  "declaredSensed",
] as const;
export type ContradictionType = (typeof contradictionTypes)[number];

/** What a contradiction makes one suspect. */
export type Suspicion = "fraud" | "fault" | "inconsistency";

/** Rows behind a contradiction, so that a person can look at the readings themselves. */
export interface RowReference {
  readonly stream: StreamName;
  /** Machine, meter, collector or account; empty where the stream has none. */
  readonly asset: string;
  /** Numbers of documents; empty for readings. */
  readonly numbers: readonly string[];
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
  /** Of another enterprise, when the row is not of the one that is checked. */
  readonly enterpriseId?: string;
}

export interface Contradiction {
  readonly type: ContradictionType;
  readonly suspicion: Suspicion;
  /** From 0 (may be chance) to 1 (cannot be chance). */
  readonly strength: number;
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
  /** What was expected and found, in words with their figures. */
  readonly message: Message;
  readonly rows: readonly RowReference[];
}

/** What one check said: a contradiction, agreement, or why it could not be made. */
export interface CheckOutcome {
  readonly check: string;
  readonly outcome: "agrees" | "contradicts" | "notComputable";
  /** Why not, a code of the room's catalogue; null otherwise. */
  readonly reason: string | null;
  /** The check's own statistic, for the page; null where there is none. */
  readonly statistic: number | null;
}

/** How far the data of an enterprise may be believed (真实性); `unknown` where too little could be checked. */
export type AuthenticityGrade = "high" | "medium" | "low" | "refuted" | "unknown";

export interface Authenticity {
  readonly grade: AuthenticityGrade;
  /** 0 to 100. */
  readonly score: number;
  readonly checks: readonly CheckOutcome[];
  readonly contradictions: readonly Contradiction[];
}
