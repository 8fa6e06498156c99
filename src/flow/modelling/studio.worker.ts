import { parentPort, workerData } from "node:worker_threads";
import { Fault, type ReportProgress } from "#kernel";
import type { TrainChallenger } from "#scorecard";
import { compareCards } from "./compare-cards.ts";
import { ChallengerFailed, runSteps } from "./run-steps.ts";
import type { ChallengerAnswer, StudioMessage, StudioTask } from "./studio-thread.ts";

/** Runs one task off the main thread and posts its progress and its answer. */
async function run(task: StudioTask): Promise<void> {
  const post = (message: StudioMessage): void => parentPort?.postMessage(message);
  try {
    post({
      kind: "answer",
      answer: await answerOf(task, (progress) => post({ kind: "progress", progress })),
    });
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const { code, definition, parameters } = cause;
    post({ kind: "fault", code, definition, parameters });
  }
}

async function answerOf(task: StudioTask, onProgress: ReportProgress) {
  switch (task.kind) {
    case "steps":
      return await runSteps(task, onProgress, task.hasChallenger ? askForChallenger : null);
    case "compare":
      return compareCards(task);
  }
}

/** The technology stands outside of this room: the main thread trains, and answers once. */
const askForChallenger: TrainChallenger = async (task) =>
  await new Promise<Float64Array>((resolve, reject) => {
    parentPort?.once("message", ({ pd }: ChallengerAnswer) =>
      pd === null ? reject(new ChallengerFailed()) : resolve(pd),
    );
    parentPort?.postMessage({ kind: "challenge", task } satisfies StudioMessage);
  });

await run(workerData as StudioTask);
