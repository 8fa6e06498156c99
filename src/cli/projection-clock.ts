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

/** However often it is told, at most one run is under way and one waits. */
export function startProjectionClock(
  { ledger, observations }: { readonly ledger: Ledger; readonly observations: ObservationStore },
  onFailure: (cause: unknown) => void,
): ProjectionClock {
  const projection = projectionOf(ledger, observations);
  let running: Promise<void> | null = null;
  let isWanted = false;
  let isStopped = false;
  const run = async (): Promise<void> => {
    while (isWanted && !isStopped) {
      isWanted = false;
      await projection.run();
    }
  };
  return {
    tell: () => {
      isWanted = true;
      if (isStopped) return;
      running ??= run()
        .catch(onFailure)
        .finally(() => {
          running = null;
        });
    },
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
}
