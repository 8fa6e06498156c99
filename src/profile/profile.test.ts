import { describe, expect, it } from "vitest";
import {
  connectionReportOf,
  operatingStreamsOf,
  profileGroups,
  profileOf,
  proxyBalanceOf,
  sankeyOf,
  valueEnterprise,
} from "./index.ts";
import { smallFactory } from "./testing/small-factory.ts";

const facts = smallFactory();

describe("portrait", () => {
  const profile = profileOf(facts);
  const items = profile.groups.flatMap((group) => group.items);

  it("has the five groups and the traditional four, each item with source, day, grade and confidence", () => {
    expect(profile.groups.map(({ group }) => group)).toEqual(profileGroups);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    for (const item of items) {
      if (item.value === null)
        expect(item).toMatchObject({ grade: null, confidence: 0, reason: expect.any(String) });
      else {
        expect(item, item.id).toMatchObject({ reason: null, grade: expect.stringMatching(/^[ABCD]$/) });
        expect(item.streams.length, item.id).toBeGreaterThan(0);
        expect(item.asOf, item.id).not.toBeNull();
        expect(item.confidence).toBeGreaterThan(0);
        expect(item.confidence).toBeLessThanOrEqual(1);
      }
    }
  });

  it("counts what is there", () => {
    const valueOf = (id: string) => items.find((item) => item.id === id)?.value;
    expect(valueOf("customer-count")).toBe("4");
    expect(valueOf("on-time")).toBe("1000000");
    expect(valueOf("running")).toBe(
      String(
        Math.round(
          (facts.machineDays.slice(-180).reduce((sum, { runMinutes }) => sum + runMinutes, 0) /
            (180 * 1440)) *
            1e6,
        ),
      ),
    );
    expect(valueOf("machines")).toBe("2");
  });

  it("trusts what a device signed more than what a file says", () => {
    const gradeOf = (id: string) => items.find((item) => item.id === id)?.confidence ?? 0;
    expect(gradeOf("running")).toBeGreaterThan(gradeOf("customer-count"));
  });

  it("is complete without a statement: statements are missing and nothing else is", () => {
    const statements = profile.groups.find(({ group }) => group === "statements");
    expect(statements?.items.every(({ reason }) => reason === "notDeclared")).toBe(true);
    const financials = profile.groups.find(({ group }) => group === "financials");
    expect(
      financials?.items
        .filter(({ id }) => id === "revenue" || id === "fixed-assets")
        .every(({ value }) => value !== null),
    ).toBe(true);
  });
});

describe("connection report", () => {
  const retrofit = { costFen: 1_000_000n, subsidyFen: 400_000n };

  it("finds the energy that a part no longer takes, and when it is paid back", () => {
    const report = connectionReportOf(smallFactory({ wattHours: [500, 400] }), retrofit);
    const energy = report.figures.find(({ figure }) => figure === "energyPerUnit");
    expect(energy).toMatchObject({ before: 500, after: 400, verdict: "better", machines: 2 });
    expect(energy?.low).toBeLessThanOrEqual(energy?.change ?? 0);
    expect(report.savedFenPerYear).toBeGreaterThan(0n);
    const months = (600_000 / Number(report.savedFenPerYear)) * 12;
    expect(report.paybackMonths).toBeCloseTo(months, 1);
  });

  it("finds no difference where there is none, and nothing to pay back by", () => {
    const report = connectionReportOf(facts, retrofit);
    expect(report.figures.map(({ verdict }) => verdict)).toEqual([
      "noDifference",
      "noDifference",
      "noDifference",
    ]);
    expect(report).toMatchObject({ savedFenPerYear: 0n, paybackMonths: null });
  });

  it("says that half a year is too short", () => {
    const report = connectionReportOf(smallFactory({ from: "2026-03-02" }), null);
    expect(report.figures.every(({ verdict }) => verdict === "notComputable")).toBe(true);
  });
});

describe("value and limit", () => {
  const proxy = proxyBalanceOf(facts);
  const valuation = valueEnterprise(facts, proxy, "maturity");

  it("hold their value between their bounds and are larger for a growing firm", () => {
    for (const one of [
      valuation.byEarnings,
      valuation.byAssets,
      valuation.enterpriseValue,
      valuation.limit,
    ]) {
      expect(one?.lowFen).toBeLessThanOrEqual(one?.valueFen ?? 0n);
      expect(one?.highFen).toBeGreaterThanOrEqual(one?.valueFen ?? 0n);
    }
    const growing = valueEnterprise(facts, proxy, "growth").byEarnings?.valueFen ?? 0n;
    expect(growing).toBeGreaterThan(valuation.byEarnings?.valueFen ?? 0n);
  });

  it("are held against the year that came", () => {
    expect(valuation.backTest).toMatchObject({ at: "2025-06-30", isWithin: true });
    expect(Math.abs(valuation.backTest?.errorPpm ?? 1e6)).toBeLessThan(50_000);
  });
});

describe("streams for pages", () => {
  it("add up to whole days and to what was invoiced", () => {
    const streams = operatingStreamsOf(facts, 90);
    for (const { days } of streams.machines) {
      for (const { runMinutes, idleMinutes, alarmMinutes, offMinutes, unknownMinutes } of days) {
        expect(runMinutes + idleMinutes + alarmMinutes + offMinutes + unknownMinutes).toBe(1440);
      }
    }
    const invoiced = facts.invoices
      .filter(({ direction, onDay }) => direction === "sale" && onDay >= streams.fromDay)
      .reduce((sum, { netFen }) => sum + netFen, 0n);
    expect(streams.orders.reduce((sum, { invoicedFen }) => sum + invoicedFen, 0n)).toBe(invoiced);
    expect(streams.load).toHaveLength(90);
    expect(streams.load[0]?.lastYearWattHours).not.toBeNull();
  });

  it("let no more flow on than came in", () => {
    const states = {
      information: "matched",
      trade: "partly",
      goods: "matched",
      funds: "missing",
      service: "notUsed",
    } as const;
    const order = {
      orderNumber: "1",
      direction: "sale",
      counterparty: "甲",
      placedOn: 1,
      dueDay: 2,
      amountFen: 100n,
      invoicedFen: 70n,
      deliveredMilli: 8,
      orderedMilli: 10,
      paidFen: 200n,
      states,
      verdict: "open",
    } as const;
    expect(sankeyOf([order]).links).toEqual([
      { from: "ordered", to: "delivered", amountFen: 80n },
      { from: "ordered", to: "undelivered", amountFen: 20n },
      { from: "delivered", to: "invoiced", amountFen: 70n },
      { from: "delivered", to: "uninvoiced", amountFen: 10n },
      { from: "invoiced", to: "paid", amountFen: 70n },
    ]);
  });
});
