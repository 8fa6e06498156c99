import { describe, expect, it } from "vitest";
import { goldenRows, readEvaluationGolden } from "../testing/scored-rows.ts";
import { measureSwapSet } from "./measure-swap-set.ts";
import { levelsOf } from "./score-levels.ts";

const golden = readEvaluationGolden();
const rows = goldenRows(golden);
const economics = { profitOfGood: 1, lossOfBad: 6 };
const measure = (oldPoints: Float64Array) =>
  measureSwapSet(rows, levelsOf(rows), oldPoints, { economics, confidence: 0.95 });

describe("measureSwapSet", () => {
  const swapped = measure(Float64Array.from(golden.rows.old));

  it("puts every row into one of four cells, with as many approvals by both models as scores allow", () => {
    const cells = [swapped.bothApprove, swapped.swappedIn, swapped.swappedOut, swapped.bothDecline];
    expect(cells.reduce((sum, cell) => sum + cell.rows, 0)).toBe(600);
    expect(cells.reduce((sum, cell) => sum + cell.bads, 0)).toBe(levelsOf(rows).totals.badRows);
    expect(swapped.bothApprove.rows + swapped.swappedOut.rows).toBeCloseTo(600 * swapped.approvalRate, 9);
    expect(Math.abs(swapped.swappedIn.rows - swapped.swappedOut.rows)).toBeLessThan(12);
    const approvals = rows.points.filter((points) => points >= swapped.newCutOff).length;
    expect(swapped.bothApprove.rows + swapped.swappedIn.rows).toBe(approvals);
  });

  it("gains what the rows swapped in earn beyond those swapped out, and tests the areas as R does", () => {
    const earned = ({ rows: count, bads }: { rows: number; bads: number }) => count - 7 * bads;
    expect(swapped.profitGained).toBe(earned(swapped.swappedIn) - earned(swapped.swappedOut));
    expect(swapped.newAuc.value).toBeCloseTo(golden.deLong.auc, 12);
    expect(swapped.oldAuc.value).toBeCloseTo(golden.deLong.oldAuc, 12);
    expect(swapped.pValue).toBeCloseTo(golden.deLong.pValue, 10);
  });

  it("swaps nobody when both models order alike", () => {
    const same = measure(rows.points.map((points) => points * 2 - 300));
    expect([same.swappedIn, same.swappedOut]).toEqual([
      { rows: 0, bads: 0, badRate: null },
      { rows: 0, bads: 0, badRate: null },
    ]);
    expect(same.profitGained).toBe(0);
    expect(same.aucDifference.value).toBe(0);
  });
});
