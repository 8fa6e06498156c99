import { parentPort, workerData } from "node:worker_threads";
import type { ThreadMessage } from "#flow";
import { computePart, type PartTimes, type RegionPart } from "./compute-region.ts";

const part = workerData as RegionPart;
const tell = (message: ThreadMessage<PartTimes>): void => parentPort?.postMessage(message);
const total = Math.ceil((part.request.enterprises - part.from) / part.step);
const answer = computePart(part, (done) =>
  tell({ kind: "progress", progress: { step: "indicators", done, total, unit: "enterprises" } }),
);
tell({ kind: "answer", answer });
