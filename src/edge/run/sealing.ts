import type { CollectorConfiguration } from "../configuration.ts";
import type { CollectorCore } from "./collector-core.ts";
import type { EdgeClock } from "./edge-clock.ts";

/** Decides when batches are signed: live data when it is due, backlog beside it at a bounded rate. */
export interface Sealing {
  /** @param isConnected  only then is a long wait turned into backlog and drained */
  sealDue(isConnected: boolean): Promise<void>;
  /** How long nothing will be due, in ms. */
  nextDueMs(): number;
}

/** Most bytes of a row of readings, to guess from bytes whether a batch is full. */
const rowBytes = 32;
/** What waits at the live end beyond so many batches is backlog. */
const liveBatches = 4;
const longestNapMs = 1000;

export function createSealing(
  core: CollectorCore,
  { batch, backlog }: CollectorConfiguration,
  clock: EdgeClock,
): Sealing {
  const fullBytes = Math.min(batch.bytes, batch.rows * rowBytes);
  let sealedMs = Number.NEGATIVE_INFINITY;
  let allowance = 1;
  let allowedMs = clock.monotonicMs();

  const hasRoom = (spare: number): boolean => core.waiting.length + spare < batch.window;
  const refill = (): void => {
    const nowMs = clock.monotonicMs();
    const most = Math.max(1, backlog.batchesPerSecond);
    allowance = Math.min(most, allowance + ((nowMs - allowedMs) / 1000) * backlog.batchesPerSecond);
    allowedMs = nowMs;
  };
  const sealLive = async (): Promise<void> => {
    while (hasRoom(0)) {
      const { liveBytes } = core.measure;
      const isDue = clock.monotonicMs() - sealedMs >= batch.intervalMs;
      if (!isDue && liveBytes < fullBytes) return;
      const isSealed = liveBytes > 0 && (await core.seal("live"));
      if (isSealed) sealedMs = clock.monotonicMs();
      else if (clock.monotonicMs() - sealedMs < batch.heartbeatMs) return;
      else {
        await core.seal("live", { evenEmpty: true });
        sealedMs = clock.monotonicMs();
      }
    }
  };
  return {
    sealDue: async (isConnected) => {
      if (isConnected && core.measure.liveBytes > liveBatches * fullBytes) await core.makeBacklog();
      await sealLive();
      if (!isConnected) return;
      refill();
      // One place of the window stays free for live data.
      while (allowance >= 1 && core.measure.backlogBytes > 0 && hasRoom(batch.window > 1 ? 1 : 0)) {
        allowance -= 1;
        await core.seal("backlog");
      }
    },
    nextDueMs: () => {
      const liveMs = batch.intervalMs - (clock.monotonicMs() - sealedMs);
      const backlogMs =
        core.measure.backlogBytes > 0 ? (1 - allowance) * (1000 / backlog.batchesPerSecond) : longestNapMs;
      return Math.max(10, Math.min(longestNapMs, liveMs > 0 ? liveMs : 50, backlogMs));
    },
  };
}
