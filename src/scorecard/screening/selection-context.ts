import type { ScorecardParameters } from "../parameters.ts";
import type { Sample } from "../sample.ts";
import type { Candidate } from "./screening.ts";
import type { SelectionTrace } from "./selection-trace.ts";

/** What every way of choosing looks at. */
export interface SelectionContext {
  readonly sample: Sample;
  /** Of the training rows. */
  readonly rows: Int32Array;
  readonly parameters: ScorecardParameters;
  /** Most indicators on the card. */
  readonly cap: number;
}

/** Which candidates were chosen, in their order. */
export interface Choice {
  readonly members: readonly Candidate[];
  readonly trace: SelectionTrace;
}
