import { describe, expect, it } from "vitest";
import { catalogue } from "#indicators";
import { rowsOfFigure } from "./figure-rows.ts";

const asOf = "2026-10-31";
const filtersOf = (id: string) => rowsOfFigure("ent", { kind: "indicator", id, asOf });
const rowsOf = (id: string) => {
  const [filter] = filtersOf(id);
  if (filter === undefined) throw new Error("no rows");
  return filter;
};

describe("the rows behind an indicator", () => {
  it("are those that its formula reads: sales, purchases, or both", () => {
    expect(rowsOf("annual-sales-log")).toMatchObject({ direction: "sale", from: "2025-11-01", to: asOf });
    expect(rowsOf("customer-hhi")).toMatchObject({ direction: "sale" });
    expect(rowsOf("longest-sales-gap")).toMatchObject({ direction: "sale" });
    expect(rowsOf("monthly-purchases-log")).toMatchObject({ direction: "purchase" });
    expect(rowsOf("supplier-top1-share")).toMatchObject({ direction: "purchase" });
    const onInvoices = catalogue.filter(({ presentOn }) => presentOn.includes("sme_invoices"));
    const both = onInvoices.flatMap(({ id }) => (rowsOf(id).direction === undefined ? [id] : []));
    expect(both).toEqual([
      "tenure-months",
      "history-months",
      "zero-amount-share",
      "number-reuse-rate",
      "amount-mismatch-rate",
      "purchase-to-sales",
      "gross-margin-proxy-12m",
      "vat-burden",
    ]);
  });

  it("are of every stream that an operating indicator reads, days as delivered beside readings", () => {
    const onOperations = catalogue.filter(({ presentOn }) => presentOn.includes("operations"));
    expect(onOperations.length).toBeGreaterThan(150);
    for (const { id, streams } of onOperations) {
      const kinds = filtersOf(id).map(({ kind }) => kind);
      expect(kinds.length, id).toBeGreaterThan(0);
      expect(kinds.includes("machineDay"), id).toBe(streams.includes("machineDays"));
      expect(kinds.includes("invoice"), id).toBe(streams.includes("invoices"));
      expect(kinds.includes("reading"), id).toBe(
        streams.includes("machineDays") || streams.includes("meterDays"),
      );
    }
    const item = { kind: "streams", streams: ["orders", "payments", "loans"], asOf } as const;
    expect(rowsOfFigure("ent", item, 7)).toEqual([
      { enterpriseId: "ent", kind: "statement", from: "1990-01-01", to: asOf, knownAt: 7 },
      {
        enterpriseId: "ent",
        kind: "document",
        streams: ["orders", "loans"],
        from: "1990-01-01",
        to: asOf,
        knownAt: 7,
      },
    ]);
  });

  it("include the stretch a lunar year earlier where it is compared with", () => {
    const { from } = rowsOf("sales-change-3m");
    expect(from <= "2025-08-01" && from >= "2025-06-01").toBe(true);
  });
});
