import { describe, expect, it } from "vitest";
import { type CollectorLook, judgeCollector } from "./judge-collector.ts";
import { pipeAlarmParameters as limits } from "./parameters.ts";

const nowMs = Date.UTC(2026, 5, 1);
const minuteMs = 60_000;

function look(
  change: Partial<CollectorLook> = {},
  live: Partial<NonNullable<CollectorLook["live"]>> = {},
): CollectorLook {
  return {
    nowMs,
    listeningSinceMs: 0,
    state: "active",
    live: { gaps: [], missing: 0, skewMs: 0, lastReceivedAtMs: nowMs, ...live },
    steadySinceMs: nowMs - limits.silenceClearMs.value,
    window: { received: 1000, quarantined: 0 },
    cloneReason: null,
    ...change,
  };
}

const gapOf = (ageMs: number) => ({ epoch: 1, fromSequence: 5, toSequence: 7, sinceMs: nowMs - ageMs });

describe("rules of the pipe", () => {
  it("clear everything where all is well", () => {
    expect(Object.values(judgeCollector(look())).map(({ kind }) => kind)).toEqual(Array(5).fill("clear"));
  });

  it("raise silence, keep it through the first data, and clear it when data go on", () => {
    const silent = look({ steadySinceMs: null }, { lastReceivedAtMs: nowMs - limits.silenceRaiseMs.value });
    expect(judgeCollector(silent).silence).toEqual({ kind: "raise", figures: { minutes: 10 } });
    const restarted = { ...silent, listeningSinceMs: nowMs - limits.silenceRaiseMs.value + 1 };
    expect(judgeCollector(restarted).silence).toEqual({ kind: "keep" });
    expect(judgeCollector(look({ steadySinceMs: nowMs - 1000 })).silence).toEqual({ kind: "keep" });
    expect(judgeCollector(look()).silence).toEqual({ kind: "clear", by: "dataAgain" });
  });

  it("raise a gap only when it stays, and clear it when it is filled, or when nothing can fill it", () => {
    expect(judgeCollector(look({}, { gaps: [gapOf(1000)] })).gap).toEqual({ kind: "keep" });
    expect(judgeCollector(look({}, { gaps: [gapOf(5 * minuteMs)] })).gap).toEqual({
      kind: "raise",
      figures: { missing: 3, minutes: 5 },
    });
    expect(judgeCollector(look()).gap).toEqual({ kind: "clear", by: "filled" });
    expect(judgeCollector(look({}, { gaps: [gapOf(limits.gapLostMs.value)] })).gap).toEqual({
      kind: "clear",
      by: "lost",
    });
  });

  it("raise and clear skew at two thresholds, whichever way the clock is off", () => {
    for (const sign of [1, -1]) {
      const at = (seconds: number) => judgeCollector(look({}, { skewMs: sign * seconds * 1000 })).skew;
      expect(at(120)).toEqual({ kind: "raise", figures: { seconds: sign * 120 } });
      expect(at(90)).toEqual({ kind: "keep" });
      expect(at(30)).toEqual({ kind: "clear", by: "clockRight" });
    }
  });

  it("let nobody but a person clear a clone", () => {
    const cloned = look({ state: "quarantined", cloneReason: "chainFork" });
    expect(judgeCollector(cloned).clone).toEqual({ kind: "raise", figures: { reason: "chainFork" } });
    // After a restart the evidence is not in memory: the alarm stays until the collector is released.
    expect(judgeCollector(look({ state: "quarantined" })).clone).toEqual({ kind: "keep" });
    expect(judgeCollector(look()).clone).toEqual({ kind: "clear", by: "released" });
  });

  it("raise growth of the quarantine by share and number, and clear it far below", () => {
    const of = (received: number, quarantined: number) =>
      judgeCollector(look({ window: { received, quarantined } })).quarantineGrowth;
    expect(of(100, 5).kind).toBe("keep");
    expect(of(1000, 50)).toEqual({ kind: "raise", figures: { received: 1000, percent: 5, minutes: 10 } });
    expect(of(1000, 30)).toEqual({ kind: "keep" });
    expect(of(1000, 5)).toEqual({ kind: "clear", by: "quarantineCalm" });
    expect(of(0, 0)).toEqual({ kind: "clear", by: "quarantineCalm" });
  });

  it("clear every alarm of a collector that was revoked", () => {
    const gone = look({ state: "revoked" }, { lastReceivedAtMs: 0, gaps: [gapOf(5 * minuteMs)] });
    expect(new Set(Object.values(judgeCollector(gone)))).toEqual(new Set([{ kind: "clear", by: "revoked" }]));
  });
});
