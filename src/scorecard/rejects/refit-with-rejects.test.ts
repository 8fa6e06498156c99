import { describe, expect, it } from "vitest";
import { takeRows } from "../data-table.ts";
import { defaultScorecardParameters } from "../default-parameters.ts";
import { developScorecard } from "../develop-scorecard.ts";
import { scoreSample } from "../scoring/score-sample.ts";
import { buildSample } from "../testing/sample-builder.ts";
import { joinRejects, refitWithRejects } from "./refit-with-rejects.ts";

/** Of 900 applicants, those that a rough rule liked were accepted. */
const applicants = buildSample(900, "applicants");
const strong = applicants.indicators.find(({ id }) => id === "strong");
const likes = (row: number) => strong?.kind === "numeric" && (strong.values[row] as number) > -0.6;
const rowsWhere = (isWanted: boolean) =>
  Int32Array.from(applicants.bad.keys()).filter((row) => likes(row) === isWanted);
const [acceptedRows, rejectedRows] = [rowsWhere(true), rowsWhere(false)];
const sample = {
  indicators: applicants.indicators.map((column) => takeRows(column, acceptedRows)),
  bad: Uint8Array.from(acceptedRows, (row) => applicants.bad[row] as number),
};
const rejects = applicants.indicators.map((column) => takeRows(column, rejectedRows));
const parameters = defaultScorecardParameters;
const card = developScorecard(sample, parameters);
const input = { sample, card, rejects, parameters, choice: { badFactor: 2, parcels: 10 }, seed: "refit" };

describe("refitWithRejects", () => {
  const refits = refitWithRejects(input);

  it("develops the card again by each method at factor 1 and at the one chosen, the same from the same seed", () => {
    expect(refits.map(({ method, badFactor }) => [method, badFactor])).toEqual([
      ["parcelling", 1],
      ["parcelling", 2],
      ["fuzzy", 1],
      ["fuzzy", 2],
      ["reclassification", 1],
      ["reclassification", 2],
    ]);
    expect(refitWithRejects(input)).toEqual(refits);
  });

  it("gives rejects a higher PD the worse they are held to be, and accepted ones about the PD they had", () => {
    const before = scoreSample(card, sample.indicators).rawPd;
    const mean = before.reduce((sum, pd) => sum + pd / before.length, 0);
    for (const [first, second] of [
      [0, 1],
      [2, 3],
      [4, 5],
    ] as const) {
      expect(refits[second]?.rejectPd).toBeGreaterThan(refits[first]?.rejectPd ?? 1);
    }
    for (const { acceptedPd, auc, sameDecisions } of refits) {
      expect(Math.abs(acceptedPd - mean)).toBeLessThan(0.12);
      expect(auc).toBeGreaterThan(0.65);
      expect(sameDecisions).toBeGreaterThan(0.8);
      expect(sameDecisions).toBeLessThanOrEqual(1);
    }
  });

  it("puts the inferred rejects below the sample, row for row", () => {
    const inferred = {
      row: Int32Array.of(2, 2, 0),
      bad: Uint8Array.of(1, 0, 1),
      weights: Float64Array.of(0.25, 0.75, 1),
    };
    const joined = joinRejects(sample, rejects, inferred);
    expect(joined.bad.length).toBe(sample.bad.length + 3);
    expect(joined.bad.slice(-3)).toEqual(Uint8Array.of(1, 0, 1));
    expect(joined.weights?.slice(-4)).toEqual(Float64Array.of(1, 0.25, 0.75, 1));
    const [column, own] = [joined.indicators[0], rejects[0]];
    if (column?.kind !== "numeric" || own?.kind !== "numeric") throw new Error("numeric columns expected");
    expect(column.values.slice(-3)).toEqual(Float64Array.from([2, 2, 0], (row) => own.values[row] as number));
  });
});
