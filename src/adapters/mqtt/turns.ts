import type { Clock } from "#kernel";
import type { KnownCollector } from "#registry";
import { createRateBucket, type RateBucket } from "./rate-bucket.ts";

/** Messages of all collectors over one connection: each waits for its own allowance, in its own order. */
export interface Turns {
  /** @returns null where it may go on at once */
  wait(collector: KnownCollector, nowMs: number): Promise<void> | null;
}

export function createTurns(clock: Clock): Turns {
  const buckets = new Map<string, RateBucket>();
  const queues = new Map<string, Promise<void>>();
  return {
    wait({ id, messagesPerSecond }, nowMs) {
      let bucket = buckets.get(id);
      if (bucket === undefined) buckets.set(id, (bucket = createRateBucket()));
      const allowance = bucket;
      const before = queues.get(id);
      const firstMs = before === undefined ? allowance.take(nowMs, messagesPerSecond) : 1;
      if (before === undefined && firstMs === 0) return null;
      const mine = (async () => {
        await before;
        let waitMs = before === undefined ? firstMs : allowance.take(clock(), messagesPerSecond);
        while (waitMs > 0) {
          await new Promise((resolve) => setTimeout(resolve, waitMs));
          waitMs = allowance.take(clock(), messagesPerSecond);
        }
      })();
      queues.set(id, mine);
      void mine.finally(() => {
        if (queues.get(id) === mine) queues.delete(id);
      });
      return mine;
    },
  };
}
