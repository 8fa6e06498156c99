import { setTimeout as delay } from "node:timers/promises";
import type { ObservationStore } from "#collect";
import { projectionOf } from "#flow";
import type { Ledger } from "#ledger";

/** Brings the observations up to the log, in the background. */
export interface ProjectionClock {
  /** Something new was sealed: projects it now, or as soon as what is under way has ended. */
  tell(): void;
  /** Resolves when what runs has ended. */
  stop(): Promise<void>;
}

/**
 * A run of one leaf costs some 80 ms of processor time, the engine's merges included: 8 % of a processor when each
 * second has one, and a quarter of that so.
 */
const leastEveryMs = 4000;

/** However often it is told, at most one run is under way and one waits; the first after a pause starts at once. */
export function startProjectionClock(
  { ledger, observations }: { readonly ledger: Ledger; readonly observations: ObservationStore },
  onFailure: (cause: unknown) => void,
): ProjectionClock {
  const projection = projectionOf(ledger, observations);
  let running: Promise<void> | null = null;
  let isWanted = false;
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    while (isWanted && !signal.aborted) {
      isWanted = false;
      const next = delay(leastEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
      await projection.run();
      await next;
    }
  };
  return {
    tell: () => {
      isWanted = true;
      if (signal.aborted) return;
      running ??= run()
        .catch(onFailure)
        .finally(() => {
          running = null;
        });
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
