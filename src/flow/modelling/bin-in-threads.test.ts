import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { type BinningParameters, binTable, defaultScorecardParameters, type Sample } from "#scorecard";
import { binInThreads } from "./bin-in-threads.ts";
import { openBinningPool } from "./binning-pool.ts";

const parameters: BinningParameters = {
  ...defaultScorecardParameters.binning,
  trend: "auto",
  candidates: "rich",
  maxPreBins: 64,
};

describe("binInThreads", () => {
  it("gives the same bits as one thread, for any number of threads, on shared memory or not", async () => {
    const sample = buildSample(20_000, 30);
    const rules = { indicator3: { specialCodes: [-9] }, indicator4: { trend: "none" as const } };
    const expected = binTable(sample, parameters, rules);
    for (const workers of [1, 2, 3]) {
      expect(await binInThreads(sample, parameters, rules, { workers })).toEqual(expected);
    }
    expect(await binInThreads(shareColumns(sample), parameters, rules, { workers: 2 })).toEqual(expected);
  });

  it("keeps its threads for one sample after another", async () => {
    const pool = openBinningPool(2);
    try {
      for (const rows of [500, 3_000]) {
        const sample = buildSample(rows, 5);
        expect(await pool.bin(sample, parameters, {})).toEqual(binTable(sample, parameters));
      }
    } finally {
      await pool.close();
    }
  });

  it("stops with the reason of its signal", async () => {
    const stop = new AbortController();
    const running = binInThreads(
      buildSample(20_000, 30),
      parameters,
      {},
      { workers: 2, signal: stop.signal },
    );
    stop.abort(new Error("no longer wanted"));
    await expect(running).rejects.toThrow("no longer wanted");
  });
});

function buildSample(rows: number, columns: number): Sample {
  const random = createRandom(`threads ${rows}`);
  const bad = new Uint8Array(rows);
  const all = Array.from({ length: columns }, () => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    bad[row] = random.next() < 0.2 ? 1 : 0;
    all.forEach((values, place) => {
      const value = random.normal() + (place % 3 === 0 ? (bad[row] as number) : 0);
      values[row] = random.next() < 0.1 ? Number.NaN : random.next() < 0.1 ? -9 : value;
    });
  }
  return {
    bad,
    indicators: all.map((values, place) => ({ kind: "numeric", id: `indicator${place}`, values })),
  };
}

function shareColumns(sample: Sample): Sample {
  return {
    ...sample,
    indicators: sample.indicators.map((column) => {
      if (column.kind !== "numeric") return column;
      const values = new Float64Array(new SharedArrayBuffer(column.values.byteLength));
      values.set(column.values);
      return { ...column, values };
    }),
  };
}
