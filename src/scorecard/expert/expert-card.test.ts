import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scoreSample } from "../scoring/score-sample.ts";
import { joinCommittee, scorecardOfExperts } from "./expert-card.ts";

const indicators = [
  { id: "growth", cuts: [-0.1, 0.1], worth: [0, 50, 100], missingWorth: 40 },
  { id: "voids", cuts: [0.05], worth: [100, 20], missingWorth: 50 },
] as const;
const members = [
  { member: "甲", weights: { growth: 60, voids: 40 } },
  { member: "乙", weights: { growth: 4, voids: 1 } },
];
const scale = { neutralPd: 0.037, neutralWorth: 50, worthToHalveOdds: 20 };

describe("an expert card", () => {
  it("weighs indicators by the mean of the members' shares and shows their spread", () => {
    const { weights, concordance } = joinCommittee(indicators, members);
    expect(weights[0]).toMatchObject({ id: "growth", lowest: 0.6, highest: 0.8 });
    expect(weights[0]?.weight).toBeCloseTo(0.7, 12);
    expect(concordance).toBe(1);
  });

  it("gives a neutral enterprise the stated PD and halves its odds by the stated worth", () => {
    const card = scorecardOfExperts(indicators, joinCommittee(indicators, members), scale);
    const { rawPd, points } = scoreSample(card, [
      { kind: "numeric", id: "growth", values: Float64Array.of(0.5, 0, -0.5, Number.NaN) },
      { kind: "numeric", id: "voids", values: Float64Array.of(0, 0, 0.2, Number.NaN) },
    ]);
    // The best is worth 100: 50 above neutral, so the odds are halved two and a half times.
    const odds = (0.037 / 0.963) * 2 ** -2.5;
    expect(rawPd[0]).toBeCloseTo(odds / (1 + odds), 3);
    expect(points[0]).toBeGreaterThan(points[1] as number);
    expect(points[1]).toBeGreaterThan(points[2] as number);
    // Missing: 0.7 · 40 + 0.3 · 50 = 43, seven below neutral.
    const missingOdds = (0.037 / 0.963) * 2 ** (7 / 20);
    expect(rawPd[3]).toBeCloseTo(missingOdds / (1 + missingOdds), 3);
  });

  it("never lets a better band cost points, whatever the weights", () => {
    const weight = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(weight, weight, (growth, voids) => {
        const committee = joinCommittee(indicators, [{ member: "甲", weights: { growth, voids } }]);
        const card = scorecardOfExperts(indicators, committee, scale);
        const points = card.indicators[0]?.bins.slice(0, 3).map((bin) => bin.points) ?? [];
        expect([...points].sort((a, b) => a - b)).toEqual(points);
      }),
    );
  });

  it("names what is wrong with bands and weights", () => {
    expect(() => joinCommittee(indicators, [{ member: "丙", weights: {} }])).toThrow("weights of 丙");
    const wrong = [{ id: "growth", cuts: [1, 0], worth: [0, 1, 2], missingWorth: 0 }];
    const committee = joinCommittee(wrong, [{ member: "甲", weights: { growth: 1 } }]);
    expect(() => scorecardOfExperts(wrong, committee, scale)).toThrow("growth: cuts must rise");
  });
});
