import { describe, expect, it } from "vitest";
import { levelsOf } from "../evaluation/score-levels.ts";
import { buildPopulation } from "../testing/scored-rows.ts";
import { inferRejects } from "./infer-rejects.ts";
import { measureRejects } from "./measure-rejects.ts";
import type { RejectMethod } from "./reject-inference.ts";

const accepted = buildPopulation("development", 4_000, "accepted");
const rejected = buildPopulation("development", 1_000, "rejected", { shift: 1.2 });
const methods: readonly RejectMethod[] = ["parcelling", "fuzzy", "reclassification"];

function infer(method: RejectMethod, badFactor: number, seed = "rejects") {
  return inferRejects({ accepted, rejected, method, badFactor, parcels: 10, seed });
}

function badShare({ bad, weights }: ReturnType<typeof infer>): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.reduce((sum, weight, index) => sum + weight * (bad[index] as number), 0) / total;
}

describe("inferRejects", () => {
  it("makes rejects as often bad as their scores promise, times the factor", () => {
    const promised = rejected.pd.reduce((sum, pd) => sum + pd, 0) / 1_000;
    expect(badShare(infer("fuzzy", 1))).toBeCloseTo(promised, 12);
    expect(Math.abs(badShare(infer("reclassification", 1)) - promised)).toBeLessThan(0.01);
    expect(Math.abs(badShare(infer("parcelling", 1)) - promised)).toBeLessThan(0.04);
    for (const method of methods) {
      expect(badShare(infer(method, 1.5)), method).toBeGreaterThan(badShare(infer(method, 1)) * 1.3);
    }
  });

  it("gives each reject once, or with fuzzy augmentation twice with weights that sum to its own", () => {
    const weights = Float64Array.from({ length: 1_000 }, (_, row) => 1 + (row % 3));
    const fuzzy = inferRejects({
      accepted,
      rejected: { points: rejected.points, pd: rejected.pd, weights },
      method: "fuzzy",
      badFactor: 2,
      parcels: 10,
      seed: "weights",
    });
    const sums = new Float64Array(1_000);
    fuzzy.row.forEach((row, index) => {
      sums[row] = (sums[row] as number) + (fuzzy.weights[index] as number);
      expect(fuzzy.weights[index]).toBeGreaterThan(0);
    });
    sums.forEach((sum, row) => expect(sum).toBeCloseTo(weights[row] as number, 12));
    expect(fuzzy.row.length).toBeGreaterThan(1_500);
    expect([...infer("parcelling", 1).row]).toEqual([...Array(1_000).keys()]);
  });

  it("draws the same bads from the same seed, others from another, and their number as promised", () => {
    expect(infer("parcelling", 2)).toEqual(infer("parcelling", 2));
    const [one, other] = [infer("parcelling", 2), infer("parcelling", 2, "another")];
    expect(other.bad).not.toEqual(one.bad);
    expect(Math.abs(badShare(one) - badShare(other))).toBeLessThan(0.002);
  });

  it("never makes a reject with a lower PD bad while one with a higher PD is good, by reclassification", () => {
    const { bad } = infer("reclassification", 2);
    const pds = [...rejected.pd];
    const lowestBad = Math.min(...pds.filter((_, row) => bad[row] === 1));
    const highestGood = Math.max(...pds.filter((_, row) => bad[row] === 0));
    expect(highestGood).toBeLessThan(lowestBad);
  });
});

describe("measureRejects", () => {
  const choice = { method: "parcelling", badFactor: 3, parcels: 10, confidence: 0.95 } as const;
  const report = measureRejects(levelsOf(accepted), rejected, choice);

  it("ranges over every method and factor from 1 to the one chosen", () => {
    expect(report.sensitivity).toHaveLength(15);
    expect(new Set(report.sensitivity.map(({ badFactor }) => badFactor))).toEqual(
      new Set([1, 1.5, 2, 2.5, 3]),
    );
    const [low, high] = report.range.rejectBadRate;
    expect(low).toBeLessThan(report.rejected.badRate);
    expect(report.rejected.badRate).toBeLessThanOrEqual(high);
    expect(report.populationBadRate).toBeGreaterThan(report.accepted.badRate.value);
    const single = measureRejects(levelsOf(accepted), rejected, { ...choice, badFactor: 1 });
    expect(single.sensitivity.map(({ method }) => method)).toEqual(methods);
  });

  it("says how unlike the accepted the rejects are", () => {
    expect(report.unlikeness).toBeGreaterThan(0.3);
    const alike = measureRejects(levelsOf(accepted), buildPopulation("development", 4_000, "alike"), choice);
    expect(alike.unlikeness).toBeLessThan(0.05);
  });
});
