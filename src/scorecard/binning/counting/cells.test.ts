import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countColumn, lookIntoCells } from "./cells.ts";
import type { Cells } from "./cell-sums.ts";
import { exactWeights } from "./present-rows.ts";
import type { PresentRows } from "./present-rows.ts";
import { countValues, mergeValueCounts } from "./value-counts.ts";

const number = fc.oneof(
  fc.double({ noDefaultInfinity: true }),
  fc.double({ min: 1, max: 2, noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(-0, 0, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, Number.NaN),
);
const row = fc.tuple(number, fc.nat(1), fc.double({ min: 1e-3, max: 1e6, noNaN: true }));
const columns = fc.array(row, { minLength: 1, maxLength: 200 });

describe("countColumn", () => {
  it("counts the same cells, to the bit, however the rows are sharded and in whatever order", () => {
    fc.assert(
      fc.property(columns, fc.array(fc.nat(3), { minLength: 200, maxLength: 200 }), (rows, places) => {
        for (const limit of [4, 1_000]) {
          const whole = countColumn([shardOf(rows, rows)], limit);
          const shards = [0, 1, 2, 3].map((shard) => rows.filter((_, place) => places[place] === shard));
          const parts = shards.map((part) => shardOf(part, rows));
          for (const order of [parts, parts.toReversed()]) {
            const merged = countColumn(order, limit);
            expect(merged.cells).toEqual(whole.cells);
            expect(merged.missing).toEqual(whole.missing);
          }
        }
      }),
      { numRuns: 400, seed: 21 },
    );
  });

  it("puts every row into the cell between whose floors it lies, and atoms hold one value", () => {
    fc.assert(
      fc.property(columns, (rows) => {
        const counted = countColumn([shardOf(rows, rows)], 4);
        const everyCell = Array.from(counted.cells.floors.keys());
        for (const column of [
          counted,
          lookIntoCells(
            counted,
            everyCell.filter((cell) => cell % 3 !== 1),
          ),
        ]) {
          expectCellsOf(column.cells, rows);
        }
        expect(lookIntoCells(counted, everyCell).cells.gridCells.every((cell) => cell === -1)).toBe(true);
      }),
      { numRuns: 400, seed: 22 },
    );
  });
});

describe("mergeValueCounts", () => {
  it("is commutative and associative to the bit, with few distinct values and with many", () => {
    fc.assert(
      fc.property(columns, columns, columns, (a, b, c) => {
        const all = [...a, ...b, ...c];
        const [x, y, z] = [a, b, c].map((rows) => countValues(shardOf(rows, all), 40));
        if (!x || !y || !z) return;
        const merge = (left: typeof x, right: typeof x) => mergeValueCounts(left, right, 40);
        expect(merge(x, y)).toEqual(merge(y, x));
        expect(merge(merge(x, y), z)).toEqual(merge(x, merge(y, z)));
        expect(countValues(shardOf(all, all), 40)).toEqual(merge(merge(x, y), z));
      }),
      { numRuns: 400, seed: 23 },
    );
  });
});

type Row = readonly [value: number, bad: number, weight: number];

/** Weights are made exact over all rows, before they are divided among shards. */
function shardOf(rows: readonly Row[], all: readonly Row[]): PresentRows {
  const exact = exactWeights(Float64Array.from(all, ([, , weight]) => weight));
  const places = new Map(all.map((one, place) => [one, place]));
  return {
    values: Float64Array.from(rows, ([value]) => value),
    bad: Uint8Array.from(rows, ([, bad]) => bad),
    weights: Float64Array.from(rows, (one) => exact[places.get(one) ?? -1] as number),
    special: [],
  };
}

function expectCellsOf(cells: Cells, rows: readonly Row[]): void {
  const exact = exactWeights(Float64Array.from(rows, ([, , weight]) => weight));
  const expected = Array.from(cells.floors, () => ({ badRows: 0, goodRows: 0, bads: 0, goods: 0 }));
  rows.forEach(([value, bad], place) => {
    if (Number.isNaN(value)) return;
    const cell = cells.floors.findLastIndex((floor) => floor <= value);
    const tally = expected[cell] as { badRows: number; goodRows: number; bads: number; goods: number };
    if (bad === 1) {
      tally.badRows++;
      tally.bads += exact[place] as number;
    } else {
      tally.goodRows++;
      tally.goods += exact[place] as number;
    }
    if (cells.gridCells[cell] === -1) expect(value === cells.floors[cell]).toBe(true);
  });
  expected.forEach(({ badRows, goodRows, bads, goods }, cell) => {
    expect([cells.badRows[cell], cells.goodRows[cell]]).toEqual([badRows, goodRows]);
    expect([cells.bads[cell], cells.goods[cell]]).toEqual([bads, goods]);
  });
}
