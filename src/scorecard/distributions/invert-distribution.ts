/** A continuous distribution by its lower tail and its density. */
export interface Distribution {
  readonly lower: (x: number) => number;
  readonly density: (x: number) => number;
}

/**
 * The x in [low, high] whose lower tail is `probability`: Newton's steps, halving where they would leave the bracket.
 * @param start  a first guess inside the bracket
 */
export function invertDistribution(
  { lower, density }: Distribution,
  probability: number,
  bracket: { readonly low: number; readonly high: number; readonly start: number },
): number {
  let { low, high, start: x } = bracket;
  for (let step = 0; step < 200; step++) {
    const excess = lower(x) - probability;
    if (excess === 0) return x;
    if (excess > 0) high = x;
    else low = x;
    const newton = x - excess / density(x);
    const next = newton > low && newton < high ? newton : low + (high - low) / 2;
    if (Math.abs(next - x) <= 1e-15 * Math.abs(x) || next === low || next === high) return next;
    x = next;
  }
  return x;
}
