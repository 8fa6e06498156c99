import { describe, expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import { cardAsJson } from "../exports/card-as-json.ts";
import { parityRows } from "../exports/parity-rows.ts";
import { scoreSample } from "../scoring/score-sample.ts";
import { makeCard, makeHardCard } from "../testing/card-builder.ts";
import { readScorecard } from "./read-scorecard.ts";

describe("readScorecard", () => {
  const card = makeHardCard(2);

  it("reads what was written, to the same scores", () => {
    const restored = readScorecard(JSON.parse(cardAsJson(card)));
    const columns = parityRows(card, 1_000, "read");
    expect(restored).toEqual(card);
    expect(scoreSample(restored, columns)).toEqual(scoreSample(card, columns));
  });

  it("reads version 1, which knew numbers only and fewer parameters", () => {
    const plain = makeCard([{ id: "x", cuts: [1, 2], points: [1, 2, 3], missing: 0 }], 600);
    const { trend: _, ...indicator } = plain.indicators[0] as (typeof plain.indicators)[number];
    const { valueKind: __, ...old } = { ...indicator, trend: "ascending" };
    const { binning, scaling } = plain.parameters;
    const version1 = {
      ...plain,
      version: "scorecard@1",
      parameters: {
        ...plain.parameters,
        binning: { trend: "auto", maxPreBins: binning.maxPreBins, maxBins: 3, minBinShare: 0.1 },
        scaling: {
          basePoints: scaling.basePoints,
          baseGoodsPerBad: scaling.baseGoodsPerBad,
          pointsToDoubleOdds: scaling.pointsToDoubleOdds,
          pointsDecimals: 0,
        },
      },
      indicators: [old],
    };
    const read = readScorecard(JSON.parse(JSON.stringify(version1)));
    expect(read.parameters.binning).toEqual({
      ...defaultScorecardParameters.binning,
      trend: "monotone",
      maxBins: 3,
      minBinShare: 0.1,
    });
    const values = Float64Array.of(0, 1, 2, Number.NaN);
    const { points } = scoreSample(read, [{ kind: "numeric", id: "x", values }]);
    expect([...points]).toEqual([601, 602, 603, 600]);
  });

  it("refuses other versions and what is no card", () => {
    for (const version of ["scorecard@3", undefined]) {
      expect(() => readScorecard({ ...card, version })).toThrow(
        expect.objectContaining({ code: "SCORECARD_VERSION_UNKNOWN" }),
      );
    }
    for (const wrong of [null, 7, [], "card"]) {
      expect(() => readScorecard(wrong)).toThrow(
        expect.objectContaining({ code: "SCORECARD_CARD_MALFORMED" }),
      );
    }
  });

  it.each<[string, string, string]>([
    ["points that are no whole units", "indicators[0].bins[0].points", "0.001"],
    ["base points that are no whole units", "scaling.basePoints", "0.005"],
    ["a factor of 0", "scaling.factor", "0"],
    ["cuts that fall", "indicators[0].cuts[1]", "-7"],
    ["ranges that do not follow the cuts", "indicators[0].bins[1]", '{"kind":"range","from":0,"to":1}'],
    ["a special code twice", "indicators[0].bins[7].codes", "[-9]"],
    ["a category twice", "indicators[3].bins[1].categories", '["car"]'],
    ["a card without the bin of missing values", "indicators[1].bins[2].kind", '"other"'],
    ["an unknown trend", "indicators[1].trend", '"up"'],
    ["best points that are not the best", "indicators[0].bestPoints", "99"],
    ["an indicator twice", "indicators[1].id", '"status"'],
    ["a number that is a text", "indicators[0].bins[0].woe", '"1"'],
    ["a bin merged into itself", "indicators[0].bins[0].mergedInto", "0"],
  ])("names the field of %s", (_, path, value) => {
    const copy = JSON.parse(cardAsJson(card)) as { [field: string]: never };
    change(copy, path, value);
    expect(() => readScorecard(copy)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/MALFORMED/) as string }),
    );
  });

  const change = (copy: unknown, path: string, value: string): void => {
    const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
    const last = keys.pop() as string;
    let at = copy as Record<string, unknown>;
    for (const key of keys) at = at[key] as Record<string, unknown>;
    at[last] = JSON.parse(value);
  };
});
