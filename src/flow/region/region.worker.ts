import { parentPort, workerData } from "node:worker_threads";
import type { RegionFrame } from "./look-at-enterprise.ts";
import { type RegionTask, workOn } from "./region-work.ts";

const frame = workerData as RegionFrame;
parentPort?.on("message", (task: RegionTask) => parentPort?.postMessage(workOn(task, frame)));
