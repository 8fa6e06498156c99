import type { Bin } from "./binning/bin.ts";
import type { InfeasibleReason, Trend } from "./binning/optimum/trend.ts";
import type { ScorecardParameters } from "./parameters.ts";
import type { SampleCounts } from "./sample.ts";
import type { RoundingLoss } from "./scaling/rounding-loss.ts";

/**
 * A developed card as plain JSON: `JSON.parse(JSON.stringify(card))` scores to the same bits.
 * Log odds are ln(PD / (1 − PD)): higher is riskier. Points: higher is better.
 */
export interface Scorecard {
  readonly version: "scorecard@2";
  readonly parameters: ScorecardParameters;
  readonly sample: SampleCounts;
  readonly scaling: Scaling;
  readonly fit: CardFit;
  readonly indicators: readonly CardIndicator[];
  /** Indicators that were offered and are not on the card, each with its reason. */
  readonly screened: readonly ScreenedIndicator[];
}

/** Score = offset − factor · log odds; `basePoints` are the points of the intercept, rounded. */
export interface Scaling {
  readonly offset: number;
  readonly factor: number;
  /** With `zeroAt: "worst"` the points of the worst bins are in it. */
  readonly basePoints: number;
  /** What rounding cost in rank; said for `rankPreserving` rounding only. */
  readonly rounding?: RoundingLoss;
}

/** The regression behind the card; standard errors are of the penalised estimate. */
export interface CardFit {
  readonly intercept: number;
  readonly interceptStandardError: number;
  /** Without the penalty term. */
  readonly logLikelihood: number;
  readonly nullLogLikelihood: number;
  /** Trace of I·(I + P)⁻¹; equals the number of coefficients when the penalty is 0. */
  readonly effectiveParameters: number;
  readonly iterations: number;
  readonly converged: boolean;
}

export interface CardIndicator {
  readonly id: string;
  readonly valueKind: "numeric" | "categorical";
  /** Of the bad rate over rising values, or over the groups of categories in their order. */
  readonly trend: Trend;
  readonly iv: number;
  readonly coefficient: number;
  readonly standardError: number;
  /** coefficient / standardError, and its two-sided p-value from the normal distribution. */
  readonly wald: number;
  readonly pValue: number;
  /** Rising; range bin b holds cuts[b − 1] ≤ value < cuts[b]. Empty for categories. */
  readonly cuts: readonly number[];
  /** In the order of `Bins`: see there. */
  readonly bins: readonly CardBin[];
  readonly bestPoints: number;
  /** Points of weight of evidence 0, that is of the sample's own odds. */
  readonly neutralPoints: number;
}

/** One bin of a card. */
export type CardBin = Bin & { readonly points: number };

/** Why an indicator is not on the card. */
export type ScreeningReason =
  | { readonly kind: "mostlyMissing"; readonly share: number }
  | { readonly kind: "mostlyIdentical"; readonly share: number }
  | { readonly kind: "notBinnable"; readonly reason: InfeasibleReason }
  | { readonly kind: "weak"; readonly iv: number }
  | { readonly kind: "correlated"; readonly with: string; readonly correlation: number }
  /** Variance inflation factor among those that were still in. */
  | { readonly kind: "collinear"; readonly vif: number }
  /** Population stability index between the first and the last vintage. */
  | { readonly kind: "unstable"; readonly psi: number }
  /** The bad rate runs against the direction that the experts declared. */
  | { readonly kind: "againstExpectation"; readonly trend: Trend }
  /** On the experts' list of those that never enter. */
  | { readonly kind: "excludedByExperts" }
  | { readonly kind: "notSelected" }
  | { readonly kind: "wrongSign"; readonly coefficient: number };

export interface ScreenedIndicator {
  readonly id: string;
  readonly iv: number | null;
  readonly reason: ScreeningReason;
}
