import { describe, expect, it } from "vitest";
import type { Layout } from "./layout.ts";
import { builtInMappings, type Mapping, mappingSchema } from "./mapping.ts";
import { parseBatch } from "./parse-batch.ts";
import type { ParsedReadings } from "./parsed.ts";

const mappingOf = (id: string): Mapping => {
  const mapping = builtInMappings().find((one) => one.id === id);
  if (mapping === undefined) throw new Error(`no mapping ${id}`);
  return mapping;
};

function parse(mapping: Mapping, columns: readonly string[], lines: readonly string[]): ParsedReadings {
  const layout: Layout = {
    id: mapping.id,
    kind: "readings",
    mapping,
    columns,
    format: mapping.format,
    delimiter: ",",
    encoding: "utf-8",
  };
  const rows = lines.map((line) => Buffer.from(`${line}\n`, "utf8"));
  const ends = Uint32Array.from(
    rows,
    (
      (end) => (one: Uint8Array) =>
        (end += one.length)
    )(0),
  );
  return parseBatch(
    layout,
    { bytes: Buffer.concat(rows), ends },
    { notes: [], isOwnerMissing: false },
  ) as ParsedReadings;
}

const readingsOf = (parsed: ParsedReadings) =>
  Array.from(parsed.values, (value, i) => ({
    asset: parsed.assets[parsed.assetIndexes[i] ?? 0],
    channel: parsed.channels[parsed.channelIndexes[i] ?? 0],
    from: new Date(parsed.fromMs[i] ?? 0).toISOString(),
    to: new Date(parsed.toMs[i] ?? 0).toISOString(),
    value,
  }));

describe("a steel plant's meter", () => {
  const columns = ["date", "Usage_kWh", "NSM", "WeekStatus", "Load_Type"];

  it("has its day's last reading at 24:00, though it is stamped 00:00 of the same day", () => {
    const parsed = parse(mappingOf("steel-energy"), columns, [
      "01/02/2018 00:15,3.17,900,Weekday,Light_Load",
      "01/02/2018 23:45,3.67,85500,Weekday,Light_Load",
      "01/02/2018 00:00,3.42,0,Weekday,Light_Load",
    ]);
    expect(readingsOf(parsed)).toEqual([
      {
        asset: "meter",
        channel: "energy_wh",
        from: "2018-01-31T15:00:00.000Z",
        to: "2018-01-31T15:15:00.000Z",
        value: 3170,
      },
      {
        asset: "meter",
        channel: "energy_wh",
        from: "2018-02-01T14:30:00.000Z",
        to: "2018-02-01T14:45:00.000Z",
        value: 3670,
      },
      {
        asset: "meter",
        channel: "energy_wh",
        from: "2018-02-01T14:45:00.000Z",
        to: "2018-02-01T15:00:00.000Z",
        value: 3420,
      },
    ]);
  });
});

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
    const parsed = parse(mappingOf("sme-machines"), columns, [
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
    const parsed = parse(mappingOf("sme-machines"), columns, ["2022-08-31 22:00:00+00:00,0,,0.0,,0.0,,0,3"]);
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
    const parsed = parse(
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

describe("production reports", () => {
  const columns = [
    "Resource",
    "Work Order Qty",
    "Qty Completed",
    "Qty Rejected",
    "Qty for MRB",
    "Rework",
    "start_timestamp",
    "complete_timestamp",
  ];

  it("say when a resource worked, and how many parts were good", () => {
    const parsed = parse(mappingOf("production-log"), columns, [
      "Machine 4,10,1,0,0,Y,2012/01/30 06:24:00,2012/01/30 12:43:00",
      "Machine 4,10,1,0,0,,2012/01/30 12:43:00,2012/01/30 06:24:00",
      "Machine 4,10,1,0,0,,2012/01/30 12:43:00,",
    ]);
    const found = Object.fromEntries(readingsOf(parsed).map(({ channel, value }) => [channel, value]));
    expect(found).toEqual({
      run_interval: 379 * 60_000,
      good_count: 1,
      reject_count: 0,
      scrap_count: 0,
      rework_count: 1,
      order_quantity: 10,
    });
    expect(parsed.problems.map(({ ordinal, code }) => [ordinal, code])).toEqual([
      [1, "TIME_BACKWARDS"],
      [2, "TIME_MISSING"],
    ]);
  });

  it("are quarantined with the reason when a spreadsheet left only minutes and seconds", () => {
    const damaged = columns.map((column) =>
      column
        .replace("start_timestamp", "Start Timestamp")
        .replace("complete_timestamp", "Complete Timestamp"),
    );
    const parsed = parse(mappingOf("production-log-damaged"), damaged, [
      "Machine 4,10,1,0,0,,24:00.0,43:00.0",
    ]);
    expect(parsed.problems).toEqual([
      {
        ordinal: 0,
        field: "Start Timestamp",
        code: "TIME_DAMAGED",
        parameters: { field: "Start Timestamp", found: "24:00.0" },
      },
    ]);
  });
});

describe("a mapping of one's own", () => {
  it("reads JSON lines with units, scales and a constant asset", () => {
    const mapping = mappingSchema.parse({
      mapping: "touchstone-readings@1",
      id: "my-meter",
      zh: "我的电表",
      en: "my meter",
      format: "jsonl",
      asset: { constant: "main" },
      time: {
        column: "at",
        format: "YYYY-MM-DD HH:mm",
        zone: "Asia/Shanghai",
        stamp: "end",
        interval: { kind: "fixed", lengthMs: 3_600_000 },
      },
      channels: [{ channel: "energy_wh", column: "mwh", unit: "MWh", scale: 1_000_000 }],
    });
    const parsed = parse(
      mapping,
      ["at", "mwh"],
      ['{"mwh":0.1234567,"at":"2024-05-01 09:00"}', '{"at":"2024-05-01 10:00"}', "[1]"],
    );
    expect(readingsOf(parsed)).toEqual([
      {
        asset: "main",
        channel: "energy_wh",
        from: "2024-05-01T00:00:00.000Z",
        to: "2024-05-01T01:00:00.000Z",
        value: 123_457,
      },
    ]);
    expect(parsed.problems.map(({ code }) => code)).toEqual(["VALUE_MISSING", "ROW_NOT_JSON"]);
  });

  it("is refused with the place of the mistake", () => {
    const result = mappingSchema.safeParse({ mapping: "touchstone-readings@1", id: "x", channels: [] });
    expect(result.success).toBe(false);
  });
});
