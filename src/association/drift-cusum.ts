/** Two-sided CUSUM on residuals; JSON. */
export interface DriftState {
  up: number;
  down: number;
  /** Where the sum that is the greater began to grow. */
  upSince: number;
  downSince: number;
}

/** What a CUSUM says after a value: how much of its limit is used, and since when. */
export interface Drift {
  readonly score: number;
  readonly since: number;
}

/** Half of the shift of two standard deviations that is to be found: smaller ones come and go with the season. */
const slack = 1;
const largestDeviation = 3;

export function emptyDrift(): DriftState {
  return { up: 0, down: 0, upSince: 0, downSince: 0 };
}

/**
 * Adds a residual; single wild values are cut at three standard deviations, so that only what lasts adds up.
 * @param limit  sum at which the score reaches 1; after that it starts anew
 * @source E. S. Page, Continuous inspection schemes, Biometrika 41, 1954
 */
export function driftScore(
  state: DriftState,
  { at, residual, limit }: { readonly at: number; readonly residual: number; readonly limit: number },
): Drift {
  if (Number.isNaN(residual)) return { score: 0, since: at };
  const cut = Math.max(-largestDeviation, Math.min(largestDeviation, residual));
  if (state.up === 0) state.upSince = at;
  if (state.down === 0) state.downSince = at;
  state.up = Math.max(0, state.up + cut - slack);
  state.down = Math.max(0, state.down - cut - slack);
  const isUp = state.up > state.down;
  const score = Math.min(1, (isUp ? state.up : state.down) / limit);
  const since = isUp ? state.upSince : state.downSince;
  if (score >= 1) {
    state.up = 0;
    state.down = 0;
  }
  return { score, since };
}
