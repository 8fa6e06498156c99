import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dayNumberOf } from "#kernel";
import { factsUntil } from "./facts-until.ts";
import { proxyBalanceOf, proxyItems } from "./index.ts";
import { openItemsOf } from "./proxy/open-items.ts";
import { smallFactory } from "./testing/small-factory.ts";

describe("proxy balance sheet", () => {
  const facts = smallFactory();
  const proxy = proxyBalanceOf(facts);

  it("has what was delivered and invoiced in a year as revenue", () => {
    // An order a week of 100 parts at 100 yuan: 52 orders in 365 days.
    expect(proxy.revenueFen?.valueFen).toBe(52n * 1_000_000n);
    expect(proxy.purchasesFen?.valueFen).toBe(52n * 600_000n);
  });

  it("has invoices within their term as receivables and payables", () => {
    const day = dayNumberOf(facts.asOf);
    const within = (direction: string, days: number) =>
      facts.invoices
        .filter((invoice) => invoice.direction === direction && invoice.onDay > day - days)
        .reduce((sum, { grossFen }) => sum + grossFen, 0n);
    expect(proxy.receivablesFen?.valueFen).toBe(within("sale", 60));
    expect(proxy.payablesFen?.valueFen).toBe(within("purchase", 30));
  });

  it("depreciates machines straight-line by tax life", () => {
    // Two machines of 120,000 yuan, 59 whole months of 120 gone, 95 % to depreciate; a tenth for other assets.
    const net = (24_000_000n - (24_000_000n * 95n * 59n) / (100n * 120n)) * 11n;
    const { fixedAssetsFen, depreciationFen } = proxy;
    expect(Number(fixedAssetsFen?.valueFen) / (Number(net) / 10)).toBeCloseTo(1, 1);
    expect(fixedAssetsFen?.lowFen).toBeLessThan(net / 10n);
    expect(depreciationFen?.highFen).toBeGreaterThan(0n);
  });

  it("is null only where no stream tells, and whole without statements", () => {
    expect(proxyItems.filter((item) => proxy[item] === null)).toEqual([]);
    const bare = proxyBalanceOf({
      ...facts,
      twins: [],
      stock: [],
      invoices: [],
      payments: [],
      movements: [],
      orders: [],
    });
    expect(proxyItems.filter((item) => bare[item] !== null)).toEqual([]);
  });

  it("explains a statement that says twice as much", () => {
    const onDay = dayNumberOf("2025-12-31");
    const revenue = {
      onDay,
      filedOn: onDay + 30,
      kind: "statement",
      months: 12,
      item: "revenue",
      amountFen: 104_000_000n,
    } as const;
    const beside = proxyBalanceOf({ ...facts, declared: [revenue] }).revenueFen;
    expect(beside).toMatchObject({ declaredFen: 104_000_000n, declaredFor: "2025-12-31" });
    expect(beside?.gapReasons[0]?.zh).toContain("高于");
    const honest = proxyBalanceOf({
      ...facts,
      declared: [{ ...revenue, amountFen: 52_500_000n }],
    }).revenueFen;
    expect(honest?.gapReasons).toEqual([]);
  });

  it("says nothing of a statement before it was filed", () => {
    const onDay = dayNumberOf("2026-06-30");
    const revenue = {
      onDay,
      filedOn: onDay + 30,
      kind: "statement",
      months: 12,
      item: "revenue",
      amountFen: 1n,
    } as const;
    const later = { ...smallFactory({ to: "2026-08-30" }), declared: [revenue] };
    expect(proxyBalanceOf(factsUntil(later, "2026-07-15")).revenueFen?.declaredFen).toBeNull();
    expect(proxyBalanceOf(later).revenueFen?.declaredFen).toBe(1n);
  });

  it("keeps every value within its bounds, whenever it is asked and whatever the term", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 5, max: 120 }), (back, termDays) => {
        const day = addDays("2026-06-30", -back);
        const then = proxyBalanceOf(factsUntil(smallFactory({ termDays }), day));
        for (const item of proxyItems) {
          const estimate = then[item];
          if (estimate === null) continue;
          expect(estimate.lowFen).toBeLessThanOrEqual(estimate.valueFen);
          expect(estimate.highFen).toBeGreaterThanOrEqual(estimate.valueFen);
          expect(estimate.lowFen).toBeGreaterThanOrEqual(0n);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("rolls forward: open at the end is open at the start, plus invoiced, less paid", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), (back) => {
        const all = smallFactory();
        const until = factsUntil(all, addDays("2026-06-30", -back));
        const open = openItemsOf(until, "sale").reduce((sum, { openFen }) => sum + openFen, 0n);
        const invoiced = until.invoices.filter(({ direction }) => direction === "sale");
        const paid = until.payments.filter(({ amountFen }) => amountFen > 0n);
        const total = invoiced.reduce((sum, { grossFen }) => sum + grossFen, 0n);
        expect(open).toBe(total - paid.reduce((sum, { amountFen }) => sum + amountFen, 0n));
      }),
      { numRuns: 20 },
    );
  });
});
