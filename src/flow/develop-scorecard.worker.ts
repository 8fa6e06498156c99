import { parentPort, workerData } from "node:worker_threads";
import { crossValidate, developScorecard } from "#scorecard";
import type { DevelopmentAnswer, DevelopmentTask } from "./develop-scorecard.ts";

/** Runs one development task off the main thread and posts its progress and its answer. */
function run(task: DevelopmentTask): void {
  const { sample, parameters, seed, folds, repeats } = task;
  const validation = crossValidate(sample, parameters, {
    folds,
    repeats,
    seed,
    onProgress: (progress) => {
      if (progress.done % folds === 0) parentPort?.postMessage({ kind: "progress", progress });
    },
  });
  const scorecard = task.needsCard ? developScorecard(sample, parameters) : null;
  const answer: DevelopmentAnswer = { scorecard, validation };
  parentPort?.postMessage({ kind: "answer", answer });
}

run(workerData as DevelopmentTask);
