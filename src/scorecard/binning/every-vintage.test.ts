import { createRandom } from "#kernel";
import { expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { BinningParameters } from "../parameters.ts";
import type { Sample } from "../sample.ts";
import { binIndicator } from "./bin-indicator.ts";
import { codesOf } from "./codes-of.ts";

const parameters: BinningParameters = {
  ...defaultScorecardParameters.binning,
  trend: "ascending",
  candidates: "rich",
  maxPreBins: 64,
  maxBins: 8,
  minBinShare: 0.03,
  smoothingRows: 0,
};

/** A weak indicator observed over four months: the course over all months seldom holds in each. */
function weakSample(rows: number): Sample {
  const random = createRandom("every vintage");
  const values = Float64Array.from({ length: rows }, () => Math.round(20 * random.next()));
  const bad = Uint8Array.from(values, (value) => (random.next() < 0.1 + 0.004 * value ? 1 : 0));
  return {
    indicators: [{ kind: "numeric", id: "x", values }],
    bad,
    vintages: {
      labels: ["2026-01", "2026-02", "2026-03", "2026-04"],
      codes: Int32Array.from({ length: rows }, (_, row) => row % 4),
    },
  };
}

/** How often the bad rate falls from one value bin to the next within a single month. */
function turnsWithin(sample: Sample, over: BinningParameters["over"]): number {
  const column = sample.indicators[0] ?? expect.unreachable();
  const found = binIndicator(column, sample, { ...parameters, over });
  if (found.kind !== "binned") return expect.unreachable();
  const codes = codesOf(column, found);
  const months = sample.vintages?.codes ?? new Int32Array();
  let turns = 0;
  for (let month = 0; month < 4; month++) {
    const rates = found.cuts.concat(0).map((_, bin) => {
      const rows = [...codes.keys()].filter((row) => codes[row] === bin && months[row] === month);
      return rows.reduce((sum, row) => sum + (sample.bad[row] ?? 0), 0) / rows.length;
    });
    turns += rates.slice(1).filter((rate, bin) => rate < (rates[bin] ?? 0)).length;
  }
  return turns;
}

it("keeps the trend in every month alone when asked to, at the price of information", () => {
  const sample = weakSample(3_000);
  expect(turnsWithin(sample, "sample")).toBeGreaterThan(0);
  expect(turnsWithin(sample, "everyVintage")).toBe(0);
  const ivOver = (over: BinningParameters["over"]) => {
    const found = binIndicator(sample.indicators[0] ?? expect.unreachable(), sample, { ...parameters, over });
    return found.kind === "binned" ? found.iv : Number.NaN;
  };
  expect(ivOver("everyVintage")).toBeLessThanOrEqual(ivOver("sample"));
  expect(ivOver("everyVintage")).toBeGreaterThan(0);
});

it("says that a sample without months cannot be asked for every month", () => {
  const { vintages: _, ...sample } = weakSample(100);
  expect(() =>
    binIndicator(sample.indicators[0] ?? expect.unreachable(), sample, {
      ...parameters,
      over: "everyVintage",
    }),
  ).toThrow(expect.objectContaining({ code: "SCORECARD_VINTAGES_ABSENT" }));
});
