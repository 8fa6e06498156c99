import { dayOfNumber } from "#kernel";
import { type InvoiceItem, type Sighted, emptyRows, operatingFactsOf } from "#operations";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue, computeIndicators } from "../catalogue.ts";
import { type InvoiceRow, factsFromRows } from "../facts-from-rows.ts";
import { arbitraryAsOf, arbitraryRows } from "../testing/arbitrary-operations.ts";
import { steadyRows } from "../testing/steady-enterprise.ts";
import { enterpriseFactsOf } from "./enterprise-facts.ts";

const knownAt = 10;

/** As an import marks them: exact repeats left out, amounts that do not add up, numbers used again. */
function importedRows(invoices: readonly Sighted<InvoiceItem>[]): InvoiceRow[] {
  const seen = new Map<string, Set<string>>();
  return [...invoices]
    .sort((left, right) => left.onDay - right.onDay || left.platformIndex - right.platformIndex)
    .flatMap(
      ({ direction, number, onDay, counterparty, netFen, taxFen, grossFen, isVoid, platformIndex }) => {
        const issuedOn = dayOfNumber(onDay);
        const content = [issuedOn, counterparty, netFen, taxFen, grossFen, isVoid].join("|");
        const before = seen.get(`${direction}${number}`) ?? new Set<string>();
        if (before.has(content)) return [];
        const flags = (netFen + taxFen === grossFen ? 0 : 1) + (before.size > 0 ? 2 : 0);
        seen.set(`${direction}${number}`, before.add(content));
        return [
          { direction, issuedOn, counterparty, netFen, taxFen, grossFen, isVoid, flags, platformIndex },
        ];
      },
    );
}

describe("facts of invoices from operating streams", () => {
  it("are those of the row-by-row oracle, whatever the invoices", () => {
    fc.assert(
      fc.property(arbitraryRows, ({ invoices }) => {
        const known = invoices.filter(({ platformIndex }) => platformIndex < knownAt);
        const operations = operatingFactsOf({ ...emptyRows(), invoices }, arbitraryAsOf, knownAt);
        expect(enterpriseFactsOf(operations)).toEqual(
          factsFromRows({ asOf: arbitraryAsOf, knownAt, invoices: importedRows(known), readings: [] }),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("give the same values as the oracle on an enterprise with a thousand days", () => {
    const { invoices } = steadyRows();
    const operations = operatingFactsOf({ ...emptyRows(), invoices }, arbitraryAsOf, knownAt);
    const oracle = factsFromRows({
      asOf: arbitraryAsOf,
      knownAt,
      invoices: importedRows(invoices),
      readings: [],
    });
    const values = computeIndicators(oracle);
    expect(values.size).toBe(catalogue.filter(({ presentOn }) => !presentOn.includes("operations")).length);
    expect(computeIndicators(enterpriseFactsOf(operations))).toEqual(values);
  });
});
