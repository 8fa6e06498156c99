import { type PipeWatch, pipeAlarmParameters } from "#flow";

/** Looks at the pipe regularly, so that alarms are raised and cleared without anybody asking. */
export function startPipeClock(watch: PipeWatch, onFailure: (cause: unknown) => void): () => Promise<void> {
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    watch
      .look()
      .catch(onFailure)
      .finally(() => {
        isBusy = false;
      });
  }, pipeAlarmParameters.tickMs.value);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await watch.stop();
  };
}
