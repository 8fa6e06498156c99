import type { BusinessMonth } from "#kernel";
import type { Fraud, RegionPath, SensorFault } from "../region-enterprise.ts";

/** What has to be known of every enterprise of a region before who cheats can be planned; nothing is simulated yet. */
export interface MisconductCandidate {
  readonly code: string;
  /** As counterparties write it on their documents. */
  readonly name: string;
  readonly path: RegionPath | null;
  readonly defaultMonth: BusinessMonth | null;
  /** Month in which its first loan is granted; null when it never borrows. */
  readonly firstLoanMonth: BusinessMonth | null;
  /** Month with its first data; the region's first when left out. */
  readonly firstSeenMonth?: BusinessMonth;
  readonly lifeStage: "startUp" | "growth" | "maturity" | "decline";
  /** Two digits with the section's letter, for pairs and rings that could be in business together: `C33`. */
  readonly division: string;
  /** Sales of a usual month, fen: how much can be invoiced round a ring without being conspicuous at once. */
  readonly monthlySalesFen: bigint;
}

export interface MisconductRequest {
  readonly seed: string;
  readonly firstMonth: BusinessMonth;
  readonly months: number;
  /**
   * `natural`: 3 % of applicants cheat, 6 % have a faulty sensor. `stratified`: as many enterprises of each fraud and
   * fault as told, to measure detection by type.
   */
  readonly shares: { readonly kind: "natural" } | { readonly kind: "stratified"; readonly perKind: number };
}

/** Another enterprise in the same scheme. */
export interface MisconductPartner {
  readonly code: string;
  readonly name: string;
}

interface Planned {
  readonly from: BusinessMonth;
  /** From 0 (hardly to be seen) to 1 (crude). */
  readonly intensity: number;
  /** Shared by everybody in the same scheme, so that each one's rows can be made alone. */
  readonly seed: string;
}

/** A fraud of one enterprise, alone or in a scheme. */
export interface FraudPlan extends Planned {
  readonly what: "fraud";
  readonly fraud: Fraud;
  /** Of a ring in its order, beginning with this enterprise; of a pair, the source of the series first; else empty. */
  readonly members: readonly MisconductPartner[];
  /** Volume of a month that goes round the ring, fen; 0 for others. */
  readonly monthlyFen: bigint;
}

/** What one enterprise does, or what befalls its sensors. */
export type Misconduct =
  | FraudPlan
  | (Planned & { readonly what: "fault"; readonly fault: SensorFault })
  /** Honest, and looks like a fraud from afar: carries no label. */
  | (Planned & { readonly what: "lookAlike"; readonly fraud: Fraud });
