import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BinnedValues } from "./binning.ts";
import { binOfCategory, binOfNumber, codesOf } from "./codes-of.ts";

const number = fc.oneof(
  fc.double({ noDefaultInfinity: true }),
  fc.integer({ min: -4, max: 4 }),
  fc.constantFrom(-0, 0, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, -9, 96, 98),
);

describe("codesOf", () => {
  it("finds the same bin by its table of leading bits as by looking at the cuts, for any numbers", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(number, { minLength: 0, maxLength: 12, comparator: (a, b) => a === b }),
        fc.array(number, { minLength: 40, maxLength: 80 }),
        (edges, given) => {
          const cuts = edges.filter((edge) => !Number.isNaN(edge)).sort((a, b) => a - b);
          const binned = binsWith(cuts, [-9, 96]);
          const near = cuts.flatMap((cut) => [cut, cut * (1 + 1e-16), cut - 1e-9, cut + 1e-9, -cut]);
          const pattern = [...given, ...near].filter((value) => Math.abs(value) !== Number.POSITIVE_INFINITY);
          const values = Float64Array.from(
            { length: 16_384 },
            (_, row) => pattern[row % pattern.length] ?? 0,
          );
          const codes = codesOf({ kind: "numeric", id: "x", values }, binned);
          pattern.forEach((value, row) => {
            expect(codes[row], `${value} among ${cuts}`).toBe(binByComparing(value, binned));
            expect(binOfNumber(value, binned)).toBe(codes[row]);
          });
        },
      ),
      { numRuns: 500, seed: 11 },
    );
  });

  it("sends special codes, missing values and unseen categories to bins of their own", () => {
    const binned = binsWith([0, 10], [-9, 96]);
    const values = Float64Array.of(-9, -8, 0, 9.9, 10, 96, Number.NaN);
    expect([...codesOf({ kind: "numeric", id: "x", values }, binned)]).toEqual([3, 0, 1, 1, 2, 4, 5]);
    const groups: BinnedValues = {
      cuts: [],
      bins: [
        { kind: "group", categories: ["b"] },
        { kind: "group", categories: ["a", "c"] },
        { kind: "other", categories: ["rare"] },
        { kind: "missing" },
      ],
    };
    const column = { kind: "categorical", id: "x", categories: ["a", "new", "b", "rare"] } as const;
    expect([...codesOf({ ...column, codes: Int32Array.of(0, 1, 2, 3, -1) }, groups)]).toEqual([
      1, 2, 0, 2, 3,
    ]);
    expect(binOfCategory("c", groups)).toBe(1);
    expect(binOfCategory(null, groups)).toBe(3);
  });
});

function binsWith(cuts: readonly number[], special: readonly number[]): BinnedValues {
  return {
    cuts,
    bins: [
      ...[null, ...cuts].map((from, bin) => ({ kind: "range", from, to: cuts[bin] ?? null }) as const),
      ...special.map((code) => ({ kind: "special", codes: [code] }) as const),
      { kind: "missing" },
    ],
  };
}

function binByComparing(value: number, { cuts, bins }: BinnedValues): number {
  if (Number.isNaN(value)) return bins.length - 1;
  const special = bins.findIndex((bin) => bin.kind === "special" && bin.codes.some((code) => code === value));
  return special >= 0 ? special : cuts.filter((cut) => value >= cut).length;
}
