import { Worker } from "node:worker_threads";
import type { Progress, ReportProgress } from "#kernel";
import { flowFaults } from "./errors.ts";

/** What a computing thread posts: how far it is, and in the end its answer. */
export type ThreadMessage<Answer> =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "answer"; readonly answer: Answer };

/**
 * Runs one task in a thread of its own, so that a server goes on answering meanwhile.
 * @param module  the worker's file; it reads `workerData` and posts `ThreadMessage`s
 * @throws FLOW_WORKER_FAILED when the thread ends without an answer; the signal's reason when it is aborted
 */
export async function answerOfThread<Answer>(
  module: URL,
  task: unknown,
  options: { readonly signal: AbortSignal; readonly onProgress?: ReportProgress },
): Promise<Answer> {
  const { signal, onProgress } = options;
  signal.throwIfAborted();
  const worker = new Worker(module, { workerData: task });
  const stop = (): void => void worker.terminate();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await new Promise<Answer>((resolve, reject) => {
      worker.on("message", (message: ThreadMessage<Answer>) => {
        if (message.kind === "answer") resolve(message.answer);
        else onProgress?.(message.progress);
      });
      worker.once("error", reject);
      worker.once("exit", (code) => {
        if (signal.aborted) reject(signal.reason);
        else reject(flowFaults.fault("FLOW_WORKER_FAILED", { detail: `exit ${code}` }));
      });
    });
  } finally {
    signal.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
