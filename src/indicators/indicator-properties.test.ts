import { addDays, startOfDayMs } from "#kernel";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue, computeIndicators } from "./catalogue.ts";
import { type InvoiceRow, type ReadingRow, factsFromRows } from "./facts-from-rows.ts";
import { monthlySeriesOf } from "./monthly-series.ts";

const asOf = "2020-02-21";
const knownAt = 50;
const firstDay = "2017-06-01";
const daysToAsOf = 995;
const runs = { numRuns: 60 };
const onFacts = catalogue.filter(({ presentOn }) => !presentOn.includes("operations"));

const invoiceRows = fc.array(invoiceBefore(daysToAsOf), { minLength: 1, maxLength: 60 });
const readingRows = fc.array(readingWithin(-20, 100), { maxLength: 40 });

describe("indicators, for any rows", () => {
  it("do not depend on the order of the rows", () => {
    const shuffled = invoiceRows.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    );
    fc.assert(
      fc.property(shuffled, readingRows, ([rows, other], readings) => {
        const facts = factsFromRows({ asOf, knownAt, invoices: rows, readings });
        const others = factsFromRows({ asOf, knownAt, invoices: other, readings: readings.toReversed() });
        expect(others).toEqual(facts);
        expect(computeIndicators(others)).toEqual(computeIndicators(facts));
      }),
      runs,
    );
  });

  it("are not changed by anything after T or from N on", () => {
    const later = fc.array(
      fc.oneof(
        fc.tuple(invoiceBefore(daysToAsOf), fc.integer({ min: 1, max: 400 })).map(([row, days]) => ({
          ...row,
          issuedOn: addDays(asOf, days),
        })),
        invoiceBefore(daysToAsOf).map((row) => ({ ...row, platformIndex: row.platformIndex + knownAt })),
      ),
      { minLength: 1, maxLength: 30 },
    );
    const laterReadings = fc.array(
      readingWithin(-20, 100).map((row) => ({ ...row, toMs: startOfDayMs("2020-02-22") + 1 })),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(invoiceRows, later, readingRows, laterReadings, (rows, laterRows, readings, laterOnes) => {
        const facts = factsFromRows({ asOf, knownAt, invoices: rows, readings });
        const more = factsFromRows({
          asOf,
          knownAt,
          invoices: [...laterRows, ...rows],
          readings: [...readings, ...laterOnes],
        });
        expect(more).toEqual(facts);
      }),
      runs,
    );
  });

  it("keep every ratio, day and count when all amounts are scaled, and shift logs of money by log10 k", () => {
    fc.assert(
      fc.property(invoiceRows, fc.integer({ min: 2, max: 1000 }), (rows, factor) => {
        const scaled = rows.map((row) => ({
          ...row,
          netFen: row.netFen * BigInt(factor),
          taxFen: row.taxFen * BigInt(factor),
          grossFen: row.grossFen * BigInt(factor),
        }));
        const values = computeIndicators(factsFromRows({ asOf, knownAt, invoices: rows, readings: [] }));
        const others = computeIndicators(factsFromRows({ asOf, knownAt, invoices: scaled, readings: [] }));
        for (const { id, unit } of onFacts) {
          const value = values.get(id)?.value ?? null;
          const other = others.get(id)?.value ?? null;
          if (value === null || other === null) expect(other, id).toBe(value);
          else expect(other, id).toBeCloseTo(value + (unit === "log10 CNY" ? Math.log10(factor) : 0), 9);
        }
      }),
      runs,
    );
  });

  it("stay within the range that the catalogue states, and are finite", () => {
    fc.assert(
      fc.property(invoiceRows, readingRows, (invoices, readings) => {
        const values = computeIndicators(factsFromRows({ asOf, knownAt, invoices, readings }));
        expect([...values.keys()]).toEqual(onFacts.map(({ id }) => id));
        for (const { id, range } of onFacts) {
          const value = values.get(id)?.value ?? null;
          if (value === null) continue;
          expect(Number.isFinite(value), id).toBe(true);
          expect(value, id).toBeGreaterThanOrEqual(range[0] ?? Number.NEGATIVE_INFINITY);
          expect(value, id).toBeLessThanOrEqual(range[1] ?? Number.POSITIVE_INFINITY);
        }
      }),
      runs,
    );
  });

  it("see the silence before the cut-off only where they are marked end of series, but for the length of history", () => {
    fc.assert(
      fc.property(invoiceRows, fc.integer({ min: 1, max: 500 }), (invoices, silentDays) => {
        const values = computeIndicators(factsFromRows({ asOf, knownAt, invoices, readings: [] }));
        const later = addDays(asOf, silentDays);
        const others = computeIndicators(factsFromRows({ asOf: later, knownAt, invoices, readings: [] }));
        for (const { id, endOfSeries } of onFacts) {
          if (!endOfSeries && id !== "history-months") expect(others.get(id), id).toEqual(values.get(id));
        }
      }),
      runs,
    );
  });

  it("give a monthly series whose sums are the sums of the rows", () => {
    fc.assert(
      fc.property(invoiceRows, (invoices) => {
        const seen = invoices.filter((row) => row.platformIndex < knownAt);
        const series = monthlySeriesOf(factsFromRows({ asOf, knownAt, invoices, readings: [] }));
        const sales = seen.filter((row) => row.direction === "sale");
        const total = sales.reduce((sum, row) => sum + (row.isVoid ? 0n : row.grossFen), 0n);
        expect(series.salesFen.reduce((sum, fen) => sum + fen, 0n)).toBe(total);
        expect(series.voidInvoices.reduce((sum, count) => sum + count, 0)).toBe(
          sales.filter((row) => row.isVoid).length,
        );
        expect(new Set(series.months).size).toBe(series.months.length);
      }),
      runs,
    );
  });
});

function invoiceBefore(days: number): fc.Arbitrary<InvoiceRow> {
  return fc.record({
    direction: fc.constantFrom("sale" as const, "purchase" as const),
    issuedOn: fc.integer({ min: 0, max: days }).map((offset) => addDays(firstDay, offset)),
    counterparty: fc.constantFrom("A", "B", "C", "D", "E", "F", "G"),
    netFen: fc.bigInt({ min: -50_000n, max: 900_000n }),
    taxFen: fc.bigInt({ min: 0n, max: 9_000n }),
    grossFen: fc.oneof(fc.bigInt({ min: -90_000n, max: 900_000n }), fc.constant(0n)),
    isVoid: fc.boolean(),
    flags: fc.integer({ min: 0, max: 3 }),
    platformIndex: fc.integer({ min: 0, max: knownAt - 1 }),
  });
}

function readingWithin(fromHour: number, toHour: number): fc.Arbitrary<ReadingRow> {
  return fc
    .record({
      asset: fc.constantFrom("M1", "M2"),
      channel: fc.constantFrom(
        "state",
        "power_w",
        "energy_wh",
        "run_interval",
        "item_count",
        "good_count",
        "reject_count",
      ),
      fromMs: fc
        .integer({ min: fromHour * 60, max: toHour * 60 })
        .map((minute) => startOfDayMs("2020-02-17") + minute * 60_000),
      minutes: fc.integer({ min: 0, max: 600 }),
      value: fc.bigInt({ min: 0n, max: 3n }),
      platformIndex: fc.integer({ min: 0, max: knownAt - 1 }),
    })
    .map(({ minutes, ...row }) => ({ ...row, toMs: row.fromMs + minutes * 60_000 }));
}
