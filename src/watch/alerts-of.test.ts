import { describe, expect, it } from "vitest";
import {
  type BusinessDay,
  dayNumberOf,
  dayOfNumber,
  lastDayOf,
  lunarNewYearOffsetOf,
  monthOf,
} from "#kernel";
import {
  dayOfRow,
  type OperatingRows,
  type Sighted,
  type StreamName,
  streamNames,
  type StreamRows,
} from "#operations";
import { type CoupledFactory, coupledRows } from "../association/testing/coupled-facts.ts";
import { alertsOf } from "./alerts-of.ts";

const months = Array.from({ length: 36 }, (_, place) => {
  const month = (8 + place) % 12;
  return `${2023 + Math.floor((8 + place) / 12)}-${String(month + 1).padStart(2, "0")}`;
});
const deliveryEnds = months.map(lastDayOf);
const factory: CoupledFactory = {
  seed: "watch",
  ordersADay: 8,
  mood: 0.005,
  productionDays: 45,
  paymentDays: 45,
};
const replay = { enterpriseId: "E", to: "2026-08-31" as BusinessDay, deliveryEnds };
const collapse = { from: dayNumberOf("2025-09-01"), factor: 0.3 };

/** Every row in the delivery of its own month, every hundredth one two deliveries later. */
function delivered(
  rows: OperatingRows,
  isLate: (place: number) => boolean = (place) => place % 100 === 99,
): OperatingRows {
  const moved: Partial<Record<StreamName, unknown[]>> = {};
  for (const name of streamNames) {
    const all = rows[name] as readonly Sighted<StreamRows[typeof name]>[];
    moved[name] = all.map((row, place) => {
      const month = months.indexOf(monthOf(dayOfNumber(dayOfRow(name, row))));
      return { ...row, platformIndex: month + (isLate(place) ? 2 : 0) };
    });
  }
  return moved as unknown as OperatingRows;
}

describe("alerts over operating data", () => {
  it("warn of a collapse of orders within four months, and of nothing before it", () => {
    const alerts = alertsOf(delivered(coupledRows({ ...factory, collapse })), replay);
    expect(alerts.filter(({ raisedOn }) => raisedOn < "2025-09-01")).toEqual([]);
    expect(alerts.map(({ raisedOn }) => raisedOn < "2026-01-01")).toContain(true);
    expect(alerts.filter(({ level }) => level !== "yellow").length).toBeGreaterThan(0);
  });

  it("are the same whether or not the days after T have happened", () => {
    const rows = delivered(coupledRows({ ...factory, collapse }));
    const to = "2025-12-31";
    const full = alertsOf(rows, { ...replay, to: "2026-08-26" }).filter(({ raisedOn }) => raisedOn <= to);
    const known: Record<string, unknown> = {};
    for (const name of streamNames) {
      const all = rows[name] as readonly Sighted<StreamRows[typeof name]>[];
      known[name] = all.filter((row) => row.platformIndex <= 27 && dayOfRow(name, row) <= dayNumberOf(to));
    }
    const ends = deliveryEnds.slice(0, 28);
    const then = alertsOf(known as unknown as OperatingRows, { ...replay, to, deliveryEnds: ends });
    expect(full.length).toBeGreaterThan(0);
    expect(then.map(({ type, raisedOn }) => [type, raisedOn])).toEqual(
      full.map(({ type, raisedOn }) => [type, raisedOn]),
    );
  });

  it("do not know of an enforcement before the delivery that told of it", () => {
    const enforcement = {
      onDay: dayNumberOf("2025-03-10"),
      kind: "enforcement" as const,
      number: "案1",
      counterparty: "甲",
      subject: "",
      amountFen: 100_000_000n,
      text: "",
    };
    const quiet = delivered(coupledRows(factory));
    const onTime = { ...quiet, registers: [{ ...enforcement, platformIndex: 18 }] };
    const late = { ...quiet, registers: [{ ...enforcement, platformIndex: 19 }] };
    const dayOf = (rows: OperatingRows) =>
      alertsOf(rows, replay).find(({ type }) => type === "specialRisk")?.raisedOn;
    expect(dayOf(onTime)).toBe("2025-03-10");
    expect((dayOf(late) ?? "") >= "2025-04-30").toBe(true);
  });

  it("are none in six healthy factories within ten weeks of a new year, and few at other times", () => {
    let all = 0;
    const nearNewYear: string[] = [];
    for (let seed = 0; seed < 6; seed++) {
      const alerts = alertsOf(delivered(coupledRows({ ...factory, seed: `healthy-${seed}` })), replay);
      all += alerts.length;
      for (const { type, raisedOn } of alerts) {
        const offset = lunarNewYearOffsetOf(raisedOn);
        if (offset >= -15 && offset <= 70) nearNewYear.push(`${type} ${raisedOn}`);
      }
    }
    expect(nearNewYear).toEqual([]);
    expect((all / 6 / 36) * 100).toBeLessThan(1.5);
  });
});
