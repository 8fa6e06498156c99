import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { betaLower, betaQuantile, betaUpper } from "./beta.ts";
import { binomialLower, binomialUpper } from "./binomial.ts";
import { chiSquaredQuantile, chiSquaredUpper } from "./chi-squared.ts";
import { normalLower, normalQuantile, normalTwoSided } from "./normal.ts";
import { studentLower, studentQuantile } from "./student-t.ts";

/** Written by `make-distributions.R` beside it (R 4.2.2): arguments, and the value last. */
const golden: Golden = JSON.parse(
  readFileSync(new URL("../testing/golden/distributions.json", import.meta.url), "utf8"),
);

interface Golden {
  readonly cases: Readonly<Record<string, readonly (readonly number[])[]>>;
}

type Case = (a: number, b: number, c: number) => number;

const functions: Readonly<Record<string, Case>> = {
  normalLower,
  normalTwoSided,
  normalQuantile,
  chiSquaredUpper,
  chiSquaredQuantile,
  betaLower: (x, first, second) => betaLower(x, { first, second }),
  betaUpper: (x, first, second) => betaUpper(x, { first, second }),
  betaQuantile: (p, first, second) => betaQuantile(p, { first, second }),
  studentLower,
  studentQuantile,
  binomialUpper: (count, trials, p) => binomialUpper({ count, trials }, p),
  binomialLower: (count, trials, p) => binomialLower({ count, trials }, p),
};

describe("distributions", () => {
  it.each(Object.entries(functions))("%s agrees with R to 1e-11 of the value", (name, compute) => {
    const cases = golden.cases[name] ?? [];
    expect(cases.length).toBeGreaterThan(5);
    for (const [a = 0, b = 0, c = 0, d = 0] of cases) {
      const expected = cases[0]?.length === 2 ? b : cases[0]?.length === 3 ? c : d;
      expect(Math.abs(compute(a, b, c) / expected - 1), `${name}(${a}, ${b}, ${c})`).toBeLessThan(1e-11);
    }
  });

  it("gives the ends of the scale without a detour", () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(chiSquaredQuantile(0, 3)).toBe(0);
    expect(betaLower(0, { first: 0.5, second: 3 })).toBe(0);
    expect(betaQuantile(1, { first: 0.5, second: 3 })).toBe(1);
    expect(binomialUpper({ count: 0, trials: 5 }, 0.2)).toBe(1);
    expect(studentQuantile(0.5, 7)).toBe(0);
  });
});
