import type { Estimate, TrafficLight } from "../evaluation/estimate.ts";

/** How the score and the indicators moved since development. */
export interface Stability {
  /** Development against the rows held out; `null` when every row was in the development. */
  readonly score: StabilityIndex | null;
  /** Each vintage against the development rows. */
  readonly scoreByVintage: readonly VintageStability[];
  /** Lowest score of each band of the score but the first, rising; absent in evaluations of before it was kept. */
  readonly scoreCuts?: readonly number[];
  readonly indicators: readonly IndicatorStability[];
  readonly performanceByVintage: readonly VintagePerformance[];
}

/** Population stability index Σ (actual − expected) · ln(actual / expected) over bins. */
export interface StabilityIndex {
  readonly index: number;
  /** What the index stays below by chance alone, at the stated significance: it falls with the number of rows. */
  readonly limit: number;
  /** P(an index at least so large) if nothing moved. */
  readonly pValue: number;
  /** Red or amber only if beyond both the customary bounds 0.1 and 0.25 and the limit of chance. */
  readonly light: TrafficLight;
  readonly expectedRows: number;
  readonly actualRows: number;
  readonly bins: readonly ShareShift[];
}

export interface ShareShift {
  readonly label: string;
  readonly expectedShare: number;
  readonly actualShare: number;
  readonly index: number;
}

export interface VintageStability {
  readonly vintage: string;
  readonly stability: StabilityIndex;
}

/** Characteristic stability of one indicator of the card. */
export interface IndicatorStability {
  readonly id: string;
  /** As for the score. */
  readonly overall: StabilityIndex | null;
  readonly byVintage: readonly VintageStability[];
  /** Change of the mean score that the change of shares makes; `null` where points are not known. */
  readonly pointsShift: number | null;
}

export interface VintagePerformance {
  readonly vintage: string;
  readonly rows: number;
  readonly bads: number;
  readonly badRate: Estimate;
  readonly meanPd: number;
  readonly meanPoints: number;
  /** `null` where one outcome is absent. */
  readonly auc: Estimate | null;
  readonly ks: number | null;
  /** Of the bads found against those expected. */
  readonly light: TrafficLight;
}
