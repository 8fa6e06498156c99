import { scorecardFaults } from "../errors.ts";
import { normalLower, normalQuantile } from "../distributions/normal.ts";

/** A grade's obligors and defaults over one year. */
export interface GradeOutcome {
  readonly obligors: number;
  readonly defaults: number;
}

export interface LowDefaultOptions {
  /** Confidence γ in (0, 1): the estimate is the largest PD that the outcome does not contradict at this level. */
  readonly confidence: number;
  /** Asset correlation ρ in [0, 1) of the one-factor model; 0 takes defaults as independent. */
  readonly correlation: number;
}

/**
 * PD upper bounds for few or no defaults by most prudent estimation: a grade is taken together with all worse ones, so
 * the bounds never fall from a better grade to a worse one.
 * @param grades  best first
 * @returns one PD in (0, 1] a grade, in the same order; 1 where everybody defaulted
 * @throws SCORECARD_LOW_DEFAULT_INPUT
 * @source K. Pluto, D. Tasche, "Estimating probabilities of default for low default portfolios" (2005), sections 2–5
 */
export function lowDefaultPds(
  grades: readonly GradeOutcome[],
  options: LowDefaultOptions,
): readonly number[] {
  check(grades, options);
  let worseBound = 0;
  return grades
    .map((_, index) => {
      const pooled = grades.slice(index);
      const obligors = pooled.reduce((sum, grade) => sum + grade.obligors, 0);
      const defaults = pooled.reduce((sum, grade) => sum + grade.defaults, 0);
      return upperBound({ obligors, defaults }, options);
    })
    .map((bound) => {
      worseBound = Math.max(worseBound, bound);
      return worseBound;
    });
}

/** The PD at which so few defaults have probability 1 − γ; found by halving, to 1e-12. */
function upperBound({ obligors, defaults }: GradeOutcome, options: LowDefaultOptions): number {
  if (defaults >= obligors) return 1;
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (probabilityOfAtMost(defaults, obligors, middle, options.correlation) > 1 - options.confidence) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

/** P(defaults ≤ d): binomial, averaged over the common factor when defaults are correlated. */
function probabilityOfAtMost(defaults: number, obligors: number, pd: number, correlation: number): number {
  if (correlation === 0) return binomialCdf(defaults, obligors, pd);
  const threshold = normalQuantile(pd);
  // Simpson's rule over ±8 standard deviations of the factor; 400 steps give more than six digits.
  const steps = 400;
  const width = 16 / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const factor = -8 + i * width;
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    const conditional = normalLower(
      (threshold - Math.sqrt(correlation) * factor) / Math.sqrt(1 - correlation),
    );
    const density = Math.exp((-factor * factor) / 2) / Math.sqrt(2 * Math.PI);
    sum += weight * density * binomialCdf(defaults, obligors, conditional);
  }
  return (sum * width) / 3;
}

/** Σ C(n, k) p^k (1 − p)^(n − k) for k ≤ d, term by term from logarithms, so that large n do not overflow. */
function binomialCdf(most: number, trials: number, probability: number): number {
  if (probability <= 0) return 1;
  if (probability >= 1) return most >= trials ? 1 : 0;
  let logTerm = trials * Math.log1p(-probability);
  let sum = Math.exp(logTerm);
  const logOdds = Math.log(probability) - Math.log1p(-probability);
  for (let k = 1; k <= most; k++) {
    logTerm += Math.log((trials - k + 1) / k) + logOdds;
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

function check(grades: readonly GradeOutcome[], { confidence, correlation }: LowDefaultOptions): void {
  const bad = grades.findIndex(
    ({ obligors, defaults }) =>
      !Number.isInteger(obligors) || !Number.isInteger(defaults) || defaults < 0 || defaults > obligors,
  );
  const problem =
    bad >= 0
      ? `grade ${bad + 1}: ${grades[bad]?.defaults} defaults of ${grades[bad]?.obligors}`
      : grades.length === 0
        ? "no grades"
        : grades.every(({ obligors }) => obligors === 0)
          ? "no obligors"
          : !(confidence > 0 && confidence < 1)
            ? `confidence ${confidence}`
            : !(correlation >= 0 && correlation < 1)
              ? `correlation ${correlation}`
              : null;
  if (problem !== null) throw scorecardFaults.fault("SCORECARD_LOW_DEFAULT_INPUT", { problem });
}
