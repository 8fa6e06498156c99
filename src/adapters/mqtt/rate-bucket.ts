import { intakeParameters } from "#intake";

/** A collector's allowance over all its connections; who is over it is not refused but read more slowly. */
export interface RateBucket {
  /** Takes one where there is one. @returns 0, or in how many ms there will be one */
  take(nowMs: number, perSecond: number): number;
}

/** Allows a little less than intake's own quota, so that what passes here is not refused there. */
const share = 0.95;

export function createRateBucket(): RateBucket {
  let left = Number.POSITIVE_INFINITY;
  let lastMs = 0;
  return {
    take(nowMs, perSecond) {
      const rate = perSecond * share;
      left = Math.min(
        rate * intakeParameters.burstSeconds.value,
        left + (Math.max(0, nowMs - lastMs) / 1000) * rate,
      );
      lastMs = nowMs;
      if (left >= 1) {
        left -= 1;
        return 0;
      }
      return rate <= 0 ? 60_000 : Math.max(1, Math.ceil(((1 - left) / rate) * 1000));
    },
  };
}
