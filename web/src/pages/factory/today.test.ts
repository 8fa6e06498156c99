import { expect, it } from "vitest";
import type { Streams, Twin } from "../profile/profile-api.ts";
import { lateOrders, todayOf } from "./today.ts";

const day = (on: string, runMinutes: number, goodCount: number) => ({
  day: on,
  runMinutes,
  idleMinutes: 60,
  alarmMinutes: 0,
  offMinutes: 1380 - runMinutes,
  unknownMinutes: 0,
  goodCount,
  scrapCount: 2,
  evidence: "device" as const,
});

const streams = {
  from: "2026-10-01",
  to: "2026-10-31",
  machines: [
    { asset: "A", name: "", workCentre: "", days: [day("2026-10-24", 300, 80), day("2026-10-31", 600, 100)] },
    { asset: "B", name: "", workCentre: "", days: [day("2026-10-31", 0, 0)] },
  ],
  load: {
    days: [
      {
        day: "2026-10-31",
        wattHours: 50_000,
        nightWattHours: null,
        peakWatt: null,
        lastYearWattHours: 40_000,
      },
    ],
    hours: null,
  },
  cash: [
    { day: "2026-09-15", inFen: "900", outFen: "0", balanceFen: "5" },
    { day: "2026-10-20", inFen: "100", outFen: "30", balanceFen: null },
  ],
  orders: [
    { day: "2026-10-20", placed: 9, placedFen: "9", due: 0, dueFen: "0", delivered: 0, invoicedFen: "0" },
    { day: "2026-10-25", placed: 2, placedFen: "200", due: 1, dueFen: "50", delivered: 0, invoicedFen: "0" },
  ],
} as unknown as Streams;
const twin = {
  machines: [
    { asset: "A", kind: "machine" },
    { asset: "B", kind: "machine" },
    { asset: "C", kind: "machine" },
    { asset: "M", kind: "electricityMeter" },
  ],
} as unknown as Twin;

it("says what holds on the last day of which anything is known", () => {
  expect(todayOf(streams, twin)).toEqual({
    day: "2026-10-31",
    machines: { running: 1, known: 2, all: 3 },
    runHours: 10,
    goodCount: 100,
    goodCountBefore: 80,
    scrapCount: 4,
    wattHours: 50_000,
    wattHoursBefore: null,
    wattHoursLastYear: 40_000,
    cash: { balanceFen: "5", inFen: "100", outFen: "30" },
    placed: { orders: 2, amountFen: "200" },
    due: { orders: 1, amountFen: "50" },
  });
});

it("an order is late when its day has passed and goods are missing", () => {
  const order = (dueDay: string | null, deliveredMilli: number, direction = "sale") => ({
    direction,
    dueDay,
    deliveredMilli,
    orderedMilli: 10,
  });
  const items = [
    order("2026-10-30", 9),
    order("2026-10-30", 10),
    order("2026-11-02", 0),
    order(null, 0),
    order("2026-10-01", 0, "purchase"),
  ];
  expect(lateOrders({ items, asOf: "2026-10-31" } as never)).toEqual([items[0]]);
});
