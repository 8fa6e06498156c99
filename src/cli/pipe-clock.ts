import { type PipeWatch, pipeAlarmParameters } from "#flow";
import type { Clock } from "#kernel";
import { repeatEvery } from "./repeat-every.ts";

/**
 * Looks at the pipe regularly, so that alarms are raised and cleared without anybody asking. Early warning is told on
 * the first look, of what was raised before the last stop; after every look that raised or cleared something; and once
 * an hour, because gaps get graver without anything happening. What it could not take it is told again.
 */
export function startPipeClock(
  watch: PipeWatch,
  told: {
    readonly clock: Clock;
    readonly onFailure: (cause: unknown) => void;
    readonly onGaps: () => Promise<void>;
  },
): () => Promise<void> {
  let isToTell = true;
  let toldAtMs = told.clock();
  const looking = repeatEvery(
    pipeAlarmParameters.tickMs.value,
    async () => {
      const { raised, cleared } = await watch.look();
      const nowMs = told.clock();
      isToTell ||= raised.length + cleared.length > 0 || nowMs - toldAtMs >= againMs;
      if (!isToTell) return;
      await told.onGaps();
      isToTell = false;
      toldAtMs = nowMs;
    },
    told.onFailure,
  );
  return async () => void (await Promise.all([looking.stop(), watch.stop()]));
}

const againMs = 3_600_000;
