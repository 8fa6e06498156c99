/** Correlation of two series at the shift at which they go together best. */
export interface CrossCorrelation {
  readonly lag: number;
  readonly correlation: number;
  /** Pairs of known values, and as many independent ones as they are worth (Bartlett). */
  readonly pairs: number;
  readonly effectivePairs: number;
}

const bartlettLags = 8;
const fewestPairs = 20;

/**
 * Correlation of `lead` with `follow` some places later, at the shift from 0 to `mostLag` where it is greatest; null
 * with too few pairs. Unknown values (NaN) take no part. The worth in independent pairs is
 * n ÷ (1 + 2 Σ ρx(j) ρy(j)) over eight places, because neighbours of a smooth series repeat each other.
 * @source M. S. Bartlett, On the theoretical specification and sampling properties of autocorrelated time-series,
 * 1946; G. E. P. Box, G. M. Jenkins, Time Series Analysis, ch. 11 (prewhitening)
 */
export function bestCrossCorrelation(
  lead: Float64Array,
  follow: Float64Array,
  mostLag: number,
): CrossCorrelation | null {
  let best: { readonly lag: number; readonly found: PairedCorrelation } | null = null;
  for (let lag = 0; lag <= mostLag; lag++) {
    const found = correlationAt(lead, follow, lag);
    if (found === null) continue;
    if (best === null || found.correlation > best.found.correlation) best = { lag, found };
  }
  if (best === null) return null;
  const { lag, found } = best;
  const repeats = repeatsOf(lead, follow);
  return { lag, ...found, effectivePairs: found.pairs / (1 + 2 * repeats) };
}

/** 95 % interval of a correlation by Fisher's z. */
export function intervalOf({
  correlation,
  effectivePairs,
}: Pick<CrossCorrelation, "correlation" | "effectivePairs">): {
  readonly low: number;
  readonly high: number;
} {
  const half = 1.959964 / Math.sqrt(Math.max(1, effectivePairs - 3));
  const z = Math.atanh(Math.min(0.999999, Math.max(-0.999999, correlation)));
  return { low: Math.tanh(z - half), high: Math.tanh(z + half) };
}

interface PairedCorrelation {
  readonly correlation: number;
  readonly pairs: number;
}

function repeatsOf(lead: Float64Array, follow: Float64Array): number {
  let repeats = 0;
  for (let shift = 1; shift <= bartlettLags; shift++) {
    const one = correlationAt(lead, lead, shift)?.correlation ?? 0;
    const other = correlationAt(follow, follow, shift)?.correlation ?? 0;
    repeats += Math.max(0, one * other);
  }
  return repeats;
}

function correlationAt(lead: Float64Array, follow: Float64Array, lag: number): PairedCorrelation | null {
  let pairs = 0;
  let ones = 0;
  let others = 0;
  let oneSquares = 0;
  let otherSquares = 0;
  let both = 0;
  for (let place = 0; place + lag < follow.length; place++) {
    const one = lead[place] ?? Number.NaN;
    const other = follow[place + lag] ?? Number.NaN;
    if (one !== one || other !== other) continue;
    pairs++;
    ones += one;
    others += other;
    oneSquares += one * one;
    otherSquares += other * other;
    both += one * other;
  }
  if (pairs < fewestPairs) return null;
  const scale = (oneSquares - (ones * ones) / pairs) * (otherSquares - (others * others) / pairs);
  return scale <= 1e-12 ? null : { pairs, correlation: (both - (ones * others) / pairs) / Math.sqrt(scale) };
}
