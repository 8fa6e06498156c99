import type { TrainingRows } from "./binning/bin-indicator.ts";
import type { ScorecardParameters } from "./parameters.ts";
import type { Design } from "./regression/design.ts";
import { fitLogisticRegression } from "./regression/logistic-regression.ts";
import type { Regression } from "./regression/logistic-regression.ts";
import { precisionOf } from "./regression/precision.ts";
import type { ScreenedIndicator } from "./scorecard.ts";
import { screenIndicators } from "./screen-indicators.ts";
import type { Candidate, PreparedSample } from "./screen-indicators.ts";

/** A card before points: what one fold needs, and what a card is finished from. */
export interface FittedCard {
  /** In the order of the regression's coefficients. */
  readonly members: readonly Candidate[];
  readonly screened: readonly ScreenedIndicator[];
  readonly regression: Regression;
  readonly design: Design;
}

/**
 * Everything that learns from outcomes, on the training rows alone: binning, screening, selection and fit.
 * A card may end up without indicators; then it gives everyone the sample's own odds.
 */
export function fitCard(
  prepared: PreparedSample,
  training: TrainingRows,
  parameters: ScorecardParameters,
): FittedCard {
  const { candidates, screened } = screenIndicators(prepared, training, parameters);
  const dropped: ScreenedIndicator[] = [...screened];
  const cap = capOf(training, parameters);
  const notSelected = ({ id, binning }: Candidate): ScreenedIndicator => ({
    id,
    iv: binning.iv,
    reason: { kind: "notSelected" },
  });
  dropped.push(...candidates.slice(cap).map(notSelected));
  let state = refit(candidates.slice(0, cap), prepared, training, parameters);
  state = dropWrongSigns(state, prepared, training, parameters, dropped);
  if (parameters.selection.method === "backward") {
    state = eliminateBackward(state, prepared, training, parameters, (gone) =>
      dropped.push(notSelected(gone)),
    );
    state = dropWrongSigns(state, prepared, training, parameters, dropped);
  }
  return { ...state, screened: dropped };
}

type FitState = Pick<FittedCard, "members" | "regression" | "design">;

function capOf(training: TrainingRows, { selection }: ScorecardParameters): number {
  const fewest = Math.min(training.badRows, training.rows - training.badRows);
  const affordable = Math.floor(fewest / selection.badsPerIndicator);
  return Math.max(1, Math.min(selection.maxIndicators, affordable));
}

function refit(
  members: readonly Candidate[],
  { sample }: PreparedSample,
  training: TrainingRows,
  { regression }: ScorecardParameters,
): FitState {
  const design: Design = {
    columns: members.map(({ woe }) => woe),
    bad: sample.bad,
    weights: sample.weights,
    rows: rowsOf(training),
  };
  return { members, design, regression: fitLogisticRegression(design, regression) };
}

function rowsOf({ included, rows }: TrainingRows): Int32Array {
  const list = new Int32Array(rows);
  for (let row = 0, next = 0; row < included.length; row++) if (included[row] === 1) list[next++] = row;
  return list;
}

/**
 * Weight of evidence rises with risk, so a coefficient that is not positive says that the points would
 * contradict the bad rates of the bins: the most negative one goes, and the rest is fitted again.
 */
function dropWrongSigns(
  start: FitState,
  prepared: PreparedSample,
  training: TrainingRows,
  parameters: ScorecardParameters,
  dropped: ScreenedIndicator[],
): FitState {
  let state = start;
  for (;;) {
    const { coefficients } = state.regression;
    let worst = -1;
    for (let j = 0; j < coefficients.length; j++) {
      const coefficient = coefficients[j] as number;
      if (coefficient <= 0 && (worst < 0 || coefficient < (coefficients[worst] as number))) worst = j;
    }
    if (worst < 0) return state;
    const gone = state.members[worst] as Candidate;
    dropped.push({
      id: gone.id,
      iv: gone.binning.iv,
      reason: { kind: "wrongSign", coefficient: coefficients[worst] as number },
    });
    state = refit(without(state.members, worst), prepared, training, parameters);
  }
}

/** Drops the member of smallest |Wald| as long as the criterion falls. */
function eliminateBackward(
  start: FitState,
  prepared: PreparedSample,
  training: TrainingRows,
  parameters: ScorecardParameters,
  onDrop: (gone: Candidate) => void,
): FitState {
  let state = start;
  while (state.members.length > 1) {
    const precision = precisionOf(state.design, state.regression, parameters.regression.penalty);
    let weakest = 0;
    let smallest = Number.POSITIVE_INFINITY;
    state.regression.coefficients.forEach((coefficient, j) => {
      const wald = Math.abs(coefficient) / (precision.standardErrors[j + 1] as number);
      if (wald < smallest) {
        smallest = wald;
        weakest = j;
      }
    });
    const smaller = refit(without(state.members, weakest), prepared, training, parameters);
    if (criterionOf(smaller, training, parameters) >= criterionOf(state, training, parameters)) return state;
    onDrop(state.members[weakest] as Candidate);
    state = smaller;
  }
  return state;
}

/** AIC or BIC with the effective number of parameters of the penalised fit. */
function criterionOf(state: FitState, training: TrainingRows, parameters: ScorecardParameters): number {
  const { effectiveParameters } = precisionOf(state.design, state.regression, parameters.regression.penalty);
  const price = parameters.selection.criterion === "aic" ? 2 : Math.log(training.rows);
  return -2 * state.regression.logLikelihood + price * effectiveParameters;
}

function without(members: readonly Candidate[], index: number): readonly Candidate[] {
  return members.filter((_, j) => j !== index);
}
