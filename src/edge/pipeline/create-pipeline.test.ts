import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChannelMap, channelMapSchema } from "../channel-map.ts";
import type { Reading } from "../pipeline.ts";
import type { Sample } from "../source.ts";
import { channelMapProblems } from "./channel-rule.ts";
import { createPipeline } from "./create-pipeline.ts";

const minuteMs = 60_000;
const startMs = 1_760_000_040_000;

function mapOf(rest: Record<string, unknown>): ChannelMap {
  return channelMapSchema.parse({ element: "M-01", channel: "power_w", ...rest });
}

function sample(value: number, atMs: number, quality: Sample["quality"] = "good"): Sample {
  return { element: "M-01", channel: "power_w", fromMs: atMs, toMs: atMs, value, quality };
}

function readingsOf(map: ChannelMap, samples: readonly Sample[], endMs = startMs + 86_400_000): Reading[] {
  const pipeline = createPipeline([map]);
  const { readings } = pipeline.take(samples);
  pipeline.tick(endMs);
  return [...readings, ...pipeline.tick(endMs)];
}

describe("a channel's samples become readings", () => {
  it("scales exactly where binary floating point does not", () => {
    const [reading] = readingsOf(mapOf({ multiply: 0.1, scale: -3 }), [sample(0.3, startMs)]);
    expect(reading).toEqual({ map: 0, fromMs: startMs, toMs: startMs, integer: 30 });
    expect(readingsOf(mapOf({ multiply: 1.005, scale: -2 }), [sample(100.5, startMs)])[0]?.integer).toBe(
      10_100,
    );
  });

  it("converts the source's unit into the channel's and rounds halves away from zero", () => {
    expect(readingsOf(mapOf({ unit: "kW" }), [sample(1.2345, startMs)])[0]?.integer).toBe(1235);
    expect(readingsOf(mapOf({ unit: "kW" }), [sample(-1.2345, startMs)])[0]?.integer).toBe(-1235);
    const celsius = mapOf({ channel: "temperature_mk", unit: "°C" });
    const [reading] = createPipeline([celsius]).take([
      { ...sample(36.6, startMs), channel: "temperature_mk" },
    ]).readings;
    expect(reading?.integer).toBe(309_750);
  });

  it("refuses bad quality, what is not finite, what no map names and what 2^53 does not hold", () => {
    const refused = [
      sample(1, startMs, "bad"),
      sample(Number.NaN, startMs),
      { ...sample(1, startMs), element: "M-02" },
      sample(1e17, startMs),
    ];
    const taken = createPipeline([mapOf({})]).take([...refused, sample(5, startMs, "uncertain")]);
    expect(taken.refused).toEqual(refused);
    expect(taken.readings.map((reading) => reading.integer)).toEqual([5]);
  });

  it("never drops a change at or beyond the dead band, and never is silent beyond the heartbeat", () => {
    const map = mapOf({ deadBand: { kind: "absolute", threshold: 5, heartbeatMs: 10_000 } });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 4000 })), {
          minLength: 1,
          maxLength: 80,
        }),
        (steps) => {
          let atMs = startMs;
          let sent: { value: number; atMs: number } | null = null;
          const pipeline = createPipeline([map]);
          for (const [value, waitMs] of steps) {
            atMs += waitMs;
            const expected: boolean =
              sent === null || Math.abs(value - sent.value) >= 5 || atMs - sent.atMs >= 10_000;
            expect(pipeline.take([sample(value, atMs)]).readings).toHaveLength(expected ? 1 : 0);
            if (expected) sent = { value, atMs };
          }
        },
      ),
    );
  });

  it("sends the newest value kept back when the heartbeat is due, with its own time", () => {
    const map = mapOf({ deadBand: { kind: "percentOfSpan", threshold: 10, span: 100, heartbeatMs: 1000 } });
    const pipeline = createPipeline([map]);
    expect(pipeline.take([sample(50, startMs), sample(55, startMs + 10)]).readings).toHaveLength(1);
    expect(pipeline.tick(startMs + 500)).toEqual([]);
    expect(pipeline.tick(startMs + 1000)).toEqual([
      { map: 0, fromMs: startMs + 10, toMs: startMs + 10, integer: 55 },
    ]);
    expect(pipeline.tick(startMs + 5000)).toEqual([]);
  });

  it("counts a counter's steps through resets, and through roll-overs where it has them", () => {
    const map = mapOf({ window: { everyMs: minuteMs, how: "increase" } });
    const counter = [7, 10, 12, 3, 4].map((value, index) => sample(value, startMs + index * 1000));
    expect(readingsOf(map, counter).map((reading) => reading.integer)).toEqual([9]);
    const rolling = mapOf({ window: { everyMs: minuteMs, how: "increase", rollsOverAt: 65_535 } });
    const turning = [65_530, 65_535, 4].map((value, index) => sample(value, startMs + index * 1000));
    expect(readingsOf(rolling, turning).map((reading) => reading.integer)).toEqual([10]);
  });

  it("gives as the sum of all increases what a growing counter grew by, wherever windows end", () => {
    const map = mapOf({ window: { everyMs: minuteMs, how: "increase" } });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 90_000 })), {
          minLength: 1,
          maxLength: 60,
        }),
        (steps) => {
          let value = 0;
          let atMs = startMs;
          const samples = steps.map(([step, waitMs]) => sample((value += step), (atMs += waitMs)));
          const readings = readingsOf(map, samples);
          const total = readings.reduce((sum, reading) => sum + reading.integer, 0);
          expect(total).toBe(value - (samples[0]?.value ?? 0));
          readings.forEach((reading) => expect(reading.fromMs).toBeLessThan(reading.toMs));
        },
      ),
    );
  });

  it("integrates power to energy over the time that samples speak for, and no further", () => {
    const map = mapOf({
      channel: "energy_wh",
      unit: "kW",
      scale: -3,
      window: { everyMs: 900_000, how: "integral" },
    });
    const aligned = 1_760_000_400_000;
    const samples = [0, 300_000, 600_000, 900_000, 1_000_000].map((offset) => ({
      ...sample(6, aligned + offset),
      channel: "energy_wh",
    }));
    const readings = readingsOf(map, samples, aligned + 86_400_000);
    expect(readings).toEqual([
      { map: 0, fromMs: aligned, toMs: aligned + 900_000, integer: 1_500_000 },
      { map: 0, fromMs: aligned + 900_000, toMs: aligned + 1_800_000, integer: 1_500_000 },
      { map: 0, fromMs: aligned + 1_800_000, toMs: aligned + 1_900_000, integer: 166_667 },
    ]);
  });

  it("takes mean, time mean, smallest, greatest and last of a window", () => {
    const values = [sample(2, startMs), sample(10, startMs + 50_000), sample(4, startMs + 59_000)];
    const of = (how: string): number[] =>
      readingsOf(mapOf({ scale: -2, window: { everyMs: minuteMs, how } }), [
        ...values,
        sample(1, startMs + minuteMs),
      ])
        .slice(0, 1)
        .map((reading) => reading.integer);
    expect([of("mean"), of("timeMean"), of("min"), of("max"), of("last")].flat()).toEqual([
      533, 323, 200, 1000, 400,
    ]);
  });

  it("goes on after a restart as if there had been none", () => {
    const hows = ["last", "mean", "timeMean", "min", "max", "integral", "increase"] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...hows),
        fc.boolean(),
        fc.array(
          fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 40_000 })),
          {
            maxLength: 40,
          },
        ),
        fc.nat(40),
        (how, hasBand, steps, cut) => {
          const deadBand = hasBand ? { kind: "percent", threshold: 3 } : undefined;
          const map = mapOf({
            scale: -2,
            window: { everyMs: minuteMs, how },
            ...(deadBand ? { deadBand } : {}),
          });
          let atMs = startMs;
          const samples = steps.map(([value, waitMs]) => sample(value, (atMs += waitMs)));
          const whole = createPipeline([map]).take(samples).readings;
          const before = createPipeline([map]);
          const first = before.take(samples.slice(0, cut)).readings;
          const state = JSON.parse(JSON.stringify(before.state()));
          const rest = createPipeline([map], state).take(samples.slice(cut)).readings;
          expect([...first, ...rest]).toEqual(whole);
        },
      ),
    );
  });
});

describe("a channel map is checked before it is used", () => {
  it("names the units that would do", () => {
    expect(channelMapProblems(mapOf({ unit: "kWh" }))).toEqual([
      { path: ["unit"], expected: "a unit of w: W, kW, MW, mW", found: "kWh" },
    ]);
    expect(channelMapProblems(mapOf({ channel: "power" }))[0]?.path).toEqual(["channel"]);
    expect(channelMapProblems(mapOf({ unit: "kW" }))).toEqual([]);
  });
});
