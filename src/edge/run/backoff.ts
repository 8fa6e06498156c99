/** Waits that double up to a bound, each with jitter, so that a thousand collectors do not come back in step. */
export interface Backoff {
  next(): number;
  reset(): void;
}

const firstMs = 250;
const longestMs = 30_000;

export function createBackoff(random: () => number = Math.random): Backoff {
  let waitMs = firstMs;
  return {
    next: () => {
      const now = waitMs * (0.5 + random());
      waitMs = Math.min(2 * waitMs, longestMs);
      return now;
    },
    reset: () => {
      waitMs = firstMs;
    },
  };
}
