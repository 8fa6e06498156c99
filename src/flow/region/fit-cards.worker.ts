import { parentPort, workerData } from "node:worker_threads";
import { developScorecard, type Scorecard } from "#scorecard";
import type { ThreadMessage } from "../answer-of-thread.ts";
import type { CardTask } from "./fit-cards.ts";

const { samples, parameters } = workerData as CardTask;
const answer = samples.map((sample) => developScorecard(sample, parameters));
parentPort?.postMessage({ kind: "answer", answer } satisfies ThreadMessage<readonly Scorecard[]>);
