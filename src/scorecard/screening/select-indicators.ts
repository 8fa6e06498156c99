import type { TrainingRows } from "../binning/training-rows.ts";
import type { ScorecardParameters } from "../parameters.ts";
import { rowsOf } from "../regression/design.ts";
import type { Design } from "../regression/design.ts";
import { fitLogisticRegression } from "../regression/logistic-regression.ts";
import type { Regression } from "../regression/logistic-regression.ts";
import type { Sample } from "../sample.ts";
import type { ScreenedIndicator, ScreeningReason } from "../scorecard.ts";
import { chooseByLasso } from "./lasso-path.ts";
import type { Candidate } from "./screening.ts";
import type { SelectionTrace } from "./selection-trace.ts";
import type { Choice, SelectionContext } from "./selection-context.ts";
import { chooseStepwise } from "./stepwise.ts";

/** The regression on the indicators that were chosen, and those that were not. */
export interface Selection {
  readonly members: readonly Candidate[];
  readonly screened: readonly ScreenedIndicator[];
  readonly trace: SelectionTrace;
  readonly regression: Regression;
  readonly design: Design;
}

/**
 * Chooses among the candidates as the parameters say and fits those chosen. At most as many enter as the bads can carry:
 * with `all` and `backward` the strongest, with the other ways whichever help most. Where coefficients must be positive,
 * one that is not leaves, unless experts want it in: then it stays with a coefficient of at least 0.
 */
export function selectIndicators(
  candidates: readonly Candidate[],
  sample: Sample,
  training: TrainingRows,
  parameters: ScorecardParameters,
): Selection {
  const cap = capOf(candidates, training, parameters);
  const context: SelectionContext = { sample, rows: rowsOf(training.included), parameters, cap };
  const { method } = parameters.selection;
  if (method === "all" || method === "backward") {
    const start = dropWrongSigns(fitMembers(candidates.slice(0, cap), context), context);
    const screened = [...candidates.slice(cap).map(notSelected), ...start.screened];
    if (method === "all") return { ...start, screened, trace: { kind: "all" } };
    return finishChoice(start.members, screened, chooseStepwise(start.members, context), context);
  }
  const choice =
    method === "lasso" ? chooseByLasso(candidates, context) : chooseStepwise(candidates, context);
  return finishChoice(candidates, [], choice, context);
}

function finishChoice(
  offered: readonly Candidate[],
  screened: readonly ScreenedIndicator[],
  { members, trace }: Choice,
  context: SelectionContext,
): Selection {
  const left = offered.filter((candidate) => !members.includes(candidate));
  const end = dropWrongSigns(fitMembers(members, context), context);
  return { ...end, trace, screened: [...screened, ...left.map(notSelected), ...end.screened] };
}

function capOf(
  candidates: readonly Candidate[],
  training: TrainingRows,
  { selection, screening }: ScorecardParameters,
): number {
  const fewest = Math.min(training.badRows, training.rows - training.badRows);
  const affordable = Math.floor(fewest / selection.badsPerIndicator);
  const wanted = candidates.filter(({ id }) => screening.mustIn.includes(id)).length;
  return Math.max(1, wanted, Math.min(selection.maxIndicators, affordable));
}

interface FittedMembers {
  readonly members: readonly Candidate[];
  readonly design: Design;
  readonly regression: Regression;
}

function fitMembers(
  members: readonly Candidate[],
  { sample, rows, parameters }: SelectionContext,
  nonNegative = false,
): FittedMembers {
  const design: Design = {
    columns: members.map(({ column }) => column),
    bad: sample.bad,
    weights: sample.weights,
    rows,
  };
  const regression = fitLogisticRegression(design, parameters.regression, { limits: { nonNegative } });
  return { members, design, regression };
}

/**
 * Weight of evidence rises with risk, so a coefficient that is not positive says that the points would
 * contradict the bad rates of the bins: the most negative one goes, and the rest is fitted again.
 */
function dropWrongSigns(
  start: FittedMembers,
  context: SelectionContext,
): FittedMembers & { readonly screened: readonly ScreenedIndicator[] } {
  const { screening, selection } = context.parameters;
  const screened: ScreenedIndicator[] = [];
  let state = start;
  for (;;) {
    const { coefficients } = state.regression;
    let worst = -1;
    let isWantedNegative = false;
    for (let j = 0; j < coefficients.length; j++) {
      const coefficient = coefficients[j] as number;
      if (selection.positiveOnly ? coefficient > 0 : coefficient !== 0) continue;
      if (screening.mustIn.includes((state.members[j] as Candidate).id)) isWantedNegative ||= coefficient < 0;
      else if (worst < 0 || coefficient < (coefficients[worst] as number)) worst = j;
    }
    if (worst < 0) {
      const isDone = !isWantedNegative || !selection.positiveOnly;
      return { ...(isDone ? state : fitMembers(state.members, context, true)), screened };
    }
    const coefficient = coefficients[worst] as number;
    const isGone = coefficient === 0 && context.parameters.regression.lassoPenalty > 0;
    screened.push(
      toScreened(
        state.members[worst] as Candidate,
        isGone ? { kind: "notSelected" } : { kind: "wrongSign", coefficient },
      ),
    );
    const members = state.members.filter((_, j) => j !== worst);
    state = fitMembers(members, context);
  }
}

function notSelected(candidate: Candidate): ScreenedIndicator {
  return toScreened(candidate, { kind: "notSelected" });
}

function toScreened({ id, binning }: Candidate, reason: ScreeningReason): ScreenedIndicator {
  return { id, iv: binning.iv, reason };
}
