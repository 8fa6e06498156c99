/** Everything that is reported of a fit, as plain JSON. Log odds are of bad; the intercept comes first. */
export interface RegressionReport {
  readonly rows: number;
  readonly bads: number;
  readonly coefficients: readonly CoefficientReport[];
  /** Of the data, without the penalty. */
  readonly logLikelihood: number;
  readonly nullLogLikelihood: number;
  /** Trace of I·(I + P)⁻¹, the intercept counted; the number of coefficients when there is no penalty. */
  readonly effectiveParameters: number;
  /** −2 · log-likelihood + 2 (AIC) or ln rows (BIC) for each effective parameter; a row of weight 3 is three rows. */
  readonly aic: number;
  readonly bic: number;
  readonly pseudoR2: PseudoR2;
  /** All coefficients but the intercept against none: 2 · (log-likelihood − null), chi-squared. */
  readonly likelihoodRatio: ChiSquaredTest;
  readonly iterations: number;
  readonly converged: boolean;
}

/** @source McFadden 1974; Cox & Snell 1989; Nagelkerke 1991 */
export interface PseudoR2 {
  readonly mcFadden: number;
  readonly coxSnell: number;
  readonly nagelkerke: number;
}

export interface ChiSquaredTest {
  readonly statistic: number;
  readonly degrees: number;
  readonly pValue: number;
}

export interface CoefficientReport {
  /** The indicator's id; `intercept` comes first. */
  readonly id: string;
  readonly coefficient: number;
  /** Of the penalised estimate: leaves out its bias, read it as a lower bound when there is a penalty. */
  readonly standardError: number;
  /** coefficient / standardError, and its two-sided p-value from the normal distribution. */
  readonly wald: number;
  readonly pValue: number;
  /** Wald interval at the report's confidence. */
  readonly low: number;
  readonly high: number;
  /** The fit against the fit without this coefficient, both under the same penalty; null for the intercept. */
  readonly likelihoodRatio: ChiSquaredTest | null;
  /** Variance inflation factor 1 / (1 − R²) against the other columns; null for the intercept. */
  readonly vif: number | null;
}
