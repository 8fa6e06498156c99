import { describe, expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { BinningParameters } from "../parameters.ts";
import type { CategoricalColumn, Sample } from "../sample.ts";
import { binIndicator } from "./bin-indicator.ts";

const free: BinningParameters = {
  ...defaultScorecardParameters.binning,
  minBinShare: 0,
  minBinRows: 0,
  minBadsPerBin: 0,
  minGoodsPerBin: 0,
  smoothingRows: 0,
  rareShare: 0,
};

/** Categories a, b, c … of [bads, goods]. */
function columnOf(counts: readonly (readonly [number, number])[]): {
  readonly column: CategoricalColumn;
  readonly sample: Sample;
} {
  const rows = counts.flatMap(([bads, goods], code) =>
    Array.from({ length: bads + goods }, (_, row) => ({ code, bad: row < bads ? 1 : 0 })),
  );
  const column: CategoricalColumn = {
    kind: "categorical",
    id: "c",
    codes: Int32Array.from(rows, ({ code }) => code),
    categories: counts.map((_, code) => `c${String(code).padStart(3, "0")}`),
  };
  return { column, sample: { indicators: [column], bad: Uint8Array.from(rows, ({ bad }) => bad) } };
}

function group(counts: readonly (readonly [number, number])[], parameters: Partial<BinningParameters>) {
  const { column, sample } = columnOf(counts);
  return binIndicator(column, sample, { ...free, ...parameters });
}

describe("groups of categories that are no neighbours in rate", () => {
  it("are found where limits hold between groups", () => {
    const counts = [
      [0, 4],
      [2, 6],
      [3, 1],
    ] as const;
    const result = group(counts, { minBinRows: 8, minRateGap: 0.1, objective: "js" });
    expect(result).toMatchObject({
      kind: "binned",
      status: "optimal",
      bins: [{ categories: ["c001"] }, { categories: ["c000", "c002"] }, {}, {}],
    });
  });

  it("are told apart from what truly is impossible, with the limit that alone is in the way", () => {
    const counts = [
      [0, 4],
      [2, 6],
      [3, 1],
    ] as const;
    expect(group(counts, { minBinRows: 8, minRateGap: 0.2, objective: "js" })).toEqual({
      kind: "infeasible",
      reason: { conflicts: ["minBinRows", "minRateGap"] },
    });
  });

  it("are looked at for KS, where the first bad row of a group is worth more than the order of rates", () => {
    const counts = [
      [0, 400],
      [100, 300],
      [1, 1],
    ] as const;
    const result = group(counts, { objective: "ks", maxBins: 2, minBadsPerBin: 1 });
    expect(result).toMatchObject({ status: "optimal", bins: [{ categories: ["c000", "c002"] }, {}, {}, {}] });
  });

  it("bound the answer among too many categories to compare, so that it is not called optimal", () => {
    const counts = [[0, 400], [100, 300], [1, 1], ...Array.from({ length: 10 }, () => [25, 75])] as [
      number,
      number,
    ][];
    const result = group(counts, { maxBins: 2 });
    if (result.kind !== "binned") throw new Error("no bins");
    // {first, third} and {all others} are worth more than any cut in the order of rates.
    const [p, q] = [1 / 351, 401 / 1451];
    const better = (p - q) * Math.log(p / q) + (q - p) * Math.log((1 - p) / (1 - q));
    expect(result.certificate.lower).toBeLessThan(better);
    expect(result.status).toBe("bounded");
    expect(result.certificate.upper).toBeGreaterThanOrEqual(better);
  });
});

describe("groups whose trend holds in every vintage", () => {
  it("are worth what they are over the sample, and are proved", () => {
    const { column, sample } = columnOf([
      [4, 16],
      [8, 12],
      [10, 10],
      [12, 8],
    ]);
    const codes = Int32Array.from(sample.bad, (_, row) => row % 2);
    const months = { ...sample, vintages: { codes, labels: ["2026-01", "2026-02"] } };
    const over = (wanted: BinningParameters["over"]) => {
      const result = binIndicator(column, months, { ...free, over: wanted });
      return result.kind === "binned" ? result : expect.unreachable();
    };
    expect(over("everyVintage")).toMatchObject({ status: "optimal" });
    // Both months have the same counts, so their trend is the sample's.
    expect(over("everyVintage").certificate).toEqual(over("sample").certificate);
  });
});

describe("more than 254 categories", () => {
  it("are grouped, and bounded by the optimum over all of them and not only over candidates", () => {
    const counts = Array.from({ length: 300 }, (_, code) => [1 + (code % 7), 20 - (code % 11)] as const);
    const few = group(counts, { maxBins: 4, maxPreBins: 24 });
    const all = group(counts, { maxBins: 4, maxPreBins: 300 });
    if (few.kind !== "binned" || all.kind !== "binned") throw new Error("no bins");
    expect(all.status).toBe("optimal");
    expect(few.certificate.upper).toBeGreaterThanOrEqual(all.certificate.lower);
    expect(few.bins.flatMap((bin) => (bin.kind === "group" ? bin.categories : []))).toHaveLength(300);
  });
});
