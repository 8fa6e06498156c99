import { Worker } from "node:worker_threads";
import { Fault, type FaultDefinition, type MessageParameters, type ReportProgress } from "#kernel";
import type { ChallengerTask, DataTable, DevelopmentPlan, Scorecard, TrainChallenger } from "#scorecard";
import { flowFaults } from "../errors.ts";
import type { ComparedOnData } from "./compare-on-data.ts";
import type { ArtefactOfStep, StepsToRun } from "./run-steps.ts";

/** What a computing thread is asked, by kind; the table lies on shared memory. */
export type StudioTask =
  | ({ readonly kind: "steps"; readonly hasChallenger: boolean } & StepsToRun)
  | {
      readonly kind: "compare";
      readonly table: DataTable;
      readonly plan: DevelopmentPlan;
      readonly left: Scorecard;
      readonly right: Scorecard;
      readonly acceptedShare: number;
    };

/** What it answers. */
export interface StudioAnswers {
  readonly steps: readonly ArtefactOfStep[];
  readonly compare: ComparedOnData;
}

/** What a thread posts; a fault by its parts, because classes do not cross. */
export type StudioMessage =
  | { readonly kind: "progress"; readonly progress: Parameters<ReportProgress>[0] }
  /** Asks the main thread, which knows the technology, to train a challenger; it posts a `ChallengerAnswer` back. */
  | { readonly kind: "challenge"; readonly task: ChallengerTask }
  | { readonly kind: "answer"; readonly answer: StudioAnswers[keyof StudioAnswers] }
  | {
      readonly kind: "fault";
      readonly code: string;
      readonly definition: FaultDefinition;
      readonly parameters: MessageParameters;
    };

/** The probabilities of default of the wanted rows; null when the training failed. */
export interface ChallengerAnswer {
  readonly pd: Float64Array | null;
}

/**
 * Computes in a thread of its own, so that the server goes on answering meanwhile.
 * @throws the faults of the work; FLOW_WORKER_FAILED when the thread ends without an answer; the signal's reason
 */
export async function computeInThread<Task extends StudioTask>(
  task: Task,
  options: {
    readonly signal?: AbortSignal;
    readonly onProgress?: ReportProgress;
    readonly train?: TrainChallenger;
  } = {},
): Promise<StudioAnswers[Task["kind"]]> {
  const { signal, onProgress, train } = options;
  signal?.throwIfAborted();
  const worker = new Worker(new URL("./studio.worker.ts", import.meta.url), { workerData: task });
  const stop = (): void => void worker.terminate();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return await new Promise<StudioAnswers[Task["kind"]]>((resolve, reject) => {
      worker.on("message", (message: StudioMessage) => {
        if (message.kind === "answer") resolve(message.answer as StudioAnswers[Task["kind"]]);
        else if (message.kind === "progress") onProgress?.(message.progress);
        else if (message.kind === "challenge")
          train?.(message.task).then(answerWith(worker), () => answerWith(worker)(null));
        else reject(new Fault(message.code, message.definition, message.parameters));
      });
      worker.once("error", reject);
      worker.once("exit", (code) => {
        if (signal?.aborted === true) reject(signal.reason);
        else reject(flowFaults.fault("FLOW_WORKER_FAILED", { detail: `exit ${code}` }));
      });
    });
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}

function answerWith(worker: Worker): (pd: ChallengerAnswer["pd"]) => void {
  return (pd) => worker.postMessage({ pd } satisfies ChallengerAnswer);
}
