import type { TrainingRows } from "../binning/training-rows.ts";
import type { ScorecardParameters } from "../parameters.ts";
import type { Design } from "../regression/design.ts";
import type { Regression } from "../regression/logistic-regression.ts";
import type { ScreenedIndicator } from "../scorecard.ts";
import type { PreparedSample } from "./prepare-sample.ts";
import { screenIndicators } from "./screen-indicators.ts";
import type { GivenBinnings } from "./screen-indicators.ts";
import type { Candidate, Screening } from "./screening.ts";
import { selectIndicators } from "./select-indicators.ts";
import type { SelectionTrace } from "./selection-trace.ts";

/** A card before points: what one fold needs, and what a card is finished from. */
export interface FittedCard {
  /** In the order of the regression's coefficients. */
  readonly members: readonly Candidate[];
  /** Everything that is out, by screening and by selection. */
  readonly screened: readonly ScreenedIndicator[];
  readonly screening: Screening;
  readonly trace: SelectionTrace;
  readonly regression: Regression;
  readonly design: Design;
}

/**
 * Everything that learns from outcomes, on the training rows alone: binning, screening, selection and fit.
 * A card may end up without indicators; then it gives everyone the sample's own odds.
 * @throws SCORECARD_MATRIX_SINGULAR on collinear indicators without a penalty
 */
export function fitCard(
  prepared: PreparedSample,
  training: TrainingRows,
  parameters: ScorecardParameters,
  given: GivenBinnings = {},
): FittedCard {
  const screening = screenIndicators(prepared, training, parameters, given);
  const selection = selectIndicators(screening.candidates, prepared.sample, training, parameters);
  return { ...selection, screening, screened: [...screening.screened, ...selection.screened] };
}
