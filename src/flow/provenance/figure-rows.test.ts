import { describe, expect, it } from "vitest";
import { catalogue } from "#indicators";
import { rowsOfFigure } from "./figure-rows.ts";

const asOf = "2026-10-31";
const rowsOf = (id: string) => rowsOfFigure("ent", { kind: "indicator", id, asOf });

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

  it("include the stretch a lunar year earlier where it is compared with", () => {
    const { from } = rowsOf("sales-change-3m");
    expect(from <= "2025-08-01" && from >= "2025-06-01").toBe(true);
  });
});
