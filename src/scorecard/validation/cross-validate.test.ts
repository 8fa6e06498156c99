import { createRandom } from "#kernel";
import type { Progress } from "#kernel";
import { describe, expect, it } from "vitest";
import { trainOn } from "../binning/bin-indicator.ts";
import { defaultScorecardParameters } from "../default-parameters.ts";
import { fitCard } from "../screening/fit-card.ts";
import { prepareSample } from "../screening/prepare-sample.ts";
import { buildSample } from "../testing/sample-builder.ts";
import { assignFolds } from "../evaluation/assign-folds.ts";
import { crossValidate } from "./cross-validate.ts";

const options = { folds: 5, repeats: 4, seed: "cross-validate" };

describe("crossValidate", () => {
  const sample = buildSample(150, "folds");
  const result = crossValidate(sample, defaultScorecardParameters, options);

  it("gives the same bits for the same seed and other folds for another", () => {
    const again = crossValidate(buildSample(150, "folds"), defaultScorecardParameters, options);
    expect(again).toEqual(result);
    expect(new Uint8Array(again.outOfFoldLogOdds.buffer)).toEqual(
      new Uint8Array(result.outOfFoldLogOdds.buffer),
    );
    const other = crossValidate(sample, defaultScorecardParameters, { ...options, seed: "another" });
    expect(other.outOfFoldLogOdds).not.toEqual(result.outOfFoldLogOdds);
  });

  it("orders low ≤ mean ≤ high and finds the signal that is there", () => {
    expect(result.low).toBeLessThanOrEqual(result.mean);
    expect(result.mean).toBeLessThanOrEqual(result.high);
    expect(result.mean).toBeGreaterThan(0.7);
    expect(result.foldSd).toBeGreaterThan(0);
    expect(result.method).toContain("5-fold");
    expect(result.methodZh).toContain("5 折");
  });

  it("finds no signal where there is none: outcomes shuffled, AUC near one half", () => {
    const means = [1, 2, 3, 4, 5, 6].map((trial) => {
      const bad = Uint8Array.from(createRandom(`shuffle ${trial}`).shuffle([...sample.bad]));
      return crossValidate({ ...sample, bad }, defaultScorecardParameters, options).mean;
    });
    const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.06);
  });

  it("fits a fold's card from its training rows alone: held-out values and outcomes do not reach it", () => {
    const foldOf = assignFolds(sample.bad, 5, createRandom("blind"));
    const included = foldOf.map((fold) => (fold === 0 ? 0 : 1));
    const scrambled = {
      bad: sample.bad.map((outcome, row) => (included[row] === 1 ? outcome : 1 - outcome)),
      indicators: sample.indicators.map((column) => ({
        ...column,
        values: column.values.map((value, row) => (included[row] === 1 ? value : 1e6 - row)),
      })),
    };
    const [blind, seen] = [scrambled, sample].map((given) => {
      const card = fitCard(prepareSample(given), trainOn(included, given), defaultScorecardParameters);
      return { members: card.members.map(({ id, binning }) => ({ id, binning })), fit: card.regression };
    });
    expect(seen?.members.length).toBeGreaterThan(0);
    expect(blind).toEqual(seen);
  });

  it("refuses more folds than there are rows of either outcome", () => {
    expect(() => crossValidate(sample, defaultScorecardParameters, { ...options, folds: 149 })).toThrow(
      expect.objectContaining({ code: "SCORECARD_FOLDS_TOO_MANY" }),
    );
  });

  it("reports every fit", () => {
    const seen: Progress[] = [];
    crossValidate(sample, defaultScorecardParameters, { ...options, onProgress: (at) => seen.push(at) });
    expect(seen.map(({ done }) => done)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(seen.every(({ total, unit }) => total === 20 && unit === "fits")).toBe(true);
  });
});

describe("assignFolds", () => {
  it("deals out both outcomes and all rows as evenly as whole numbers allow", () => {
    const bad = Uint8Array.from({ length: 123 }, (_, row) => (row % 9 < 2 ? 1 : 0));
    const foldOf = assignFolds(bad, 5, createRandom("even"));
    for (const outcome of [0, 1, 2]) {
      const sizes = [0, 1, 2, 3, 4].map(
        (fold) =>
          [...foldOf.keys()].filter((row) => foldOf[row] === fold && (outcome === 2 || bad[row] === outcome))
            .length,
      );
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  });
});
