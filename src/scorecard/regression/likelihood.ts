/** The binomial likelihood of a design, as a function of the coefficients (intercept first). */
export interface Likelihood {
  /** Coefficients, the intercept included. */
  readonly size: number;
  /** −log-likelihood. */
  lossAt(beta: Float64Array): number;
  /** Of the log-likelihood. */
  gradientAt(beta: Float64Array): Float64Array;
  derivativesAt(beta: Float64Array): Derivatives;
  /**
   * Gradient of ½ ln |information|: Σ h (½ − p) x with the leverages h = curvature · xᵀ · covariance · x.
   * @param covariance  inverse of the information at `beta`, row-major
   * @source D. Firth, Bias reduction of maximum likelihood estimates, Biometrika 80 (1993), §3
   */
  biasGradientAt(beta: Float64Array, covariance: Float64Array): Float64Array;
  /** The likelihood of a part of very many rows; null when there are too few for that to save anything. */
  pilot(): Pilot | null;
}

export interface Pilot {
  readonly likelihood: Likelihood;
  /** Of the rows. */
  readonly share: number;
}

export interface Derivatives {
  /** Of the log-likelihood. */
  readonly gradient: Float64Array;
  /** Expected and observed information (the same for this link), row-major, symmetric. */
  readonly information: Float64Array;
}
