import { setTimeout as wait } from "node:timers/promises";

/** When the next group is written: at its time, or sooner because somebody waits for it. */
export interface Haste {
  /** Somebody waits for the disk. */
  need(): void;
  /** Resolves when the next group is due, or the signal is aborted. */
  untilDue(signal: AbortSignal): Promise<void>;
}

/** So many that wait make a group due at once: brokers stop sending at about twenty messages without an answer. */
const many = 10;

export function createHaste(limits: { readonly flushMs: number; readonly acknowledgeMs: number }): Haste {
  const soonMs = Math.min(limits.acknowledgeMs, limits.flushMs);
  let needs = 0;
  let wake: () => void = () => undefined;
  return {
    need: () => {
      needs += 1;
      if (needs === 1 || needs === many) wake();
    },
    untilDue: async (signal) => {
      const endMs = performance.now() + limits.flushMs;
      const soonestMs = performance.now();
      let neededMs = needs > 0 ? soonestMs : null;
      while (!signal.aborted && needs < many) {
        const dueMs = neededMs === null ? endMs : Math.min(endMs, neededMs + soonMs);
        const restMs = dueMs - performance.now();
        if (restMs <= 0) break;
        const woken = new AbortController();
        wake = () => woken.abort();
        await wait(restMs, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(
          () => undefined,
        );
        if (needs > 0) neededMs ??= performance.now();
      }
      wake = () => undefined;
      needs = 0;
    },
  };
}
