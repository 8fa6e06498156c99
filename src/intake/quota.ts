import { intakeParameters } from "./parameters.ts";

/** A collector's allowance: so many items a second, with a burst that it may use at once. */
export interface Quota {
  /** Takes one where there is one. @returns 0, or how long to wait, in ms */
  take(nowMs: number, perSecond: number): number;
}

export function createQuota(): Quota {
  let left = Number.POSITIVE_INFINITY;
  let lastMs = 0;
  return {
    take(nowMs, perSecond) {
      const most = perSecond * intakeParameters.burstSeconds.value;
      left = Math.min(most, left + (Math.max(0, nowMs - lastMs) / 1000) * perSecond);
      lastMs = nowMs;
      if (left >= 1) {
        left -= 1;
        return 0;
      }
      return perSecond <= 0 ? 60_000 : Math.ceil(((1 - left) / perSecond) * 1000);
    },
  };
}
