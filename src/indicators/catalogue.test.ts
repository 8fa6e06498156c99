import { describe, expect, it } from "vitest";
import { catalogue } from "./catalogue.ts";
import { missingReasons } from "./missing.ts";

const onInvoices = catalogue.filter((indicator) => indicator.presentOn.includes("sme_invoices"));
const onMachines = catalogue.filter((indicator) => !indicator.presentOn.includes("sme_invoices"));

describe("the catalogue", () => {
  it("holds at least 24 indicators on invoices and 8 on machines and energy", () => {
    expect(onInvoices.length).toBeGreaterThanOrEqual(24);
    expect(onMachines.length).toBeGreaterThanOrEqual(8);
  });

  it("names every indicator once, in kebab case, and in both languages", () => {
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
    for (const { id, version, name, definition, formula, window, source, presentOn } of catalogue) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(version, id).toBeGreaterThanOrEqual(1);
      expect(name.zh + definition.zh, id).toMatch(/[一-鿿]/);
      expect(name.en, id).not.toMatch(/[一-鿿]/);
      expect(definition.en, id).not.toMatch(/[一-鿿]/);
      for (const text of [name.zh, definition.zh, name.en, definition.en, formula, window, source.citation]) {
        expect(text.trim(), id).not.toBe("");
      }
      expect(presentOn.length, id).toBeGreaterThan(0);
    }
  });

  it("leaves enough indicators that cannot see the end of the series", () => {
    expect(onInvoices.filter((indicator) => !indicator.endOfSeries).length).toBeGreaterThanOrEqual(20);
  });

  it("says every reason for missing in both languages", () => {
    for (const [code, { zh, en }] of Object.entries(missingReasons.messages)) {
      expect(zh, code).toMatch(/[一-鿿]/);
      expect(en, code).toMatch(/^[A-Z]/);
    }
  });
});
