import { describe, expect, it } from "vitest";
import { lowDefaultPds } from "./low-default-pd.ts";

const percent = (pds: readonly number[]): string[] => pds.map((pd) => (pd * 100).toFixed(2));

/** Three grades A, B, C with 100, 400 and 300 obligors: the example of Pluto and Tasche (2005). */
const sizes = [100, 400, 300];
const withDefaults = (defaults: readonly number[]) =>
  sizes.map((obligors, index) => ({ obligors, defaults: defaults[index] ?? 0 }));

describe("low-default PDs", () => {
  it("are the paper's where nobody defaulted and defaults are independent", () => {
    const at = (confidence: number) =>
      percent(lowDefaultPds(withDefaults([0, 0, 0]), { confidence, correlation: 0 }));
    expect(at(0.5)).toEqual(["0.09", "0.10", "0.23"]);
    expect(at(0.75)).toEqual(["0.17", "0.20", "0.46"]);
    expect(at(0.9)).toEqual(["0.29", "0.33", "0.76"]);
    expect(at(0.99)).toEqual(["0.57", "0.66", "1.52"]);
  });

  it("are the paper's with two defaults in B and one in C", () => {
    const at = (confidence: number) =>
      percent(lowDefaultPds(withDefaults([0, 2, 1]), { confidence, correlation: 0 }));
    expect(at(0.5)).toEqual(["0.46", "0.52", "0.56"]);
    expect(at(0.9)).toEqual(["0.83", "0.95", "1.29"]);
  });

  it("are the paper's with a correlation of 12 %, within a hundredth of a per cent", () => {
    const at = (confidence: number) =>
      lowDefaultPds(withDefaults([0, 0, 0]), { confidence, correlation: 0.12 }).map((pd) => pd * 100);
    const printed = { 0.5: [0.15, 0.17, 0.37], 0.75: [0.4, 0.45, 0.92], 0.9: [0.86, 0.96, 1.89] };
    for (const [confidence, expected] of Object.entries(printed)) {
      at(Number(confidence)).forEach((pd, grade) => {
        expect(Math.abs(pd - (expected[grade] ?? 0))).toBeLessThanOrEqual(0.01);
      });
    }
  });

  it("refuses more defaults than obligors and says where", () => {
    expect(() => lowDefaultPds([{ obligors: 3, defaults: 4 }], { confidence: 0.75, correlation: 0 })).toThrow(
      "grade 1: 4 defaults of 3",
    );
  });
});
