import { Worker } from "node:worker_threads";
import type { ChallengerTask } from "#scorecard";
import { ydfFaults } from "./errors.ts";

/** Most rows that the trees learn from: evenly spaced ones of a larger sample. */
const MOST_ROWS = 100_000;

export type WorkerAnswer =
  | { readonly kind: "pd"; readonly pd: Float64Array }
  | { readonly kind: "failed"; readonly problem: string };

/**
 * Trains gradient boosted trees with YDF's default settings in a thread of its own and asks them for the wanted rows.
 * @returns probability of default of each wanted row; the same task gives the same bits
 * @throws YDF_TRAINING_FAILED, the signal's reason when it is aborted
 */
export async function trainBoostedTrees(task: ChallengerTask, signal?: AbortSignal): Promise<Float64Array> {
  signal?.throwIfAborted();
  const workerData: ChallengerTask = { ...task, development: thin(task.development) };
  // The library writes its progress to the console: it goes to streams that nobody reads.
  const worker = new Worker(new URL("./boosted-trees.worker.ts", import.meta.url), {
    workerData,
    stdout: true,
    stderr: true,
  });
  const stop = (): void => void worker.terminate();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return await new Promise<Float64Array>((resolve, reject) => {
      const fail = (problem: string): void => reject(ydfFaults.fault("YDF_TRAINING_FAILED", { problem }));
      worker.on("message", (answer: WorkerAnswer) => {
        if (answer.kind === "pd") resolve(answer.pd);
        else fail(answer.problem);
      });
      worker.once("error", (error) => fail(String(error)));
      worker.once("exit", (code) => {
        if (signal?.aborted === true) reject(signal.reason as Error);
        else fail(`exit ${code}`);
      });
    });
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}

function thin(rows: Int32Array): Int32Array {
  if (rows.length <= MOST_ROWS) return rows;
  return Int32Array.from(
    { length: MOST_ROWS },
    (_, place) => rows[Math.floor((place * rows.length) / MOST_ROWS)] as number,
  );
}
