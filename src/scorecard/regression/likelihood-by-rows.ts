import { numbersOf } from "./design.ts";
import type { Design } from "./design.ts";
import type { Derivatives, Likelihood } from "./likelihood.ts";

/** The likelihood as a sum over rows: any columns, O(rows · columns²) for the information. */
export function likelihoodByRows({ columns, ...rest }: Design): Likelihood {
  const design: NumericDesign = { ...rest, columns: columns.map(numbersOf) };
  return {
    size: columns.length + 1,
    lossAt: (beta) => lossAt(design, beta),
    gradientAt: (beta) => derivativesAt(design, beta).gradient,
    derivativesAt: (beta) => derivativesAt(design, beta),
    biasGradientAt: (beta, covariance) => biasGradientAt(design, beta, covariance),
    pilot: () => null,
  };
}

interface NumericDesign extends Omit<Design, "columns"> {
  readonly columns: readonly Float64Array[];
}

function logOddsAt(columns: readonly Float64Array[], beta: Float64Array, row: number): number {
  let sum = beta[0] as number;
  for (let j = 0; j < columns.length; j++) {
    sum += (beta[j + 1] as number) * ((columns[j] as Float64Array)[row] as number);
  }
  return sum;
}

/** By ln(1 + e^x) in a form that cannot overflow. */
function lossAt({ columns, bad, weights, rows }: NumericDesign, beta: Float64Array): number {
  let sum = 0;
  for (const row of rows) {
    const logOdds = logOddsAt(columns, beta, row);
    const loss =
      Math.max(logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds))) - (bad[row] as number) * logOdds;
    sum += weights ? (weights[row] as number) * loss : loss;
  }
  return sum;
}

function derivativesAt({ columns, bad, weights, rows }: NumericDesign, beta: Float64Array): Derivatives {
  const size = beta.length;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const values = new Float64Array(size);
  values[0] = 1;
  for (const row of rows) {
    for (let j = 1; j < size; j++) values[j] = (columns[j - 1] as Float64Array)[row] as number;
    const probability = 1 / (1 + Math.exp(-logOddsAt(columns, beta, row)));
    const weight = weights ? (weights[row] as number) : 1;
    const residual = weight * ((bad[row] as number) - probability);
    const curvature = weight * probability * (1 - probability);
    for (let a = 0; a < size; a++) {
      const value = values[a] as number;
      gradient[a] = (gradient[a] as number) + residual * value;
      const scaled = curvature * value;
      for (let b = 0; b <= a; b++) {
        const cell = a * size + b;
        information[cell] = (information[cell] as number) + scaled * (values[b] as number);
      }
    }
  }
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < a; b++) information[b * size + a] = information[a * size + b] as number;
  }
  return { gradient, information };
}

function biasGradientAt(design: NumericDesign, beta: Float64Array, covariance: Float64Array): Float64Array {
  const { columns, weights, rows } = design;
  const size = beta.length;
  const gradient = new Float64Array(size);
  const values = new Float64Array(size);
  values[0] = 1;
  for (const row of rows) {
    for (let j = 1; j < size; j++) values[j] = (columns[j - 1] as Float64Array)[row] as number;
    const probability = 1 / (1 + Math.exp(-logOddsAt(columns, beta, row)));
    const weight = weights ? (weights[row] as number) : 1;
    let distance = 0;
    for (let a = 0; a < size; a++) {
      let sum = 0;
      for (let b = 0; b < size; b++) sum += (covariance[a * size + b] as number) * (values[b] as number);
      distance += sum * (values[a] as number);
    }
    const pull = weight * probability * (1 - probability) * distance * (0.5 - probability);
    for (let a = 0; a < size; a++) gradient[a] = (gradient[a] as number) + pull * (values[a] as number);
  }
  return gradient;
}
