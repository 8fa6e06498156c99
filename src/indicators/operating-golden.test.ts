import { operatingFactsOf } from "#operations";
import { describe, expect, it } from "vitest";
import { computeIndicators } from "./catalogue.ts";
import { enterpriseFactsOf } from "./operating/enterprise-facts.ts";
import { defaultPlan } from "./parameters.ts";
import { steadyLastDay, steadyRows } from "./testing/steady-enterprise.ts";

const operations = operatingFactsOf(steadyRows(), steadyLastDay, 10);
const values = computeIndicators(enterpriseFactsOf(operations), steadyLastDay, defaultPlan, operations);

/**
 * Worked out by hand. The 91 days to 2026-06-30 are 13 whole weeks, so the mean of the week's extra minutes (0, 10 … 60)
 * is 30; eleven of them are statutory holidays (4–6 April, 1–5 May, 19–21 June), with 300 extra minutes a machine in all;
 * nine have an alarm.
 */
const expected: Readonly<Record<string, number>> = {
  // Devices: 1 of 100, 2 of 200, 3 of 300 thousand yuan; the third went into service 300 days ago, the others five years.
  "device-count": 3,
  "production-line-count": 2,
  "rated-power-total": 60,
  "device-value-log": Math.log10(600_000),
  "device-age-months": (0.5 * 1825 + 0.5 * 300) / (365 / 12),
  "device-newness": 0.5 * (1 - 0.95 * 0.5) + 0.5 * (1 - (0.95 * 300) / 3650),
  "new-device-share-12m": 0.5,
  "encumbered-device-share": 1 / 3,
  "connected-device-share-28d": 1,
  "device-data-coverage-91d": 1,
  "device-signed-share-91d": 1,
  "collector-late-share-91d": 0.01,
  "collector-repeat-share-91d": 0.002,
  // Use: 2,190 run minutes a day over the three; planned 80 days × 3 machines × 2 shifts of 8 hours.
  "device-operating-rate-91d": 1,
  "device-availability-91d": (91 * 2190 - (11 * 2100 + 3 * 300)) / (80 * 3 * 960),
  "utilisation-efficiency-91d": (91 * 2190) / (91 * 2490 + 9 * 90),
  "allocation-efficiency-91d": (91 * 2490 + 9 * 90) / (80 * 3 * 960),
  "technical-efficiency-91d": (91 * 2190) / (91 * 2190 + 9 * 90),
  "idle-time-share-91d": (91 * 300) / (91 * 2490 + 9 * 90),
  "calendar-use-91d": 2190 / 4320,
  "run-hours-per-device-day-91d": 2190 / 180,
  "alarm-day-share-91d": 27 / 273,
  "mean-time-between-failures-91d": (91 * 2190) / 60 / 28,
  "mean-time-to-restoration-91d": 0.5,
  // Output: half a part a run minute, 15 rejected or scrapped a day; the standard is a minute a part.
  "device-quality-ratio-91d": 1095 / 1110,
  "first-pass-yield-91d": (680 / 690) * (415 / 420),
  "scrap-ratio-91d": 6 / 1110,
  "rework-ratio-91d": 9 / 1110,
  "device-effectiveness-91d": 1110 / 2190,
  "throughput-rate-91d": (1110 / 2190) * 60,
  "equipment-load-ratio-91d": 1110 / 4320,
  "run-change-lunar-91d": 0,
  "longest-stop-182d": 0,
  "new-device-use-91d": 830 / 680,
  // Energy: 100 kWh a day and 12 for each of 36.5 run hours.
  "electricity-base-day-91d": 100,
  "electricity-per-run-hour-91d": 12,
  "electricity-per-unit-variable-91d": 12 / 30,
  "electricity-base-share-91d": 100 / 538,
  "electricity-run-concordance-91d": 1,
  "electricity-per-unit-91d": 538 / 1110,
  "gas-per-unit-91d": 40_000 / 1110,
  "water-per-unit-91d": 20_000 / 1110,
  "heat-per-unit-91d": 20 / 1110,
  "energy-per-unit-coal-91d": (538 * 0.1229 + 40 * 1.33) / 1110,
  "electricity-night-share-91d": 90 / 538,
  "electricity-peak-91d": 45,
  "load-factor-91d": 538 / 24 / 45,
  "peak-to-rated-power-91d": 0.75,
  // Orders of 10,000 yuan every five days: 18 in 91 days, 73 in 365; delivered after ten days, one in ten cancelled.
  "sales-orders-log-91d": Math.log10(180_000),
  "orders-a-month-12m": 73 / 12,
  "open-orders-log": Math.log10(20_000),
  "order-lead-days-182d": 12,
  "order-size-log-12m": 4,
  "order-size-volatility-12m": 0,
  "order-change-rate-182d": 0,
  "on-time-delivery-182d": 1,
  "delivery-delay-days-182d": -2,
  "order-cycle-days-182d": 10,
  "overdue-open-order-share": 0,
  "return-rate-12m": 0,
  "purchase-orders-log-91d": Math.log10(108_000),
  "purchase-to-sales-orders-182d": 0.6,
  // Customers C0…C3 and products P0…P2 take turns.
  "ordering-customers-12m": 4,
  "order-customer-top1-share-12m": 19 / 73,
  "order-customer-retention-12m": 1,
  "new-customer-order-share-12m": 0,
  "lost-customer-share-182d": 0,
  "ordering-suppliers-12m": 2,
  "product-count-12m": 3,
  "product-top1-share-12m": 25 / 73,
  "new-product-order-share-12m": 0,
  "sales-price-change-182d": 0,
  "price-cost-gap-182d": 0,
  // Capacity.
  "spare-capacity-hours-91d": 1 - (91 * 2190 - 24_000) / (80 * 4320),
  "spare-capacity-shifts-91d": 1 / 3,
  "bottleneck-use-91d": 830 / 1440,
  "installed-power-growth-12m": 0.5,
  // Stock of 60,000, against 73 invoices of 10,000 and 6,000 net a year.
  "finished-stock-days": (20_000 * 365) / 730_000,
  "wip-stock-days": (10_000 * 365) / 730_000,
  "raw-stock-days": (30_000 * 365) / 438_000,
  "inventory-turns-12m": (730_000 + 438_000) / 2 / 60_000,
  "finished-stock-share": 1 / 3,
  "finished-stock-change-182d": 0,
  "production-to-sales-91d": 1,
  "stock-roll-forward-gap-91d": 0,
  // Invoices are paid after thirty days, so six of 73 are open.
  "collection-days-182d": 30,
  "payment-days-182d": 30,
  "collection-delay-91d": 0,
  "receivable-days": 30,
  "payable-days": 30,
  "old-receivable-share": 0,
  "invoice-match-rate": 1,
  "cash-conversion-days": 0,
  "account-count": 1,
  "receipts-to-sales-12m": 1,
  "unexplained-outflow-share-182d": 0,
  "wage-bill-change-91d": 0,
  // Papers: a return and a statement every thirty days.
  "tax-burden-12m": 0.025,
  "tax-filing-days": 10,
  "tax-periods-missing-12m": 0,
  "tax-rating": 4,
  "enterprise-age-months": 3650 / (365 / 12),
  "registered-capital-log": 6,
  "lawsuits-24m": 0,
  "open-pledges": 0,
  "declared-revenue-log": Math.log10(720_000),
  "declared-net-margin": 0.05,
  "declared-gross-margin": 0.2,
  "declared-debt-to-assets": 0.5,
  "declared-liquidity": 0.8,
  "declared-revenue-change": 0,
  // People: 40, of whom 36 are there, in two shifts.
  "headcount-log-28d": Math.log10(40),
  "headcount-change-182d": 0,
  "attendance-rate-91d": 0.9,
  "shifts-91d": 2,
  "shifts-change-182d": 0,
  "worked-day-share-91d": 1,
  "output-per-head-91d": 1095 / 36,
  "sales-per-head-log-12m": Math.log10(730_000 / 40),
  "machines-per-head": 3 / 40,
  // Borrowed 200,000, repaid 2,000 in each of 33 months; a loan of 8,000 on an order of 10,000.
  "debt-log": Math.log10(134_000),
  "lender-count": 1,
  "past-due-events-24m": 0,
  "loans-granted-12m": 1,
  "granted-to-orders-12m": 0.8,
  "new-products-24m": 0,
  "development-hours-12m": 12 * 160,
  "development-hours-per-head-12m": 48,
};

describe("indicators over operating streams", () => {
  it.each(Object.entries(expected))("%s is what a hand works out on a steady enterprise", (id, value) => {
    expect(values.get(id)).toMatchObject({ missingReason: null });
    expect(values.get(id)?.value).toBeCloseTo(value, 9);
  });

  it("are missing, each for the reason of the stream that is not there, and never zero", () => {
    const nothing = operatingFactsOf({ ...steadyRows(), machineDays: [], payments: [] }, steadyLastDay, 10);
    const found = computeIndicators(enterpriseFactsOf(nothing), steadyLastDay, defaultPlan, nothing);
    expect(found.get("device-operating-rate-91d")).toEqual({ value: null, missingReason: "noMachineDays" });
    expect(found.get("electricity-per-unit-91d")).toEqual({ value: null, missingReason: "noMachineDays" });
    expect(found.get("electricity-peak-91d")?.value).toBe(45);
    expect(found.get("collection-days-182d")).toEqual({ value: null, missingReason: "noPayments" });
  });

  it("take a silent day for silence, not for standstill", () => {
    const { machineDays, ...others } = steadyRows();
    const silent = machineDays.map((row) =>
      row.asset === "M1" && row.day % 2 === 0
        ? { ...row, runMinutes: 0, idleMinutes: 0, alarmMinutes: 0, knownMinutes: 0, goodCount: 0 }
        : row,
    );
    const facts = operatingFactsOf({ ...others, machineDays: silent }, steadyLastDay, 10);
    const found = computeIndicators(enterpriseFactsOf(facts), steadyLastDay, defaultPlan, facts);
    expect(found.get("device-operating-rate-91d")?.value).toBe(1);
    expect(found.get("longest-stop-182d")?.value).toBe(0);
  });
});
