import { createRandom } from "#kernel";
import { assignFolds } from "../evaluation/assign-folds.ts";
import type { Design } from "../regression/design.ts";
import { likelihoodOf } from "../regression/pick-likelihood.ts";
import { fitLogisticRegression } from "../regression/logistic-regression.ts";
import type { Candidate } from "./screening.ts";
import type { Choice, SelectionContext } from "./selection-context.ts";
import { lassoFolds, lassoPoints, lassoStandardErrors, lassoWeakest } from "./selection-parameters.ts";
import type { LassoPoint } from "./selection-trace.ts";

/**
 * Keeps what an L1 penalty leaves whose strength is chosen by stratified cross-validation: the strongest whose deviance is
 * within one standard error of the least and, if that leaves more than the bads can carry, the weakest that does not.
 * Weights of evidence are all in log odds, so they are not scaled; where coefficients must be positive the path keeps to it.
 * @source Friedman, Hastie & Tibshirani, Regularization paths by coordinate descent, J. Stat. Softw. 33 (2010)
 */
export function chooseByLasso(candidates: readonly Candidate[], context: SelectionContext): Choice {
  const design: Design = {
    columns: candidates.map(({ column }) => column),
    bad: context.sample.bad,
    weights: context.sample.weights,
    rows: context.rows,
  };
  const folds = foldsOf(design);
  const penalties = penaltiesOf(design, context);
  const path = fitPath(design, penalties, context);
  const deviances = folds.map((held) => devianceOfFold(design, held, penalties, context));
  const points = penalties.map((penalty, index): LassoPoint => {
    const values = deviances.map((fold) => fold[index] as number);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return {
      penalty,
      deviance: mean,
      standardError: Math.sqrt(squares / (values.length - 1) / values.length),
      coefficients: [...(path[index] as Float64Array).subarray(1)],
    };
  });
  const chosen = choosePoint(points, context.cap);
  const { coefficients } = points[chosen] as LassoPoint;
  const { mustIn } = context.parameters.screening;
  return {
    members: candidates.filter(({ id }, j) => coefficients[j] !== 0 || mustIn.includes(id)),
    trace: { kind: "lasso", folds: folds.length, points, chosen },
  };
}

/** Rows of each fold; fewer folds when an outcome has fewer rows. */
function foldsOf({ bad, rows }: Design): readonly Int32Array[] {
  const outcomes = Uint8Array.from(rows, (row) => bad[row] as number);
  const bads = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const folds = Math.max(2, Math.min(lassoFolds.value, bads, rows.length - bads));
  const foldOf = assignFolds(outcomes, folds, createRandom("scorecard.selection.lasso"));
  return Array.from({ length: folds }, (_, fold) => rows.filter((_row, index) => foldOf[index] === fold));
}

/** From the least penalty that leaves nothing, falling by equal ratios. */
function penaltiesOf(design: Design, { parameters }: SelectionContext): readonly number[] {
  const likelihood = likelihoodOf(design);
  const start = new Float64Array(likelihood.size);
  start[0] = fitLogisticRegression({ ...design, columns: [] }, parameters.regression).intercept;
  const { gradient } = likelihood.derivativesAt(start);
  const slopes = gradient.subarray(1);
  const { positiveOnly } = parameters.selection;
  const strongest = slopes.reduce((most, slope) => Math.max(most, positiveOnly ? slope : Math.abs(slope)), 0);
  const ratio = lassoWeakest.value ** (1 / (lassoPoints.value - 1));
  return Array.from({ length: lassoPoints.value }, (_, index) => strongest * ratio ** index);
}

/** Coefficients at each penalty, the intercept first. */
function fitPath(
  design: Design,
  penalties: readonly number[],
  { parameters }: SelectionContext,
): readonly Float64Array[] {
  const likelihood = likelihoodOf(design);
  const path: Float64Array[] = [];
  for (const lassoPenalty of penalties) {
    const start = path.at(-1);
    const { intercept, coefficients } = fitLogisticRegression(
      design,
      { ...parameters.regression, penalty: 0, firth: false, lassoPenalty },
      {
        likelihood,
        limits: { nonNegative: parameters.selection.positiveOnly },
        ...(start ? { start } : {}),
      },
    );
    path.push(Float64Array.of(intercept, ...coefficients));
  }
  return path;
}

/** Deviance a row of held-out rows along the path of the others, whose penalty is weaker as their rows are fewer. */
function devianceOfFold(
  design: Design,
  held: Int32Array,
  penalties: readonly number[],
  context: SelectionContext,
): readonly number[] {
  const isHeld = new Uint8Array(design.bad.length);
  for (const row of held) isHeld[row] = 1;
  const rows = design.rows.filter((row) => isHeld[row] === 0);
  const share = rows.length / design.rows.length;
  const path = fitPath(
    { ...design, rows },
    penalties.map((penalty) => penalty * share),
    context,
  );
  const outside = likelihoodOf({ ...design, rows: held });
  return path.map((beta) => (2 * outside.lossAt(beta)) / held.length);
}

function choosePoint(points: readonly LassoPoint[], cap: number): number {
  const least = points.reduce((best, point) => (point.deviance < best.deviance ? point : best));
  const bound = least.deviance + lassoStandardErrors.value * least.standardError;
  let chosen = points.findIndex((point) => point.deviance <= bound);
  const sizeOf = ({ coefficients }: LassoPoint) => coefficients.filter((value) => value !== 0).length;
  while (chosen > 0 && sizeOf(points[chosen] as LassoPoint) > cap) chosen--;
  return chosen;
}
