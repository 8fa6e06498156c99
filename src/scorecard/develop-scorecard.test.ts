import { describe, expect, it } from "vitest";
import { defaultScorecardParameters } from "./default-parameters.ts";
import { developScorecard } from "./develop-scorecard.ts";
import type { ScorecardParameters } from "./parameters.ts";
import { pointsLine, scoreOfLogOdds } from "./scaling/points-line.ts";
import type { Scorecard } from "./scorecard.ts";
import { buildSample } from "./testing/sample-builder.ts";

describe("developScorecard", () => {
  const sample = buildSample(400, "develop");
  const card = developScorecard(sample, defaultScorecardParameters);

  it("keeps what separates and gives a reason for everything that it leaves out", () => {
    expect(card.indicators.map(({ id }) => id)).toEqual(expect.arrayContaining(["weak", "holes"]));
    expect(card.indicators.length + card.screened.length).toBe(sample.indicators.length);
    const reasons = Object.fromEntries(card.screened.map(({ id, reason }) => [id, reason.kind]));
    expect(reasons).toMatchObject({ constant: "mostlyIdentical", empty: "mostlyMissing", noise: "weak" });
    const strongOrCopy = card.indicators.map(({ id }) => id).filter((id) => /strong|copy/.test(id));
    expect(strongOrCopy).toHaveLength(1);
    expect(reasons[strongOrCopy[0] === "strong" ? "copy" : "strong"]).toBe("correlated");
  });

  it("gives more points to a bin of lower smoothed bad rate, on every indicator", () => {
    for (const { bins } of card.indicators) {
      const byRisk = [...bins].sort((a, b) => a.woe - b.woe);
      for (let i = 1; i < byRisk.length; i++) {
        expect(byRisk[i]?.points).toBeLessThanOrEqual(byRisk[i - 1]?.points ?? Number.NaN);
      }
    }
  });

  it("has only positive coefficients, rows that add up, and best points that are the best", () => {
    for (const { bins, coefficient, bestPoints, standardError, wald, pValue } of card.indicators) {
      expect(coefficient).toBeGreaterThan(0);
      expect(wald).toBeCloseTo(coefficient / standardError, 12);
      expect(pValue).toBeGreaterThan(0);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(400);
      expect(bins.reduce((sum, { bads }) => sum + bads, 0)).toBe(card.sample.bads);
      expect(Math.max(...bins.map(({ points }) => points))).toBe(bestPoints);
      expect(bins.at(-1)?.kind).toBe("missing");
    }
  });

  it("gives 600 points at 1 bad to 19 goods, and 50 more where the odds are twice as good", () => {
    const line = pointsLine(defaultScorecardParameters.scaling);
    const scaled = { scaling: { ...line, basePoints: 0 }, parameters: defaultScorecardParameters };
    expect(scoreOfLogOdds(scaled, Math.log(1 / 19))).toBe(600);
    expect(scoreOfLogOdds(scaled, Math.log(1 / 38))).toBe(650);
    expect(scoreOfLogOdds(scaled, Math.log(2 / 19))).toBe(550);
  });

  it("is the same card, bit for bit, when developed again", () => {
    expect(JSON.stringify(developScorecard(buildSample(400, "develop"), defaultScorecardParameters))).toBe(
      JSON.stringify(card),
    );
  });

  it("does not change when a monotone transformation is applied to an indicator, but for its cuts", () => {
    const transformed = {
      ...sample,
      indicators: sample.indicators.map((column) => ({ ...column, values: column.values.map(Math.exp) })),
    };
    const other = developScorecard(transformed, defaultScorecardParameters);
    expect(pointsOf(other)).toEqual(pointsOf(card));
  });

  it("weighs rows: every row twice and every weight 2 give the same weights of evidence", () => {
    const weighted = { ...sample, weights: new Float64Array(400).fill(2) };
    const plain = withBinning({ smoothingRows: 0 });
    const once = developScorecard(sample, plain);
    const twice = developScorecard(weighted, plain);
    expect(twice.indicators.map(({ bins }) => bins.map(({ woe }) => woe))).toEqual(
      once.indicators.map(({ bins }) => bins.map(({ woe }) => woe)),
    );
  });

  it("gives everyone the sample's bad rate, with reasons, when nothing survives", () => {
    const none = developScorecard(sample, {
      ...defaultScorecardParameters,
      screening: { ...defaultScorecardParameters.screening, minIv: 99 },
    });
    expect(none.indicators).toEqual([]);
    expect(none.screened).toHaveLength(sample.indicators.length);
    const { bads, rows } = none.sample;
    expect(none.fit.intercept).toBeCloseTo(Math.log(bads / (rows - bads)), 12);
  });

  it("spends no more indicators than the bads allow", () => {
    const few = developScorecard(sample, {
      ...defaultScorecardParameters,
      selection: { ...defaultScorecardParameters.selection, badsPerIndicator: card.sample.bads },
    });
    expect(few.indicators).toHaveLength(1);
    expect(few.screened.some(({ reason }) => reason.kind === "notSelected")).toBe(true);
  });

  it("eliminates backward while the criterion falls, and what it drops is the noise", () => {
    const everything = {
      ...withBinning({ minBadsPerBin: 0 }),
      screening: { ...defaultScorecardParameters.screening, minIv: 0 },
    };
    const { selection } = defaultScorecardParameters;
    const all = developScorecard(sample, everything);
    const backward = developScorecard(sample, {
      ...everything,
      selection: { ...selection, method: "backward", criterion: "bic" },
    });
    const bicOf = ({ fit }: Scorecard) => -2 * fit.logLikelihood + Math.log(400) * fit.effectiveParameters;
    expect(bicOf(backward)).toBeLessThan(bicOf(all));
    expect(all.indicators.map(({ id }) => id)).toContain("noise");
    const dropped = backward.screened.filter(({ reason }) => reason.kind === "notSelected");
    expect(dropped.map(({ id }) => id)).toContain("noise");
    expect(backward.indicators.map(({ id }) => id)).toContain("weak");
  });

  it("lists indicators strongest first, and of two copies keeps the stronger", () => {
    const ivs = card.indicators.map(({ iv }) => iv);
    expect(ivs).toEqual(ivs.toSorted((a, b) => b - a));
    const correlated = developScorecard(sample, {
      ...defaultScorecardParameters,
      screening: { ...defaultScorecardParameters.screening, maxCorrelation: 0.3 },
    });
    let compared = 0;
    for (const { iv, reason } of correlated.screened) {
      if (reason.kind !== "correlated") continue;
      compared++;
      const rival = correlated.indicators.find(({ id }) => id === reason.with);
      expect(rival?.iv).toBeGreaterThanOrEqual(iv ?? Number.NaN);
    }
    expect(compared).toBe(2);
  });

  it("drops an indicator whose coefficient contradicts its bins", () => {
    const kinds = new Set<string>();
    for (let trial = 0; trial < 30; trial++) {
      const small = developScorecard(buildSample(60, `sign ${trial}`), {
        ...withBinning({ minBinShare: 0.05 }),
        regression: { ...defaultScorecardParameters.regression, penalty: 0.01 },
        selection: { ...defaultScorecardParameters.selection, badsPerIndicator: 1 },
        screening: { ...defaultScorecardParameters.screening, maxCorrelation: 0.99 },
      });
      for (const { coefficient } of small.indicators) expect(coefficient).toBeGreaterThan(0);
      for (const { reason } of small.screened) kinds.add(reason.kind);
    }
    expect(kinds).toContain("wrongSign");
  });

  it("refuses samples and parameters that have no meaning, by code", () => {
    const oneClass = { ...sample, bad: new Uint8Array(400) };
    expect(() => developScorecard(oneClass, defaultScorecardParameters)).toThrow(
      expect.objectContaining({ code: "SCORECARD_ONE_CLASS" }),
    );
    const infinite = {
      ...sample,
      indicators: [
        { kind: "numeric" as const, id: "x", values: new Float64Array(400).fill(Number.POSITIVE_INFINITY) },
      ],
    };
    expect(() => developScorecard(infinite, defaultScorecardParameters)).toThrow(
      expect.objectContaining({ code: "SCORECARD_VALUE_NOT_ALLOWED" }),
    );
    expect(() => developScorecard({ ...sample, weights: new Float64Array(3) }, withBinning({}))).toThrow(
      expect.objectContaining({ code: "SCORECARD_LENGTHS_DIFFER" }),
    );
    const twice = { ...sample, indicators: [...sample.indicators, ...sample.indicators] };
    expect(() => developScorecard(twice, defaultScorecardParameters)).toThrow(
      expect.objectContaining({ code: "SCORECARD_INDICATOR_TWICE" }),
    );
    expect(() => developScorecard(sample, withBinning({ maxBins: 1 }))).toThrow(
      expect.objectContaining({ code: "SCORECARD_PARAMETER_OUT_OF_RANGE" }),
    );
  });
});

function withBinning(binning: Partial<ScorecardParameters["binning"]>): ScorecardParameters {
  return { ...defaultScorecardParameters, binning: { ...defaultScorecardParameters.binning, ...binning } };
}

function pointsOf({ indicators }: Scorecard) {
  return indicators.map(({ id, bins }) => [id, bins.map(({ points }) => points)]);
}
