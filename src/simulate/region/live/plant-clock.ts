import type { Clock } from "#kernel";

/**
 * Time within a simulated plant: it begins in the past and goes `speed` times as fast as the clock on the wall until it
 * has caught up with it. From then on it is that clock: no machine tells what has not happened yet.
 */
export function plantClock(
  clock: Clock,
  { pastMs, speed }: { readonly pastMs: number; readonly speed: number },
): Clock {
  const startedAtMs = clock();
  return () => {
    const nowMs = clock();
    return Math.min(nowMs, startedAtMs - pastMs + Math.floor((nowMs - startedAtMs) * speed));
  };
}
