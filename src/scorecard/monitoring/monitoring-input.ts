import type { EvaluationParameters } from "../evaluation/parameters.ts";
import type { MasterScale } from "../evaluation/master-scale.ts";
import type { BinnedColumn, Population } from "../evaluation/population.ts";
import type { Vintages } from "../sample.ts";

/** What `monitorModel` compares. */
export interface MonitoringInput {
  /** The rows on which the model was developed, or approved. */
  readonly baseline: Population;
  readonly current: CurrentPopulation;
  readonly masterScale: MasterScale;
  /** Confidence of intervals, for example 0.95. */
  readonly confidence: number;
  readonly parameters?: EvaluationParameters;
}

/** Rows scored since. */
export interface CurrentPopulation {
  readonly points: Float64Array;
  readonly pd: Float64Array;
  /** 1 = bad, 0 = good, 2 = not yet known; left out = nothing is known yet. */
  readonly outcome?: Uint8Array;
  readonly weights?: Float64Array;
  readonly vintages?: Vintages;
  readonly indicators?: readonly BinnedColumn[];
}
