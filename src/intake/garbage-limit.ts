import { defineDesignChoice } from "#kernel";

const strikesPerMinute = defineDesignChoice("intake.garbage.perMinute", 120, "batches", {
  zh: "同一地址每分钟最多提交的无法验证的批次数",
  en: "How many batches that prove nothing one address may send a minute",
});

const addressesKept = 10_000;

/**
 * Keeps strangers from costing much: whoever sends what cannot be verified is soon not read any more. Only failures
 * count, so a thousand devices behind one address are not held up by one another.
 */
export interface GarbageLimit {
  /** @returns 0, or how long the address must wait, in ms */
  waitMs(address: string, nowMs: number): number;
  strike(address: string, nowMs: number, count: number): void;
}

export function createGarbageLimit(): GarbageLimit {
  const strikes = new Map<string, { minute: number; count: number }>();
  const minuteOf = (nowMs: number): number => Math.floor(nowMs / 60_000);
  return {
    waitMs(address, nowMs) {
      const known = strikes.get(address);
      const isOver = known?.minute === minuteOf(nowMs) && known.count >= strikesPerMinute.value;
      return isOver ? (minuteOf(nowMs) + 1) * 60_000 - nowMs : 0;
    },
    strike(address, nowMs, count) {
      if (count === 0) return;
      const minute = minuteOf(nowMs);
      const known = strikes.get(address);
      if (known?.minute === minute) {
        known.count += count;
        return;
      }
      if (strikes.size >= addressesKept) strikes.clear();
      strikes.set(address, { minute, count });
    },
  };
}
