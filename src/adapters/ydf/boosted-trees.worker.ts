import { parentPort, workerData } from "node:worker_threads";
import type { ChallengerTask } from "#scorecard";
import { examplesOf } from "./examples.ts";
import type { WorkerAnswer } from "./train-boosted-trees.ts";
import { openYdf } from "./ydf.ts";

/** Trains and predicts, then leaves: the library keeps a model's memory until its thread ends. */
async function run(task: ChallengerTask): Promise<Float64Array> {
  const ydf = await openYdf();
  const learner = new ydf.GradientBoostedTreesLearner("outcome", "CLASSIFICATION");
  const model = learner.train(examplesOf(task, task.development));
  const predicted = model.predict(examplesOf(task, task.wanted));
  // Of two classes the library gives the probability of the second one that it met.
  const isOfBads = model.getLabelClasses()[1] === "bad";
  return Float64Array.from(predicted, (probability) => (isOfBads ? probability : 1 - probability));
}

let answer: WorkerAnswer;
try {
  answer = { kind: "pd", pd: await run(workerData as ChallengerTask) };
} catch (error) {
  answer = { kind: "failed", problem: error instanceof Error ? error.message : String(error) };
}
parentPort?.postMessage(answer);
