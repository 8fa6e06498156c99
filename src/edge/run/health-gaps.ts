import type { EpochMs } from "#kernel";
import type { BatchGap } from "#telemetry";
import type { Sample, SourceHealth } from "../source.ts";

/** While something is down, the stretch so far is told so often. */
const tellEveryMs = 60_000;

/** A connection that broke is noticed within this time; who was silent before then had nothing to say. */
const noticedWithinMs = 30_000;

/** Turns what a source says of its health, and samples of bad quality, into gaps of its elements. */
export interface HealthGaps {
  /**
   * @param heardAtMs  by element, when something of it came last: what broke is noticed later than it broke
   * @returns gaps that end now
   */
  health(health: SourceHealth, nowMs: EpochMs, heardAtMs?: ReadonlyMap<string, EpochMs>): readonly BatchGap[];
  bad(sample: Sample): void;
  good(element: string, nowMs: EpochMs): readonly BatchGap[];
  /** Stretches that are still open, told up to now. @param isLast  tells all of them, however short */
  tick(nowMs: EpochMs, isLast?: boolean): readonly BatchGap[];
}

/** @param elements  all elements of the source */
export function createHealthGaps(elements: readonly string[]): HealthGaps {
  /** By element: until when the gap has been told. */
  const down = new Map<string, { toldUntilMs: EpochMs; readonly isBad: boolean }>();

  const begin = (element: string, sinceMs: EpochMs, isBad: boolean): void => {
    if (!down.has(element)) down.set(element, { toldUntilMs: sinceMs, isBad });
  };
  const tell = (names: readonly string[], nowMs: EpochMs): BatchGap[] => {
    const bySpan = new Map<EpochMs, string[]>();
    for (const element of names) {
      const fromMs = down.get(element)?.toldUntilMs ?? nowMs;
      bySpan.set(fromMs, [...(bySpan.get(fromMs) ?? []), element]);
    }
    return [...bySpan]
      .filter(([fromMs]) => fromMs < nowMs)
      .map(([fromMs, those]) => ({
        fromMs,
        toMs: nowMs,
        reason: "sourceDown" as const,
        elements: those.sort(),
        readings: null,
      }));
  };
  const end = (names: readonly string[], nowMs: EpochMs): BatchGap[] => {
    const gaps = tell(
      names.filter((name) => down.has(name)),
      nowMs,
    );
    for (const name of names) down.delete(name);
    return gaps;
  };
  return {
    health: (health, nowMs, heardAtMs) => {
      if (health.kind === "up") return end([...down.keys()], nowMs);
      for (const element of health.elements ?? elements) {
        const heard = heardAtMs?.get(element) ?? nowMs;
        const sinceMs = Math.min(nowMs, Math.max(heard, nowMs - noticedWithinMs));
        begin(element, health.sinceMs ?? sinceMs, false);
      }
      return [];
    },
    bad: (sample) => begin(sample.element, sample.fromMs, true),
    good: (element, nowMs) => (down.get(element)?.isBad === true ? end([element], nowMs) : []),
    tick: (nowMs, isLast = false) => {
      const due = [...down]
        .filter(([, { toldUntilMs }]) => isLast || nowMs - toldUntilMs >= tellEveryMs)
        .map(([element]) => element);
      const gaps = tell(due, nowMs);
      for (const element of due) {
        const one = down.get(element);
        if (one !== undefined) one.toldUntilMs = nowMs;
      }
      return gaps;
    },
  };
}
