export interface Repetition {
  /** Ends the repetition; resolves when what runs has ended. */
  stop(): Promise<void>;
}

/**
 * Does something again and again, never twice at once: a turn that takes longer than the pause lets turns fall out.
 * It does not keep the process alive.
 * @param everyMs  between the beginnings of two turns
 * @param onFailure  told what a turn threw; the next turn is tried all the same
 */
export function repeatEvery(
  everyMs: number,
  turn: () => Promise<void>,
  onFailure: (cause: unknown) => void,
): Repetition {
  let running: Promise<void> = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    running = turn()
      .catch(onFailure)
      .finally(() => {
        isBusy = false;
      });
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
