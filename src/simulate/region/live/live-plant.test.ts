import { expect, test } from "vitest";
import { addDays, startOfDayMs } from "#kernel";
import { encodeEvents } from "#telemetry";
import { smallEnterprise } from "../misconduct/testing/small-enterprise.ts";
import { livePlantOf } from "./live-plant.ts";
import { plantClock } from "./plant-clock.ts";
import { plantEvents } from "./plant-events.ts";

const hourMs = 3_600_000;
const trade = {
  ordersPerDay: 2.5,
  customers: ["模拟客户一", "模拟客户二"],
  item: "法兰",
  usualFen: 5_000_000n,
  usualQuantityMilli: 40_000,
  leadDays: 7,
  termDays: 30,
};
const fromMs = startOfDayMs("2026-06-01");
const toMs = startOfDayMs(addDays("2026-06-01", 20));

test("events of a stretch are the same in one piece or hour by hour, and stand on the wire", () => {
  const whole = plantEvents("s", trade, fromMs, toMs);
  const pieces = [];
  for (let atMs = fromMs; atMs < toMs; atMs += hourMs) {
    pieces.push(...plantEvents("s", trade, atMs, atMs + hourMs));
  }
  expect(whole.length).toBeGreaterThan(40);
  expect(pieces).toEqual(whole);
  expect(new Set(whole.map(({ type, document }) => `${type}/${document}`)).size).toBe(whole.length);
  expect(encodeEvents(whole).ends).toHaveLength(whole.length);
});

test("what is delivered was ordered and made before, and is invoiced after", () => {
  const events = plantEvents("s", trade, fromMs - 100 * 24 * hourMs, toMs);
  const atOf = new Map(events.map(({ type, order, atMs }) => [`${type}/${order}`, atMs]));
  const deliveries = events.filter(({ type, atMs }) => type === "delivery" && atMs > fromMs);
  expect(deliveries.length).toBeGreaterThan(10);
  for (const { order, atMs } of deliveries) {
    expect(atOf.get(`salesOrder/${order}`)).toBeLessThan(atMs);
    expect(atOf.get(`productionReport/${order}`)).toBeLessThan(atMs);
    expect(atOf.get(`invoice/${order}`) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(atMs);
  }
  const payments = events.filter(({ type, atMs }) => type === "payment" && atMs > fromMs);
  expect(payments.length).toBeGreaterThan(10);
  const amounts = new Map(events.map((event) => [`${event.type}/${event.order}`, event.amountFen]));
  for (const { order, atMs, amountFen } of payments) {
    expect(atMs - (atOf.get(`invoice/${order}`) ?? atMs)).toBeGreaterThan(29 * 24 * hourMs);
    expect(amountFen).toBe(amounts.get(`invoice/${order}`));
  }
});

test("a plant's time goes as fast as told and never ahead of the clock", () => {
  let nowMs = 1_000_000_000;
  const clock = plantClock(() => nowMs, { pastMs: hourMs, speed: 60 });
  expect(clock()).toBe(nowMs - hourMs);
  nowMs += 30_000;
  expect(clock()).toBe(1_000_000_000 - hourMs + 30 * 60_000);
  nowMs += 90_000;
  expect(clock()).toBe(nowMs);
});

test("an enterprise goes on with the power, pace and shifts of its last weeks", () => {
  const enterprise = smallEnterprise("E1");
  expect(livePlantOf(enterprise, "s")).toBeNull();
  const master = {
    onDay: 0,
    code: "E1",
    name: "模拟企业",
    uscc: "",
    division: "C33",
    size: "small" as const,
  };
  const registered = { region: "", foundedOn: 0, registeredCapitalFen: 0n, employees: 9, platformIndex: 0 };
  const rows = { ...enterprise.rows, masters: [{ ...master, ...registered }] };
  const live = livePlantOf({ ...enterprise, rows }, "s");
  expect(live?.plant.rhythm).toBe("dayShift");
  expect(live?.plant.elements.map(({ code }) => code)).toEqual(["M-1", "M-2", "M-3", "EM-01"]);
  expect(live?.plant.elements[0]?.powerW).toBeGreaterThan(8_500);
  expect(live?.plant.elements[0]?.powerW).toBeLessThan(9_500);
  expect(live?.plant.elements[0]?.cycleSeconds).toBe(30);
  expect(live?.trade.customers.length).toBeGreaterThan(0);
  expect(live?.trade.leadDays).toBe(20);
  expect(live?.trade.termDays).toBeGreaterThan(0);
});
