import { describe, expect, it } from "vitest";
import { mappingSchema } from "./mapping.ts";
import { mappingOf, parseLines, readingsOf } from "./testing/parse-lines.ts";

describe("a steel plant's meter", () => {
  const columns = ["date", "Usage_kWh", "NSM", "WeekStatus", "Load_Type"];

  it("has its day's last reading at 24:00, though it is stamped 00:00 of the same day", () => {
    const parsed = parseLines(mappingOf("steel-energy"), columns, [
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
    const parsed = parseLines(mappingOf("production-log"), columns, [
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
    const parsed = parseLines(mappingOf("production-log-damaged"), damaged, [
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

describe("names of machines", () => {
  it("are short and without control characters, or the row is quarantined", () => {
    const parsed = parseLines(
      mappingOf("sme-machines"),
      ["ts", "asset", "items", "status", "status_time", "power_avg", "cycle_time", "alarm", "product"],
      ["m\u00001", "m".repeat(65), "m1"].map((name) => `2022-08-31 22:00:00+00:00,${name},1,2,3,4,5,6,7`),
    );
    expect(parsed.problems.map(({ ordinal, field, code }) => [ordinal, field, code])).toEqual([
      [0, "asset", "NAME_MALFORMED"],
      [1, "asset", "NAME_MALFORMED"],
    ]);
    expect(parsed.assets).toEqual(["m1"]);
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
    const parsed = parseLines(
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
});
