import type { Sample, Scorecard, ScorecardParameters } from "#scorecard";
import { answerOfThread } from "../answer-of-thread.ts";

/** Cards to fit, each on a sample of its own. */
export interface CardTask {
  readonly samples: readonly Sample[];
  readonly parameters: ScorecardParameters;
}

/**
 * Fits cards in a thread of its own.
 * @returns one card a sample, in their order
 * @throws FLOW_WORKER_FAILED; the signal's reason when it is aborted
 */
export async function fitCards(task: CardTask, signal: AbortSignal): Promise<readonly Scorecard[]> {
  const module = new URL("./fit-cards.worker.ts", import.meta.url);
  return await answerOfThread<readonly Scorecard[]>(module, task, { signal });
}
