/** How the indicators of a card were chosen among the candidates, for the record. */
export type SelectionTrace = { readonly kind: "all" } | StepwiseTrace | LassoTrace;

export interface StepwiseTrace {
  readonly kind: "stepwise";
  readonly criterion: "aic" | "bic" | "ks";
  /** Criterion of the start; AIC and BIC fall, KS rises from step to step. */
  readonly start: number;
  readonly steps: readonly SelectionStep[];
}

export interface SelectionStep {
  readonly action: "add" | "drop";
  readonly id: string;
  /** After the step. */
  readonly criterion: number;
}

export interface LassoTrace {
  readonly kind: "lasso";
  readonly folds: number;
  /** From the strongest penalty, which leaves nothing, to the weakest. */
  readonly points: readonly LassoPoint[];
  /** Index of the point that was chosen. */
  readonly chosen: number;
}

export interface LassoPoint {
  /** λ₁ on all training rows. */
  readonly penalty: number;
  /** Mean deviance a row over the folds' held-out rows, and its standard error over the folds. */
  readonly deviance: number;
  readonly standardError: number;
  /** On all training rows, in the candidates' order; 0 = out. */
  readonly coefficients: readonly number[];
}
