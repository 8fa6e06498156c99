import { describe, expect, it } from "vitest";
import type { Mapping } from "./mapping.ts";
import { mappingOf, parseLines, readingsOf } from "./testing/parse-lines.ts";

describe("machine readings", () => {
  const columns = [
    "ts",
    "asset",
    "items",
    "status",
    "status_time",
    "power_avg",
    "cycle_time",
    "alarm",
    "product",
  ];

  it("cover the time since the asset's previous reading, at most ten minutes, whatever their order", () => {
    const parsed = parseLines(mappingOf("sme-machines"), columns, [
      "2022-08-31 22:05:00+00:00,0,1.0,2.0,43.0,2.0,0.0,0,3",
      "2022-08-31 22:00:00+00:00,1,4.0,1.0,60.0,1.0,0.0,0,3",
      "2022-08-31 22:04:50+00:00,0,4.0,2.0,43.0,2.0,40.68299865722656,1,3",
      "2022-08-31 23:00:00+00:00,0,,0.0,,0.0,,0,3",
    ]);
    const states = readingsOf(parsed).filter(({ channel }) => channel === "state");
    expect(
      states.map(({ asset, from, to, value }) => [asset, from.slice(11, 19), to.slice(11, 19), value]),
    ).toEqual([
      ["0", "22:04:50", "22:05:00", 2],
      ["1", "21:50:00", "22:00:00", 1],
      ["0", "21:54:50", "22:04:50", 2],
      ["0", "22:50:00", "23:00:00", 0],
    ]);
    const third = readingsOf(parsed).filter(({ to }) => to.includes("22:04:50"));
    expect(Object.fromEntries(third.map(({ channel, value }) => [channel, value]))).toEqual({
      state: 2,
      state_duration_ms: 43_000,
      item_count: 4,
      power_w: 2000,
      cycle_time_ms: 40_683,
      alarm_code: 1,
      product_code: 3,
    });
  });

  it("give no reading where a field is empty: missing is not zero", () => {
    const parsed = parseLines(mappingOf("sme-machines"), columns, [
      "2022-08-31 22:00:00+00:00,0,,0.0,,0.0,,0,3",
    ]);
    expect(readingsOf(parsed).map(({ channel }) => channel)).toEqual([
      "state",
      "power_w",
      "alarm_code",
      "product_code",
    ]);
  });
});

describe("readings that last until the next one", () => {
  const machines = mappingOf("sme-machines");
  if (machines.mapping !== "touchstone-readings@1") throw new Error("machines give readings");
  const mapping: Mapping = {
    ...machines,
    time: { ...machines.time, stamp: "start", interval: { kind: "untilNext", atMostMs: 300_000 } },
    channels: [
      { channel: "state", column: "status", unit: "", scale: 1 },
      { channel: "run_interval", unit: "", scale: 1 },
    ],
  };

  it("end there, or at the bound, and those of one instant together", () => {
    const parsed = parseLines(
      mapping,
      ["ts", "asset", "status"],
      [
        "2022-08-31 22:05:00+00:00,0,2",
        "2022-08-31 22:04:50+00:00,0,1",
        "2022-08-31 22:04:50+00:00,0,3",
        "2022-08-31 22:04:00+00:00,1,0",
      ],
    );
    const shown = readingsOf(parsed).map(({ channel, from, to, value }) => [
      channel,
      from.slice(11, 19),
      to.slice(11, 19),
      value,
    ]);
    expect(shown).toEqual([
      ["state", "22:05:00", "22:10:00", 2],
      ["run_interval", "22:05:00", "22:10:00", 300_000],
      ["state", "22:04:50", "22:05:00", 1],
      ["run_interval", "22:04:50", "22:05:00", 10_000],
      ["state", "22:04:50", "22:05:00", 3],
      ["run_interval", "22:04:50", "22:05:00", 10_000],
      ["state", "22:04:00", "22:09:00", 0],
      ["run_interval", "22:04:00", "22:09:00", 300_000],
    ]);
  });
});
