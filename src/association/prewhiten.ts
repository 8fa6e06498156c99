/** A filter that leaves of a series what its own past did not foretell. */
export interface Autoregression {
  readonly coefficients: readonly number[];
}

const order = 2;

/**
 * Autoregression of order two by Yule and Walker, over neighbours that are both known. Differencing twice what is
 * differenced already is avoided: the filter finds by itself how much of the past to take off.
 */
export function autoregressionOf(values: Float64Array): Autoregression {
  const mean = meanOf(values);
  const [variance = 0, first = 0, second = 0] = [0, 1, 2].map((shift) => covarianceOf(values, mean, shift));
  if (variance === 0) return { coefficients: Array.from({ length: order }, () => 0) };
  const one = first / variance;
  const two = second / variance;
  const scale = 1 - one * one;
  if (scale < 1e-6) return { coefficients: [1, 0] };
  return { coefficients: [(one * (1 - two)) / scale, (two - one * one) / scale] };
}

/** The series less what the filter foretells; NaN where the value or its past is unknown. */
export function prewhiten(values: Float64Array, { coefficients }: Autoregression): Float64Array {
  const mean = meanOf(values);
  const rest = new Float64Array(values.length);
  for (let place = 0; place < rest.length; place++) {
    let left = (values[place] as number) - mean;
    for (let index = 0; index < coefficients.length; index++)
      left -= (coefficients[index] as number) * ((values[place - 1 - index] ?? Number.NaN) - mean);
    rest[place] = left;
  }
  return rest;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  // By place: iterators are several times slower, and a replay does this very often.
  for (let place = 0; place < values.length; place++) {
    const value = values[place] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

function covarianceOf(values: Float64Array, mean: number, shift: number): number {
  let sum = 0;
  let count = 0;
  for (let place = shift; place < values.length; place++) {
    const product = ((values[place] ?? 0) - mean) * ((values[place - shift] ?? 0) - mean);
    if (Number.isNaN(product)) continue;
    sum += product;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
