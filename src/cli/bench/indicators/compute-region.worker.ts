import { parentPort, workerData } from "node:worker_threads";
import { computePart, type PartMessage, type RegionPart } from "./compute-region.ts";

const tell = (message: PartMessage): void => parentPort?.postMessage(message);
const times = computePart(workerData as RegionPart, (done) => tell({ kind: "progress", done }));
tell({ kind: "times", times });
