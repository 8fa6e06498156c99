import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import { defaultEvaluationParameters } from "../evaluation/parameters.ts";
import { hasGermanCredit, readGermanCredit, readGolden } from "../testing/german-credit.ts";
import { addCounts, countBins, measureShift } from "./measure-shift.ts";

const labels = ["a", "b", "c", "d", "e"];
const parameters = defaultEvaluationParameters;

function drawn(rows: number, seed: string, tilt = 0) {
  const random = createRandom(seed);
  const codes = Int32Array.from({ length: rows }, () =>
    Math.min(4, Math.floor(5 * random.next() ** (1 + tilt))),
  );
  return countBins(codes, 5);
}

describe("measureShift", () => {
  it.skipIf(!hasGermanCredit())("gives toad's PSI of the credit amount over tenths, to 1e-12", () => {
    const golden = readGolden<{ train_index: number[]; toad_psi_credit_amount_deciles: number }>("split_psi");
    const data = readGermanCredit();
    const name = [...data.columns.keys()].find((column) => column.includes("amount")) ?? "";
    const amounts = (data.columns.get(name) ?? []).map(Number);
    const training = new Set(golden.train_index);
    const sorted = amounts.filter((_, row) => training.has(row)).sort((a, b) => a - b);
    const cuts = Array.from({ length: 9 }, (_, index) => {
      const position = ((index + 1) / 10) * (sorted.length - 1);
      const low = sorted[Math.floor(position)] as number;
      return low + (position % 1) * ((sorted[Math.floor(position) + 1] as number) - low);
    });
    const codes = Int32Array.from(amounts, (amount) => cuts.filter((cut) => amount > cut).length);
    const tenths = Array.from({ length: 10 }, (_, bin) => String(bin));
    const { index } = measureShift(
      countBins(codes, 10, undefined, (row) => training.has(row)),
      countBins(codes, 10, undefined, (row) => !training.has(row)),
      tenths,
      parameters,
    );
    expect(index).toBeCloseTo(golden.toad_psi_credit_amount_deciles, 12);
  });

  it("crosses its limit by chance about once in a hundred times, whatever the sizes", () => {
    for (const [expectedRows, actualRows] of [
      [400, 90],
      [5_000, 5_000],
    ] as const) {
      let crossed = 0;
      for (let trial = 0; trial < 1_500; trial++) {
        const one = drawn(expectedRows, `one ${trial}`);
        const { index, limit, pValue } = measureShift(
          one,
          drawn(actualRows, `other ${trial}`),
          labels,
          parameters,
        );
        if (index > limit) crossed++;
        expect(index > limit).toBe(pValue < 0.01);
      }
      expect(crossed / 1_500).toBeGreaterThan(0.004);
      expect(crossed / 1_500).toBeLessThan(0.02);
    }
  });

  it("does not call a shift of few rows red that chance explains, and does of many", () => {
    const few = measureShift(
      { counts: Float64Array.of(9, 11, 10, 8, 12), effectiveRows: 50 },
      { counts: Float64Array.of(2, 5, 2, 5, 6), effectiveRows: 20 },
      labels,
      parameters,
    );
    expect(few.index).toBeGreaterThan(0.1);
    expect(few.light).toBe("green");
    const many = measureShift(drawn(5_000, "many"), drawn(5_000, "tilted", 1), labels, parameters);
    expect(many.light).toBe("red");
    const small = measureShift(drawn(200_000, "huge"), drawn(200_000, "nearly", 0.03), labels, parameters);
    expect(small.index).toBeGreaterThan(small.limit);
    expect(small.light).toBe("green");
  });

  it("counts an empty bin as half a row, leaves one out that both lack, and stays finite", () => {
    const one = { counts: Float64Array.of(10, 0, 0, 5, 5), effectiveRows: 20 };
    const other = { counts: Float64Array.of(10, 5, 0, 5, 0), effectiveRows: 20 };
    const { index, bins } = measureShift(one, other, labels, parameters);
    expect(bins.map(({ label }) => label)).toEqual(["a", "b", "d", "e"]);
    expect(index).toBeCloseTo(2 * (0.25 - 0.025) * Math.log(0.25 / 0.025), 12);
    const same = measureShift(
      { counts: Float64Array.of(7), effectiveRows: 7 },
      { counts: Float64Array.of(3), effectiveRows: 3 },
      ["all"],
      parameters,
    );
    expect([same.index, same.limit, same.pValue, same.light]).toEqual([0, 0, 1, "green"]);
  });

  it("finds no shift where one side has no rows", () => {
    const none = { counts: new Float64Array(5), effectiveRows: 0 };
    const found = measureShift(drawn(50, "some"), none, labels, parameters);
    expect(found).toEqual({
      index: 0,
      limit: 0,
      pValue: 1,
      light: "green",
      expectedRows: 50,
      actualRows: 0,
      bins: [],
    });
  });

  it("counts by weight what weights are worth in rows", () => {
    const weights = Float64Array.of(1, 1, 4);
    const counted = countBins([0, 1, 1], 2, weights);
    expect([...counted.counts]).toEqual([1, 5]);
    expect(counted.effectiveRows).toBeCloseTo(36 / 18, 12);
    expect(addCounts(counted, countBins([0], 2)).counts).toEqual(Float64Array.of(2, 5));
  });
});
