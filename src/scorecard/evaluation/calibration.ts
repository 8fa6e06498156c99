import type { Estimate, TrafficLight } from "./estimate.ts";

/** How far probabilities are from what happened. */
export interface Calibration {
  readonly brier: BrierParts;
  readonly hosmerLemeshow: ChiSquaredTest;
  /** Bads found against bads expected; the ratio is 1 for a calibrated model. */
  readonly inTheLarge: { readonly found: number; readonly expected: number; readonly ratio: Estimate };
  /** Logistic regression of the outcome on the log odds: a calibrated model has intercept 0 and slope 1. */
  readonly intercept: Estimate | null;
  readonly slope: Estimate | null;
  /** Spiegelhalter's z: the Brier score against the one the probabilities promise. */
  readonly spiegelhalter: { readonly z: number; readonly pValue: number };
  /** Largest and mean |bad rate − mean PD| over the groups, the latter weighted by rows. */
  readonly maximumError: number;
  readonly expectedError: number;
  /** Groups of about equal size by PD, lowest first. */
  readonly groups: readonly CalibrationGroup[];
}

/**
 * Murphy's parts of the Brier score over the groups: score = reliability − resolution + uncertainty + within, where
 * `within` is what grouping loses.
 */
export interface BrierParts {
  readonly score: number;
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
  readonly within: number;
  /** 1 − score / uncertainty. */
  readonly skill: number;
}

export interface ChiSquaredTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

export interface CalibrationGroup {
  readonly rows: number;
  readonly bads: number;
  readonly meanPd: number;
  readonly badRate: Estimate;
}

/** A grade's PD against what happened in it. */
export interface GradeCalibration {
  readonly grade: string;
  readonly rows: number;
  readonly bads: number;
  readonly share: number;
  /** The PD put to the test: the grade's on the master scale. */
  readonly pd: number;
  readonly meanPd: number;
  /** `null` where the grade holds nobody. */
  readonly badRate: Estimate | null;
  /** P(at least so many bads) if the PD were right; 1 where the grade holds nobody. */
  readonly binomialPValue: number;
  /** P(true PD ≤ PD | bads) under Jeffreys' prior: small when the PD is too low. */
  readonly jeffreysPValue: number;
  /** By the binomial test: red when risk is understated beyond chance. */
  readonly light: TrafficLight;
}
