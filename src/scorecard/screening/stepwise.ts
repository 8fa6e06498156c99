import { measureDiscrimination } from "../evaluation/discrimination.ts";
import { fewestRowsForCells } from "../regression/cells.ts";
import { factorise, invertFactorised } from "../regression/cholesky.ts";
import { totalWeight } from "../regression/design.ts";
import type { Design, DesignColumn } from "../regression/design.ts";
import { likelihoodOf } from "../regression/pick-likelihood.ts";
import type { Likelihood } from "../regression/likelihood.ts";
import { fitLogisticRegression } from "../regression/logistic-regression.ts";
import { scoreRows } from "../regression/score-rows.ts";
import type { Candidate } from "./screening.ts";
import type { Choice, SelectionContext } from "./selection-context.ts";
import { leastKsGain } from "./selection-parameters.ts";
import type { SelectionStep } from "./selection-trace.ts";

/**
 * Chooses indicators one by one: `backward` drops, `forward` adds, `stepwise` does whichever helps more, as long as AIC or
 * BIC falls or KS rises. Moves are tried by exact fits in the order that the score test (for additions) and the Wald test
 * (for removals) promise: on few rows until none left can promise more than was found, so that the best is taken; on many,
 * where the promises are nearly exact, until one helps.
 * @source Venables & Ripley, Modern Applied Statistics with S, 4th ed., §6.8 (stepAIC); Rao's score test
 */
export function chooseStepwise(candidates: readonly Candidate[], context: SelectionContext): Choice {
  const { method, criterion } = context.parameters.selection;
  const problem = stateProblem(candidates, context);
  const wanted = new Set(
    [...candidates.keys()].filter((j) =>
      context.parameters.screening.mustIn.includes((candidates[j] as Candidate).id),
    ),
  );
  let state = evaluate(problem, new Set(method === "backward" ? candidates.keys() : wanted), null);
  const start = state.criterion;
  const steps: SelectionStep[] = [];
  for (;;) {
    const next = bestMove(problem, state, listMoves(problem, state, wanted));
    if (next === null) break;
    steps.push({
      action: next.move.action,
      id: (candidates[next.move.position] as Candidate).id,
      criterion: sign(criterion) * next.state.criterion,
    });
    state = next.state;
  }
  return {
    members: candidates.filter((_, j) => state.active.has(j)),
    trace: { kind: "stepwise", criterion, start: sign(criterion) * start, steps },
  };
}

interface StepProblem {
  readonly context: SelectionContext;
  readonly design: Design;
  readonly likelihood: Likelihood;
}

interface StepState {
  readonly active: ReadonlySet<number>;
  /** Intercept first; 0 for what is out. */
  readonly beta: Float64Array;
  /** Smaller is better: AIC, BIC or −KS. */
  readonly criterion: number;
}

interface Move {
  readonly action: "add" | "drop";
  readonly position: number;
  /** What the test statistic says the criterion will fall by. */
  readonly promise: number;
}

function sign(criterion: "aic" | "bic" | "ks"): 1 | -1 {
  return criterion === "ks" ? -1 : 1;
}

function stateProblem(candidates: readonly Candidate[], context: SelectionContext): StepProblem {
  const design: Design = {
    columns: candidates.map(({ column }) => column),
    bad: context.sample.bad,
    weights: context.sample.weights,
    rows: context.rows,
  };
  return { context, design, likelihood: likelihoodOf(design) };
}

function evaluate(
  problem: StepProblem,
  active: ReadonlySet<number>,
  from: { readonly start: Float64Array; readonly nearby: Float64Array } | null,
): StepState {
  if (!isLarge(problem)) return evaluateAlone(problem, active, from?.start ?? null);
  const { context, design, likelihood } = problem;
  const { regression, selection } = context.parameters;
  const heldAtZero = design.columns.map((_, j) => j).filter((j) => !active.has(j));
  const tolerance = Math.max(looseTolerance, regression.tolerance);
  const start = from === null ? {} : { start: from.start };
  const nearby = from === null ? {} : { nearby: from.nearby };
  const limits = { heldAtZero };
  const fit = fitLogisticRegression(
    design,
    { ...regression, tolerance },
    { likelihood, limits, ...start, ...nearby },
  );
  const beta = Float64Array.of(fit.intercept, ...fit.coefficients);
  if (selection.criterion === "ks") {
    const risk = scoreRows(design, fit);
    const { ks } = measureDiscrimination(risk, design.bad, design.rows, design.weights);
    return { active, beta, criterion: -ks };
  }
  const places = [0, ...[...active].map((j) => j + 1)];
  const parameters = effectiveParametersOf(likelihood, places, beta, regression.penalty);
  return { active, beta, criterion: -2 * fit.logLikelihood + priceOf(problem) * parameters };
}

/** On few rows what is in is fitted by itself: however many candidates wait, a try costs what its own columns cost. */
function evaluateAlone(
  problem: StepProblem,
  active: ReadonlySet<number>,
  from: Float64Array | null,
): StepState {
  const { context, design } = problem;
  const { regression, selection } = context.parameters;
  const members = [...active].sort((a, b) => a - b);
  const own: Design = { ...design, columns: members.map((j) => design.columns[j] as DesignColumn) };
  const places = [0, ...members.map((j) => j + 1)];
  const start = from === null ? {} : { start: Float64Array.from(places, (place) => from[place] as number) };
  const fit = fitLogisticRegression(own, regression, start);
  const fitted = Float64Array.of(fit.intercept, ...fit.coefficients);
  const beta = new Float64Array(design.columns.length + 1);
  for (const [index, place] of places.entries()) beta[place] = fitted[index] as number;
  if (selection.criterion === "ks") {
    const { ks } = measureDiscrimination(scoreRows(own, fit), design.bad, design.rows, design.weights);
    return { active, beta, criterion: -ks };
  }
  const parameters = effectiveParametersOf(likelihoodOf(own), [...places.keys()], fitted, regression.penalty);
  return { active, beta, criterion: -2 * fit.logLikelihood + priceOf(problem) * parameters };
}

/** The likelihood is flat at its top: its error is the square of that of the coefficients. */
const looseTolerance = 1e-4;

/** With many rows a fit costs much and the tests' promises are nearly exact. */
function isLarge({ design }: StepProblem): boolean {
  return design.rows.length >= fewestRowsForCells;
}

function priceOf({ context, design }: StepProblem): number {
  return context.parameters.selection.criterion === "bic" ? Math.log(totalWeight(design)) : 2;
}

/** Trace of I·(I + P)⁻¹ over what is in; the number of coefficients without a penalty. */
function effectiveParametersOf(
  likelihood: Likelihood,
  places: readonly number[],
  beta: Float64Array,
  penalty: number,
): number {
  if (penalty === 0) return places.length;
  const { information } = likelihood.derivativesAt(beta);
  const inverse = invertSub(information, beta.length, places, penalty);
  // I·(I + P)⁻¹ = 1 − P·(I + P)⁻¹.
  return places.reduce(
    (sum, _, row) => sum + 1 - (row === 0 ? 0 : penalty * (inverse[row * places.length + row] as number)),
    0,
  );
}

function invertSub(
  information: Float64Array,
  size: number,
  places: readonly number[],
  penalty: number,
): Float64Array {
  const matrix = new Float64Array(places.length ** 2);
  for (const [row, a] of places.entries()) {
    for (const [column, b] of places.entries()) {
      matrix[row * places.length + column] =
        (information[a * size + b] as number) + (row === column && row > 0 ? penalty : 0);
    }
  }
  return invertFactorised(factorise(matrix, places.length), places.length);
}

/** All admissible moves with what the tests promise of them, most first. */
function listMoves(
  problem: StepProblem,
  state: StepState,
  wanted: ReadonlySet<number>,
): { readonly moves: readonly Move[]; readonly information: Float64Array } {
  const { context, design, likelihood } = problem;
  const { method } = context.parameters.selection;
  const { penalty } = context.parameters.regression;
  const size = likelihood.size;
  const { gradient, information } = likelihood.derivativesAt(state.beta);
  const places = [0, ...[...state.active].map((j) => j + 1)];
  const inverse = invertSub(information, size, places, penalty);
  const moves: Move[] = [];
  if (method !== "backward" && state.active.size < context.cap) {
    for (let j = 0; j < design.columns.length; j++) {
      if (state.active.has(j)) continue;
      const place = j + 1;
      const cross = places.map((a) => information[place * size + a] as number);
      let spread = (information[place * size + place] as number) + penalty;
      for (const [row, left] of cross.entries()) {
        for (const [column, right] of cross.entries()) {
          spread -= left * (inverse[row * places.length + column] as number) * right;
        }
      }
      const statistic = spread > 0 ? (gradient[place] as number) ** 2 / spread : 0;
      moves.push({ action: "add", position: j, promise: statistic - priceOf(problem) });
    }
  }
  if (method !== "forward") {
    for (const [index, j] of [...state.active].entries()) {
      if (wanted.has(j)) continue;
      const variance = inverse[(index + 1) * places.length + index + 1] as number;
      const statistic = (state.beta[j + 1] as number) ** 2 / variance;
      moves.push({ action: "drop", position: j, promise: priceOf(problem) - statistic });
    }
  }
  return { moves: moves.toSorted((a, b) => b.promise - a.promise), information };
}

/** A promise is believed to be within half of itself and two units of what the exact fit shows. */
function bestMove(
  problem: StepProblem,
  state: StepState,
  { moves, information }: ReturnType<typeof listMoves>,
): { readonly move: Move; readonly state: StepState } | null {
  const { criterion, positiveOnly } = problem.context.parameters.selection;
  let best: { readonly move: Move; readonly state: StepState } | null = null;
  for (const move of isLarge(problem) ? moves.slice(0, mostTries) : moves) {
    const gain = best === null ? 0 : state.criterion - best.state.criterion;
    if (best !== null && isLarge(problem)) break;
    if (criterion !== "ks" && 1.5 * move.promise + 2 < gain) break;
    const active = new Set(state.active);
    if (move.action === "add") active.add(move.position);
    else active.delete(move.position);
    const start = Float64Array.from(state.beta);
    if (move.action === "drop") start[move.position + 1] = 0;
    const reached = evaluate(problem, active, { start, nearby: information });
    if (move.action === "add" && positiveOnly && !((reached.beta[move.position + 1] as number) > 0)) continue;
    const least = criterion === "ks" ? (move.action === "add" ? leastKsGain.value : -leastKsGain.value) : 0;
    if (reached.criterion >= state.criterion - least) continue;
    if (best === null || reached.criterion < best.state.criterion) best = { move, state: reached };
  }
  return best;
}

const mostTries = 3;
