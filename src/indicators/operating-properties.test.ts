import { addDays } from "#kernel";
import {
  type OperatingRows,
  type Sighted,
  type StreamName,
  type StreamRows,
  operatingFactsOf,
  streamNames,
} from "#operations";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue, computeIndicators } from "./catalogue.ts";
import type { IndicatorValue } from "./definition.ts";
import { missingReasons } from "./missing.ts";
import { enterpriseFactsOf } from "./operating/enterprise-facts.ts";
import { defaultPlan } from "./parameters.ts";
import { arbitraryAsOf, arbitraryRows as arbitraryOnly } from "./testing/arbitrary-operations.ts";
import { steadyRows } from "./testing/steady-enterprise.ts";

/** Of the steady enterprise everything is known by then; of the arbitrary rows a part. */
const knownAt = 10;

function valuesOf(rows: OperatingRows, asOf = arbitraryAsOf): ReadonlyMap<string, IndicatorValue> {
  const operations = operatingFactsOf(rows, asOf, knownAt);
  return computeIndicators(enterpriseFactsOf(operations), asOf, defaultPlan, operations);
}

/** Every stream changed by a function of the whole list. */
function mapRows(
  rows: OperatingRows,
  change: (list: readonly AnyRow[], name: StreamName) => readonly AnyRow[],
) {
  return Object.fromEntries(
    streamNames.map((name) => [name, change(rows[name], name)]),
  ) as unknown as OperatingRows;
}

const steady = steadyRows();

/** Rows that may be anything at all, alone or among those of an enterprise with every stream for a thousand days. */
const arbitraryRows = fc
  .tuple(arbitraryOnly, fc.boolean())
  .map(([rows, isAmong]) => (isAmong ? mapRows(rows, (list, name) => [...list, ...steady[name]]) : rows));

type AnyRow = Sighted<StreamRows[StreamName]>;

describe("indicators over operating streams, whatever the rows", () => {
  it("give every id a finite value in its range, or a reason of the catalogue", () => {
    fc.assert(
      fc.property(arbitraryRows, (rows) => {
        const values = valuesOf(rows);
        expect([...values.keys()]).toEqual(catalogue.map(({ id }) => id));
        for (const { id, range } of catalogue) {
          const found = values.get(id);
          if (found === undefined || found.value === null) {
            expect(Object.keys(missingReasons.messages), id).toContain(found?.missingReason);
            continue;
          }
          expect(Number.isFinite(found.value), `${id} ${found.value}`).toBe(true);
          expect(found.value, id).toBeGreaterThanOrEqual(range[0] ?? Number.NEGATIVE_INFINITY);
          expect(found.value, id).toBeLessThanOrEqual((range[1] ?? Number.POSITIVE_INFINITY) + 1e-12);
          const error = found.standardError ?? 0;
          expect(Number.isFinite(error) && error >= 0, `${id} ± ${error}`).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("have a value in every family in most runs, so that the checks above check something", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(arbitraryRows, (rows) => {
        for (const [id, { value }] of valuesOf(rows)) if (value !== null) seen.add(id);
      }),
      { numRuns: 20, seed: 7 },
    );
    const never = catalogue.filter(({ id, presentOn }) => presentOn.includes("operations") && !seen.has(id));
    expect(never.map(({ id }) => id)).toEqual([]);
  });

  it("do not change with rows that are covered from N on, or that happen after T", () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryRows, (rows, others) => {
        const late = mapRows(rows, (list, name) => [
          ...list,
          ...others[name].map((row) => ({ ...row, platformIndex: row.platformIndex + knownAt })),
        ]);
        expect(valuesOf(late)).toEqual(valuesOf(rows));
        const earlier = addDays(arbitraryAsOf, -200);
        const cut = operatingFactsOf(rows, earlier, knownAt);
        const again = mapRows(rows, (_, name) => cut[name].map((row) => ({ ...row, platformIndex: 0 })));
        expect(valuesOf(again, earlier)).toEqual(valuesOf(rows, earlier));
      }),
      { numRuns: 12 },
    );
  });

  it("do not depend on the order in which rows of different deliveries are held", () => {
    fc.assert(
      fc.property(arbitraryRows, fc.integer({ min: 1, max: 97 }), (rows, seed) => {
        // Within a delivery the order is the document's own; between deliveries it must not matter.
        const shuffled = mapRows(rows, (list) =>
          [...list].sort(
            (left, right) =>
              ((left.platformIndex * seed) % 7) - ((right.platformIndex * seed) % 7) ||
              left.platformIndex - right.platformIndex,
          ),
        );
        expect(valuesOf(shuffled)).toEqual(valuesOf(rows));
      }),
      { numRuns: 12 },
    );
  });
});
