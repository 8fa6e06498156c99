import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradeBands, gradeOf } from "./grade.ts";
import { decisionParameters } from "./parameters.ts";
import { rawPdOf, recalibratePd } from "./recalibrate-pd.ts";

const recalibration = { sampleBadRate: 27 / 123, centralTendencyPpm: 37_000, pdFloorPpm: 500 };
const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe("recalibrating a PD", () => {
  it("maps the sample's own bad rate to the central tendency", () => {
    expect(recalibratePd(27 / 123, recalibration)).toBeCloseTo(0.037, 12);
  });

  it("multiplies the odds by the ratio of the prior odds", () => {
    // By hand: odds 1 at PD 0.5; prior odds 0.037/0.963 over 27/96 give 0.136610; 0.136610/1.136610 = 0.120191.
    expect(recalibratePd(0.5, recalibration)).toBeCloseTo(0.120191, 6);
  });

  it("keeps the order, the range and the floor", () => {
    fc.assert(
      fc.property(probability, probability, (a, b) => {
        const [low, high] = [
          recalibratePd(Math.min(a, b), recalibration),
          recalibratePd(Math.max(a, b), recalibration),
        ];
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(0.0005);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is undone by its inverse above the floor", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (rawPd) => {
        expect(rawPdOf(recalibratePd(rawPd, recalibration), recalibration)).toBeCloseTo(rawPd, 9);
      }),
    );
  });

  it("refuses what is not a probability", () => {
    expect(() => recalibratePd(Number.NaN, recalibration)).toThrow(/rawPd/);
    expect(() => recalibratePd(0.1, { ...recalibration, sampleBadRate: 0 })).toThrow(/sampleBadRate/);
  });
});

describe("grades", () => {
  it("never get worse when the PD falls", () => {
    const order = decisionParameters.grades.value.map((grade) => grade.grade);
    fc.assert(
      fc.property(probability, probability, (a, b) => {
        const better = order.indexOf(gradeOf(Math.min(a, b), decisionParameters).grade);
        expect(better).toBeLessThanOrEqual(order.indexOf(gradeOf(Math.max(a, b), decisionParameters).grade));
      }),
    );
  });

  it("are shown as adjoining bands of PD and score that count everybody once", () => {
    const scoreOf = (rawPd: number): number => 600 + (50 / Math.LN2) * Math.log((1 - rawPd) / rawPd / 19);
    const bands = gradeBands([0.001, 0.004, 0.03, 0.5, 1], scoreOf, recalibration, decisionParameters);
    expect(bands.map((band) => band.enterprises)).toEqual([2, 0, 0, 1, 0, 0, 2]);
    bands.slice(1).forEach((band, index) => {
      expect(band.pdLow).toBe(bands[index]?.pdHigh);
      expect(band.scoreTo).toBe(bands[index]?.scoreFrom);
      expect(band.scoreFrom).toBeLessThan(band.scoreTo);
    });
  });
});
