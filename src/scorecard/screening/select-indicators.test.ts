import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Binning } from "../binning/binning.ts";
import { trainOnAllRows } from "../binning/training-rows.ts";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { ScorecardParameters, SelectionParameters } from "../parameters.ts";
import { fitLogisticRegression } from "../regression/logistic-regression.ts";
import type { Sample } from "../sample.ts";
import type { Candidate } from "./screening.ts";
import { selectIndicators } from "./select-indicators.ts";
import type { LassoTrace, StepwiseTrace } from "./selection-trace.ts";

/** Expected choices: R 4.2.2, `step` on the 240 rows of regression.json (make-firth.R), to 1e-8. */
describe("choosing by steps", () => {
  it.each([
    ["forward", "aic", "forwardAic"],
    ["backward", "aic", "backwardAic"],
    ["stepwise", "aic", "bothAic"],
    ["forward", "bic", "forwardBic"],
    ["backward", "bic", "backwardBic"],
    ["stepwise", "bic", "bothBic"],
  ] as const)("%s by %s ends where R's step ends", (method, criterion, name) => {
    const expected = golden.steps[name];
    const { members, trace, screened } = select({ method, criterion });
    expect(members.map(({ id }) => id)).toEqual(expected.members);
    const { start, steps } = trace as StepwiseTrace;
    expect(steps.at(-1)?.criterion ?? start).toBeCloseTo(expected.criterion, 8);
    expect(screened).toHaveLength(5 - expected.members.length);
    expect(screened.every(({ reason }) => reason.kind === "notSelected")).toBe(true);
  });

  it("moves the criterion the right way at every step", () => {
    for (const method of ["forward", "backward", "stepwise"] as const) {
      for (const criterion of ["aic", "bic", "ks"] as const) {
        const { start, steps } = select({ method, criterion }).trace as StepwiseTrace;
        let before = start;
        for (const step of steps) {
          if (criterion !== "ks") expect(step.criterion).toBeLessThan(before);
          else if (step.action === "add") expect(step.criterion).toBeGreaterThan(before);
          before = step.criterion;
        }
      }
    }
  });

  it("keeps what experts want in, whatever the criterion says", () => {
    const { members } = select({ method: "forward", criterion: "bic" }, { mustIn: ["x2"] });
    expect(members.map(({ id }) => id)).toContain("x2");
    const backward = select({ method: "backward", criterion: "bic" }, { mustIn: ["x2"] });
    expect(backward.members.map(({ id }) => id)).toContain("x2");
  });

  it("adds no more than the bads can carry", () => {
    const { members } = select({ method: "forward", criterion: "aic", maxIndicators: 2 });
    expect(members.map(({ id }) => id)).toEqual(["x1", "x3"]);
  });
});

describe("choosing by LASSO", () => {
  const { members, trace } = select({ method: "lasso", criterion: "aic" });
  const { points, chosen, folds } = trace as LassoTrace;

  it("starts from a penalty that leaves nothing and lets indicators in as it weakens", () => {
    expect(points[0]?.coefficients).toEqual([0, 0, 0, 0, 0]);
    expect(points.at(-1)?.coefficients.every((value) => value !== 0)).toBe(true);
    expect(folds).toBe(5);
  });

  it("takes the strongest penalty within one standard error of the least deviance, and fits those left freely", () => {
    const least = points.reduce((best, point) => (point.deviance < best.deviance ? point : best));
    const bound = least.deviance + least.standardError;
    expect(points[chosen]?.deviance).toBeLessThanOrEqual(bound);
    for (const { deviance } of points.slice(0, chosen)) expect(deviance).toBeGreaterThan(bound);
    expect(members.map(({ id }) => id)).toEqual(
      golden.columns.map((_, j) => `x${j + 1}`).filter((_, j) => points[chosen]?.coefficients[j] !== 0),
    );
    const ids = members.map(({ id }) => id);
    expect(ids).toContain("x1");
    expect(ids).not.toContain("x2");
  });

  it("makes the penalised likelihood largest at every point: the objective is that of one fit", () => {
    const rows = Int32Array.from(sample.bad.keys());
    const design = { columns: candidates.map(({ column }) => column), bad: sample.bad, rows };
    for (const { penalty, coefficients } of points.filter((_, index) => index % 10 === 5)) {
      const fit = fitLogisticRegression(design, {
        penalty: 0,
        lassoPenalty: penalty,
        maxIterations: 100,
        tolerance: 1e-11,
      });
      for (const [j, value] of coefficients.entries()) {
        expect(fit.coefficients[j]).toBeCloseTo(value, 7);
      }
    }
  });

  it("gives the same choice again", () => {
    expect(select({ method: "lasso", criterion: "aic" }).trace).toEqual(trace);
  });
});

describe("positive coefficients", () => {
  it("drops what would turn points against bad rates, and says the coefficient", () => {
    const { members, screened } = select({ method: "all", criterion: "aic", positiveOnly: true });
    expect(members.map(({ id }) => id)).not.toContain("x3");
    const gone = screened.find(({ id }) => id === "x3")?.reason;
    expect(gone?.kind === "wrongSign" && gone.coefficient).toBeLessThan(0);
  });

  it("keeps one that experts want in at a coefficient of 0", () => {
    const { members, regression } = select(
      { method: "all", criterion: "aic", positiveOnly: true },
      { mustIn: ["x3"] },
    );
    const place = members.findIndex(({ id }) => id === "x3");
    expect(regression.coefficients[place]).toBe(0);
    expect(regression.coefficients.every((value) => value >= 0)).toBe(true);
  });
});

interface Step {
  readonly members: readonly string[];
  readonly criterion: number;
}

function read<T>(name: string): T {
  return JSON.parse(
    readFileSync(join(import.meta.dirname, "../testing/golden", `${name}.json`), "utf8"),
  ) as T;
}

const golden = {
  ...read<{ readonly columns: readonly (readonly number[])[]; readonly bad: readonly number[] }>(
    "regression",
  ),
  ...read<{ readonly steps: Readonly<Record<string, Step>> }>("firth"),
} as {
  readonly columns: readonly (readonly number[])[];
  readonly bad: readonly number[];
  readonly steps: Readonly<
    Record<"forwardAic" | "backwardAic" | "bothAic" | "forwardBic" | "backwardBic" | "bothBic", Step>
  >;
};

const sample: Sample = { bad: Uint8Array.from(golden.bad), indicators: [] };

/** The columns as they are: choosing does not look at bins. */
const candidates = golden.columns.map(
  (values, j): Candidate => ({
    id: `x${j + 1}`,
    binning: { iv: 1 - j / 10 } as Binning,
    column: Float64Array.from(values),
  }),
);

function select(
  selection: Partial<SelectionParameters>,
  { mustIn = [] }: { readonly mustIn?: readonly string[] } = {},
) {
  const defaults = defaultScorecardParameters;
  const parameters: ScorecardParameters = {
    ...defaults,
    screening: { ...defaults.screening, mustIn },
    selection: { ...defaults.selection, maxIndicators: 5, positiveOnly: false, ...selection },
    regression: { ...defaults.regression, penalty: 0 },
  };
  return selectIndicators(candidates, sample, trainOnAllRows(sample), parameters);
}
