import { describe, expect, it } from "vitest";
import { computeIndicators } from "./catalogue.ts";
import { emptyFacts } from "./facts.ts";
import { type InvoiceRow, factsFromRows } from "./facts-from-rows.ts";

const asOf = "2020-02-21";

describe("indicators on invoices", () => {
  it("gives a reason for every indicator when nothing is known, and never a zero", () => {
    for (const [id, { value, missingReason }] of computeIndicators(emptyFacts(asOf, 1))) {
      expect(value, id).toBeNull();
      expect(missingReason, id).toBeTruthy();
    }
  });

  it("refuses facts of another day", () => {
    expect(() => computeIndicators(emptyFacts(asOf, 1), "2020-02-22")).toThrow(/2020-02-22.*2020-02-21/);
  });

  // By hand: shares 0.6, 0.3, 0.1 of 1,000.00; HHI = 0.36 + 0.09 + 0.01.
  it("measures concentration on positive counterparty sums", () => {
    const values = valuesOf([
      sale("2019-05-06", 60_000, { counterparty: "A" }),
      sale("2019-05-07", 50_000, { counterparty: "B" }),
      sale("2019-05-08", -20_000, { counterparty: "B" }),
      sale("2019-05-09", 10_000, { counterparty: "C" }),
      sale("2019-05-09", -7_000, { counterparty: "D" }),
    ]);
    expect(values("customer-top1-share")).toBe(0.6);
    expect(values("customer-top5-share")).toBe(1);
    expect(values("customer-hhi")).toBeCloseTo(0.46, 15);
    expect(values("customer-count-log")).toBeCloseTo(Math.log10(4), 15);
    expect(values("supplier-hhi")).toBe("noPurchases");
  });

  // By hand: 1 of 5 void; 1 of 4 valid is red; 100 reversed of 1,000 positive; 1 of 5 is zero.
  it("counts voided invoices as a signal and never as trade", () => {
    const values = valuesOf([
      sale("2019-05-06", 60_000),
      sale("2019-05-07", 40_000),
      sale("2019-05-08", -10_000),
      sale("2019-05-09", 0),
      sale("2019-05-09", 990_000, { isVoid: true }),
    ]);
    expect(values("sales-void-rate")).toBe(0.2);
    expect(values("sales-red-rate")).toBe(0.25);
    expect(values("sales-red-amount-share")).toBe(0.1);
    expect(values("zero-amount-share")).toBe(0.2);
    expect(values("annual-sales-log")).toBeCloseTo(Math.log10(900), 15);
    // (600 + 400) yuan over the three invoices that are not reversals.
    expect(values("average-ticket-log")).toBeCloseTo(Math.log10(1000 / 3), 15);
  });

  // By hand: output VAT 130, input VAT 78, net sales 1,000, net purchases 600.
  it("computes the VAT burden, the purchase ratio and the margin from net amounts", () => {
    const values = valuesOf([
      { ...sale("2019-05-06", 0), netFen: 100_000n, taxFen: 13_000n, grossFen: 113_000n },
      { ...sale("2019-05-06", 0), direction: "purchase", netFen: 60_000n, taxFen: 7_800n, grossFen: 67_800n },
    ]);
    expect(values("vat-burden")).toBe(0.052);
    expect(values("sales-vat-rate")).toBe(0.13);
    expect(values("purchase-to-sales")).toBe(0.6);
    expect(values("gross-margin-proxy-12m")).toBe(0.4);
  });

  // By hand: inner months 100 200 300 100 200 300: mean 200, squares about it 40,000, / 5 = 8,000, sd 89.4427.
  it("measures volatility with n − 1 between the first and the last month", () => {
    const amounts = [50, 100, 200, 300, 100, 200, 300, 70];
    const values = valuesOf(amounts.map((yuan, month) => sale(`2019-0${month + 1}-15`, yuan * 100)));
    expect(values("sales-volatility")).toBeCloseTo(Math.sqrt(8000) / 200, 14);
    expect(values("active-month-share")).toBe(1);
    expect(values("tenure-months")).toBe(8);
    expect(values("history-months")).toBe(14);
  });

  // By hand: 2019-01-10, 02-01 (22 days), 12-01 (303 days), then 82 days to 2020-02-21.
  it("tells the longest gap from the silence before the cut-off", () => {
    const values = valuesOf([sale("2019-01-10", 100), sale("2019-02-01", 100), sale("2019-12-01", 100)]);
    expect(values("longest-sales-gap")).toBe(303);
    expect(values("recent-sales-gap")).toBe(303);
    expect(values("sales-recency")).toBe(82);
    expect(values("active-month-share")).toBe(3 / 12);
    const stopped = valuesOf([sale("2018-01-10", 100), sale("2018-02-01", 100)]);
    expect(stopped("longest-sales-gap")).toBe(22);
    expect(stopped("recent-sales-gap")).toBe(365 + 365 + 20);
  });

  // 2020-02-21 is 27 days after the new year of 2020-01-25; 27 days after 2019-02-05 is 2019-03-04.
  it("compares three months at equal distance from the new year", () => {
    const steady = [sale("2018-06-01", 1), sale("2019-03-04", 20_000), sale("2020-02-21", 10_000)];
    expect(valuesOf(steady)("sales-change-3m")).toBe(-0.5);
    const dayAfter = [sale("2018-06-01", 1), sale("2019-03-05", 20_000), sale("2020-02-21", 10_000)];
    expect(valuesOf(dayAfter)("sales-change-3m")).toBe("nonPositiveSales");
    expect(valuesOf([sale("2020-02-21", 10_000)])("sales-change-3m")).toBe("historyTooShort");
  });

  // Every season halves from one lunar year to the next: the slope is ln(1/2) whatever the season's size.
  it("finds the yearly trend behind the seasons", () => {
    const seasons = [10, 400, 30, 200];
    const ends = ["2020-02-21", "2019-03-04", "2018-03-15"];
    const rows = ends.flatMap((end, year) =>
      seasons.map((size, season) => ({
        ...sale(dayBefore(end, 91 * season), size * 100 * 2 ** year),
      })),
    );
    const values = valuesOf([...rows, sale("2016-10-10", 1)]);
    expect(values("sales-trend-lunar")).toBeCloseTo(Math.log(0.5), 14);
  });

  it("follows customers from one year to the next", () => {
    const values = valuesOf([
      sale("2018-12-01", 100, { counterparty: "kept" }),
      sale("2018-12-02", 100, { counterparty: "lost" }),
      sale("2019-12-01", 300, { counterparty: "kept" }),
      sale("2019-12-02", 100, { counterparty: "new" }),
    ]);
    expect(values("customer-retention-12m")).toBe(0.5);
    expect(values("new-customer-share-12m")).toBe(0.25);
    expect(values("repeat-customer-share")).toBe(0);
  });

  it("counts a customer of three different months as a repeat one", () => {
    const values = valuesOf([
      sale("2019-01-01", 100, { counterparty: "A" }),
      sale("2019-02-01", 100, { counterparty: "A" }),
      sale("2019-03-01", 100, { counterparty: "A" }),
      sale("2019-03-01", 50, { counterparty: "B" }),
      sale("2019-03-02", 50, { counterparty: "B" }),
    ]);
    expect(values("repeat-customer-share")).toBe(0.75);
  });

  it("reports documents that contradict themselves over both directions", () => {
    const values = valuesOf([
      sale("2019-01-01", 100, { flags: 1 }),
      sale("2019-01-01", 100, { flags: 3 }),
      { ...sale("2019-01-01", 100), direction: "purchase" },
      { ...sale("2019-01-01", 100, { isVoid: true }), direction: "purchase" },
    ]);
    expect(values("amount-mismatch-rate")).toBe(0.5);
    expect(values("number-reuse-rate")).toBe(0.25);
  });
});

function sale(issuedOn: string, grossFen: number, rest: Partial<InvoiceRow> = {}): InvoiceRow {
  return {
    direction: "sale",
    issuedOn,
    counterparty: "A",
    netFen: BigInt(grossFen),
    taxFen: 0n,
    grossFen: BigInt(grossFen),
    isVoid: false,
    flags: 0,
    platformIndex: 0,
    ...rest,
  };
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}

/** A function from an indicator's id to its value, or to the reason why it has none. */
function valuesOf(invoices: readonly InvoiceRow[]): (id: string) => number | string | undefined {
  const values = computeIndicators(factsFromRows({ asOf, knownAt: 1, invoices, readings: [] }));
  return (id) => values.get(id)?.value ?? values.get(id)?.missingReason ?? undefined;
}
