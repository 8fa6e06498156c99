import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildPopulation } from "../testing/scored-rows.ts";
import { buildMasterScale } from "./build-master-scale.ts";
import { gradeAt } from "./master-scale.ts";
import { levelsOf } from "./score-levels.ts";

const options = { grades: 7, badsPerGrade: 3, pdFloor: 0.0005, confidence: 0.95 };

describe("buildMasterScale", () => {
  it("gives as many grades as asked for where there are bads enough, best first", () => {
    const { grades, concentration } = buildMasterScale(
      levelsOf(buildPopulation("development", 20_000, "scale")),
      options,
    );
    expect(grades.map(({ grade }) => grade)).toEqual(["G1", "G2", "G3", "G4", "G5", "G6", "G7"]);
    expect(grades.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(concentration).toBeGreaterThan(1 / 7);
    for (const { pd, meanPd } of grades) expect(Math.abs(pd.value - meanPd)).toBeLessThan(0.02);
  });

  it("never lets a PD, its bounds or a score turn back, whatever the sample", () => {
    const row = fc.tuple(fc.integer({ min: 300, max: 340 }), fc.nat(1));
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 5, maxLength: 120 }),
        fc.integer({ min: 1, max: 9 }),
        (given, grades) => {
          const points = Float64Array.from(given, ([value]) => value);
          const bad = Uint8Array.from(given, ([, outcome]) => outcome);
          const pd = points.map((value) => 1 / (1 + Math.exp((value - 320) / 10)));
          const scale = buildMasterScale(levelsOf({ points, pd, bad }), { ...options, grades });
          expect(scale.grades.length).toBeLessThanOrEqual(grades);
          expect(scale.grades.reduce((sum, { rows }) => sum + rows, 0)).toBe(given.length);
          expect([scale.grades[0]?.pointsTo, scale.grades.at(-1)?.pointsFrom]).toEqual([null, null]);
          scale.grades.forEach((grade, index) => {
            const { value, low, high } = grade.pd;
            expect(low).toBeLessThanOrEqual(value);
            expect(value).toBeLessThanOrEqual(high);
            const better = scale.grades[index - 1];
            if (!better) return;
            expect(grade.pointsTo).toBe(better.pointsFrom);
            expect(grade.pdFrom).toBe(better.pdTo);
            expect(grade.bads).toBeGreaterThanOrEqual(3);
            expect(grade.bads * better.rows).toBeGreaterThan(better.bads * grade.rows);
            for (const bound of ["low", "value", "high"] as const) {
              expect(grade.pd[bound]).toBeGreaterThanOrEqual(better.pd[bound]);
            }
          });
        },
      ),
      { seed: 11, numRuns: 1_000 },
    );
  });

  it("grades a score as the rows of the scale were counted", () => {
    const population = buildPopulation("development", 3_000, "count");
    const { grades } = buildMasterScale(levelsOf(population), options);
    const counts = grades.map(() => 0);
    for (const points of population.points) {
      const grade = gradeAt(grades, points);
      counts[grade] = (counts[grade] as number) + 1;
    }
    expect(counts).toEqual(grades.map(({ rows }) => rows));
    expect(gradeAt(grades, Number.NEGATIVE_INFINITY)).toBe(grades.length - 1);
    expect(gradeAt(grades, Number.POSITIVE_INFINITY)).toBe(0);
  });
});
