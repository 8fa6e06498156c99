import { parentPort, workerData } from "node:worker_threads";
import { type RegionPart, computePart } from "./compute-region.ts";

parentPort?.postMessage(computePart(workerData as RegionPart));
