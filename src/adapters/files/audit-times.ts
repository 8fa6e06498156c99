import { defineDesignChoice } from "#kernel";
import type { AuditPlace, OddTimes } from "./audit-report.ts";

/** How far the platform's own times may contradict each other before an audit tells. */
export const auditClockTolerance = defineDesignChoice("audit.clock.tolerance.ms", 60_000, "ms", {
  zh: "记录的接收时间早于前一条平台记录的封存时间、或晚于后一条超过此长度，审计即提示",
  en: "An audit tells when an entry's time of receipt is further than this before the platform leaf before it, or behind the one after",
});

/** Follows the times through the write-ahead log. */
export interface TimeAudit {
  entry(receivedAtMs: number, place: AuditPlace): void;
  leaf(sealedAtMs: number, place: AuditPlace): void;
  found(): OddTimes;
}

export function auditTimes(toleranceMs = auditClockTolerance.value): TimeAudit {
  let [backdated, postdated, clockSetBack, mostMs] = [0, 0, 0, 0];
  let first: AuditPlace | null = null;
  let sealedLastMs = Number.NEGATIVE_INFINITY;
  /** Of the entries that no leaf covers yet, those whose time lies ahead of every leaf so far. */
  let ahead: { readonly receivedAtMs: number; readonly place: AuditPlace }[] = [];
  const isOdd = (byMs: number, place: AuditPlace): boolean => {
    if (!(byMs > toleranceMs)) return false;
    mostMs = Math.max(mostMs, byMs);
    first ??= place;
    return true;
  };
  return {
    entry(receivedAtMs, place) {
      if (isOdd(sealedLastMs - receivedAtMs, place)) backdated += 1;
      else ahead.push({ receivedAtMs, place });
    },
    leaf(sealedAtMs, place) {
      for (const one of ahead) if (isOdd(one.receivedAtMs - sealedAtMs, one.place)) postdated += 1;
      ahead = [];
      if (isOdd(sealedLastMs - sealedAtMs, place)) clockSetBack += 1;
      sealedLastMs = sealedAtMs;
    },
    found: () => ({ backdated, postdated, clockSetBack, mostMs: Math.round(mostMs), first }),
  };
}
