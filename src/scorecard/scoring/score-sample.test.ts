import { describe, expect, it } from "vitest";
import { labelOfBin } from "../bin-label.ts";
import { defaultScorecardParameters } from "../default-parameters.ts";
import { developScorecard } from "../develop-scorecard.ts";
import { reasonsOf } from "./reasons.ts";
import { scoreSample } from "./score-sample.ts";
import type { ScoredSample } from "./score-sample.ts";
import type { Scorecard } from "../scorecard.ts";
import { scoreOfLogOdds } from "../scaling/points-line.ts";
import { buildSample } from "../testing/sample-builder.ts";

describe("scoreSample", () => {
  const sample = buildSample(300, "score");
  const card = developScorecard(sample, defaultScorecardParameters);
  const scored = scoreSample(card, sample.indicators);

  it("scores to the same bits from the card's JSON", () => {
    const restored = JSON.parse(JSON.stringify(card)) as Scorecard;
    expect(restored).toEqual(card);
    expect(bytesOf(scoreSample(restored, sample.indicators))).toEqual(bytesOf(scored));
  });

  it("scores one row as it scores it among others", () => {
    for (const row of [0, 17, 299]) {
      const single = sample.indicators.map((column) => ({
        ...column,
        values: column.values.slice(row, row + 1),
      }));
      const alone = scoreSample(card, single);
      expect(alone.logOdds[0]).toBe(scored.logOdds[row]);
      expect(alone.points[0]).toBe(scored.points[row]);
    }
  });

  it("adds up: points are base plus bins, and log odds and PD are functions of the points alone", () => {
    const { offset, factor, basePoints } = card.scaling;
    for (let row = 0; row < 300; row++) {
      const own = card.indicators.reduce((sum, _, index) => sum + pointsOf(card, scored, index, row), 0);
      const points = scored.points[row] as number;
      expect(points).toBe(basePoints + own);
      expect(scored.logOdds[row]).toBe((offset - points) / factor);
      expect(scoreOfLogOdds(card, scored.logOdds[row] as number)).toBe(points);
      expect(scored.rawPd[row]).toBeCloseTo(1 / (1 + Math.exp((points - offset) / factor)), 14);
    }
  });

  it("stays within rounding of the regression: half a point for the base and for each indicator", () => {
    const bound = (card.indicators.length + 1) / 2 / card.scaling.factor;
    for (let row = 0; row < 300; row++) {
      const regression = card.indicators.reduce((sum, { bins, coefficient }, index) => {
        const bin = bins[scored.perIndicator[index]?.bins[row] ?? -1];
        return sum + coefficient * (bin?.woe ?? Number.NaN);
      }, card.fit.intercept);
      expect(Math.abs(regression - (scored.logOdds[row] as number))).toBeLessThanOrEqual(bound + 1e-12);
    }
  });

  it("predicts as many bads as the development sample holds, exactly when points are not rounded", () => {
    const sumOf = (values: Float64Array) => values.reduce((sum, pd) => sum + pd, 0);
    expect(Math.abs(sumOf(scored.rawPd) / card.sample.bads - 1)).toBeLessThan(0.02);
    const fine = developScorecard(sample, {
      ...defaultScorecardParameters,
      scaling: { ...defaultScorecardParameters.scaling, pointsDecimals: 9 },
    });
    expect(sumOf(scoreSample(fine, sample.indicators).rawPd)).toBeCloseTo(card.sample.bads, 6);
  });

  it("serves a value that was never missing in training from the empty missing bin, without points", () => {
    const holed = sample.indicators.map((column) => ({
      ...column,
      values: column.id === "weak" ? new Float64Array(300).fill(Number.NaN) : column.values,
    }));
    const weak = card.indicators.findIndex(({ id }) => id === "weak");
    const rescored = scoreSample(card, holed);
    const own = Array.from(rescored.points, (_, row) => pointsOf(card, rescored, weak, row));
    expect([...new Set(own)]).toEqual([0]);
  });

  it("says which indicator is absent, and refuses a card of another version", () => {
    const lacking = sample.indicators.filter(({ id }) => id !== "weak");
    expect(() => scoreSample(card, lacking)).toThrow(
      expect.objectContaining({ code: "SCORECARD_INDICATOR_ABSENT", parameters: { indicator: "weak" } }),
    );
    const later = { ...card, version: "scorecard@9" } as unknown as Scorecard;
    expect(() => scoreSample(later, sample.indicators)).toThrow(
      expect.objectContaining({ code: "SCORECARD_VERSION_UNKNOWN" }),
    );
  });

  it("lists each indicator once among the reasons, most points lost first, none negative", () => {
    for (let row = 0; row < 300; row++) {
      const reasons = reasonsOf(card, scored, row);
      expect(new Set(reasons.map(({ indicator }) => indicator)).size).toBe(card.indicators.length);
      reasons.forEach((reason, index) => {
        expect(reason.lostAgainstBest).toBeGreaterThanOrEqual(0);
        expect(reason.lostAgainstBest).toBeLessThanOrEqual(
          reasons[index - 1]?.lostAgainstBest ?? Number.POSITIVE_INFINITY,
        );
        expect(reason.lostAgainstNeutral).toBe(0 - reason.points);
      });
      const lost = reasons.reduce((sum, { lostAgainstBest }) => sum + lostAgainstBest, 0);
      const best = card.indicators.reduce((sum, { bestPoints }) => sum + bestPoints, card.scaling.basePoints);
      expect(scored.points[row]).toBe(best - lost);
    }
  });
});

describe("labelOfBin", () => {
  it("reads as a person writes ranges, in both languages", () => {
    expect(labelOfBin({ kind: "range", from: null, to: 0.5 }, "en")).toBe("< 0.5");
    expect(labelOfBin({ kind: "range", from: -1.23456, to: 2 }, "en")).toBe("[−1.235, 2)");
    expect(labelOfBin({ kind: "range", from: 202409.5, to: null }, "en")).toBe("≥ 202410");
    expect(labelOfBin({ kind: "range", from: 12_345_678, to: null }, "en")).toBe("≥ 12345678");
    expect(labelOfBin({ kind: "missing" }, "zh")).toBe("缺失");
  });
});

function pointsOf(card: Scorecard, { perIndicator }: ScoredSample, index: number, row: number): number {
  const bin = perIndicator[index]?.bins[row] ?? -1;
  return card.indicators[index]?.bins[bin]?.points ?? Number.NaN;
}

function bytesOf(scored: ReturnType<typeof scoreSample>): string[] {
  return [scored.logOdds, scored.rawPd, scored.points, ...scored.perIndicator.map(({ bins }) => bins)].map(
    ({ buffer }) => new Uint8Array(buffer).join(),
  );
}
