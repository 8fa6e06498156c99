import { Worker } from "node:worker_threads";
import type { Progress, ReportProgress } from "#kernel";
import type { CrossValidation, Sample, Scorecard, ScorecardParameters } from "#scorecard";
import { flowFaults } from "./errors.ts";

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

type WorkerMessage =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "answer"; readonly answer: DevelopmentAnswer };

/**
 * Develops and validates in a thread of its own, so that a server goes on answering meanwhile.
 * @throws FLOW_WORKER_FAILED when the thread ends without an answer; the signal's reason when it is aborted
 */
export async function developInThread(
  task: DevelopmentTask,
  options: { readonly signal: AbortSignal; readonly onProgress: ReportProgress },
): Promise<DevelopmentAnswer> {
  options.signal.throwIfAborted();
  const worker = new Worker(new URL("./develop-scorecard.worker.ts", import.meta.url), { workerData: task });
  const stop = (): void => void worker.terminate();
  options.signal.addEventListener("abort", stop, { once: true });
  try {
    return await new Promise<DevelopmentAnswer>((resolve, reject) => {
      worker.on("message", (message: WorkerMessage) => {
        if (message.kind === "answer") resolve(message.answer);
        else options.onProgress(message.progress);
      });
      worker.once("error", reject);
      worker.once("exit", (code) => {
        if (options.signal.aborted) reject(options.signal.reason);
        else reject(flowFaults.fault("FLOW_WORKER_FAILED", { detail: `exit ${code}` }));
      });
    });
  } finally {
    options.signal.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
