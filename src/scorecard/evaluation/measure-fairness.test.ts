import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import { measureFairness } from "./measure-fairness.ts";
import { defaultEvaluationParameters } from "./parameters.ts";
import { levelsOf } from "./score-levels.ts";

const options = {
  economics: { profitOfGood: 1, lossOfBad: 5 },
  confidence: 0.95,
  parameters: defaultEvaluationParameters,
};

/** Two groups whose scores tell the truth, the second riskier by `gap` on the log odds. */
function unequal(gap: number) {
  const random = createRandom("unequal");
  const rows = 6_000;
  const codes = Int32Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 1 : 0));
  const logOdds = Float64Array.from(codes, (code) => -2 + random.normal() + gap * code);
  const pd = logOdds.map((value) => 1 / (1 + Math.exp(-value)));
  const population = {
    points: logOdds.map((value) => Math.round(500 - 50 * value)),
    pd,
    bad: Uint8Array.from(pd, (probability) => (random.next() < probability ? 1 : 0)),
  };
  const column = { id: "size", codes, labels: ["small", "micro", "nobody"] };
  return measureFairness(population, levelsOf(population), column, options);
}

describe("measureFairness", () => {
  const fairness = unequal(1);

  it("measures each group that holds rows, the favoured one at a ratio of 1", () => {
    expect(fairness.groups.map(({ label }) => label)).toEqual(["small", "micro"]);
    const [small, micro] = fairness.groups;
    expect(small?.impactRatio).toBe(1);
    expect(micro?.impactRatio).toBeCloseTo(
      (micro?.approvalRate.value ?? 0) / (small?.approvalRate.value ?? 1),
      12,
    );
    expect(micro?.impactRatio).toBeLessThan(0.8);
    expect(fairness.gaps.approvalRate).toBeCloseTo(
      (small?.approvalRate.value ?? 0) - (micro?.approvalRate.value ?? 0),
      12,
    );
  });

  it("finds both groups calibrated where the score tells the truth", () => {
    for (const { calibration, calibrationPValue } of fairness.groups) {
      expect(Math.abs(calibration.value - 1)).toBeLessThan(0.15);
      expect(calibrationPValue).toBeGreaterThan(0.01);
    }
  });

  it("keeps each constraint and says what it costs in profit and in area", () => {
    const [none, equalApproval, equalOpportunity, fourFifths] = fairness.constraints;
    expect(none).toMatchObject({ constraint: "none", profitLost: 0, aucLost: 0 });
    expect(new Set(none?.cutOffs)).toEqual(new Set([fairness.cutOff]));
    for (const cost of [equalApproval, equalOpportunity]) {
      expect(cost?.profitLost).toBeGreaterThan(0);
      expect(cost?.aucLost).toBeGreaterThan(0);
      expect(cost?.cutOffs[1]).toBeLessThan(cost?.cutOffs[0] ?? 0);
    }
    expect(fourFifths?.profitLost).toBeGreaterThan(0);
    expect(fourFifths?.profitLost).toBeLessThan(equalApproval?.profitLost ?? 0);
    expect(fourFifths?.auc).toBeNull();
  });

  it("does not let a handful of rows set the rate, and leaves rows without a group out", () => {
    const random = createRandom("handful");
    const rows = 900;
    const codes = Int32Array.from({ length: rows }, (_, row) => (row < 5 ? 2 : row < 25 ? -1 : row % 2));
    const logOdds = Float64Array.from(codes, (code) => (code === 2 ? -5 : -1.5 + random.normal()));
    const pd = logOdds.map((value) => 1 / (1 + Math.exp(-value)));
    const population = {
      points: logOdds.map((value) => Math.round(500 - 50 * value)),
      pd,
      bad: Uint8Array.from(pd, (probability) => (random.next() < probability ? 1 : 0)),
    };
    const column = { id: "owner", codes, labels: ["private", "mixed", "state"] };
    const { groups, constraints, cutOff } = measureFairness(
      population,
      levelsOf(population),
      column,
      options,
    );
    expect(groups.map(({ rows: count }) => count)).toEqual([437, 438, 5]);
    expect(Math.max(...groups.slice(0, 2).map(({ impactRatio }) => impactRatio))).toBe(1);
    expect(groups[2]?.impactRatio).toBeGreaterThan(1);
    const fourFifths = constraints.at(-1);
    expect(fourFifths?.cutOffs).toEqual([cutOff, cutOff, cutOff]);
    const approved = [...population.points].filter(
      (points, row) => codes[row] !== -1 && points >= cutOff,
    ).length;
    expect(constraints[0]?.approvalRate).toBeCloseTo(approved / 880, 12);
  });

  it("charges four fifths nothing where nothing is violated", () => {
    const fair = unequal(0);
    const fourFifths = fair.constraints.find(({ constraint }) => constraint === "fourFifths");
    expect(fourFifths?.profitLost).toBe(0);
    expect(new Set(fourFifths?.cutOffs)).toEqual(new Set([fair.cutOff]));
  });
});
