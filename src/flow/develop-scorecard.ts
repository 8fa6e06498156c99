import type { ReportProgress } from "#kernel";
import type { CrossValidation, Sample, Scorecard, ScorecardParameters } from "#scorecard";
import { answerOfThread } from "./answer-of-thread.ts";

/** What one computing thread is asked: validate a sample, and develop the card on all of it when wanted. */
export interface DevelopmentTask {
  readonly sample: Sample;
  readonly parameters: ScorecardParameters;
  readonly seed: string;
  readonly folds: number;
  readonly repeats: number;
  readonly needsCard: boolean;
}

export interface DevelopmentAnswer {
  readonly scorecard: Scorecard | null;
  readonly validation: CrossValidation;
}

/**
 * Develops and validates in a thread of its own.
 * @throws FLOW_WORKER_FAILED; the signal's reason when it is aborted
 */
export async function developInThread(
  task: DevelopmentTask,
  options: { readonly signal: AbortSignal; readonly onProgress: ReportProgress },
): Promise<DevelopmentAnswer> {
  const module = new URL("./develop-scorecard.worker.ts", import.meta.url);
  return await answerOfThread<DevelopmentAnswer>(module, task, options);
}
