import { quantileOfSorted } from "#kernel";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { catalogue } from "#indicators";
import type { RegionRequest } from "#simulate";
import type { PartTimes } from "./compute-region.ts";

/** A region computed anew: what each enterprise costs. */
export interface RegionTimes {
  readonly enterprises: number;
  readonly months: number;
  readonly rows: number;
  readonly indicators: number;
  /** Share of all values that are not missing. */
  readonly presentShare: number;
  readonly threads: number;
  readonly elapsedMs: number;
  /** Processor time an enterprise: rows to facts, facts to indicators. */
  readonly factsMsMean: number;
  readonly indicatorsMsMean: number;
  readonly indicatorsMsP50: number;
  readonly indicatorsMsP99: number;
}

/** Simulates and computes a region in threads, each every so many-th enterprise; no region is held at once. */
export async function measureRegion(request: RegionRequest, threads: number): Promise<RegionTimes> {
  const startedAtMs = performance.now();
  const parts = await Promise.all(
    Array.from({ length: threads }, (_, from) => runPart({ request, from, step: threads })),
  );
  const elapsedMs = performance.now() - startedAtMs;
  const indicatorsMs = parts.flatMap((part) => part.indicatorsMs).sort((left, right) => left - right);
  const factsMs = parts.flatMap((part) => part.factsMs);
  const sum = (read: (part: PartTimes) => number) => parts.reduce((total, part) => total + read(part), 0);
  return {
    enterprises: request.enterprises,
    months: request.months,
    rows: sum(({ rows }) => rows),
    indicators: catalogue.length,
    presentShare: sum(({ present }) => present) / sum(({ asked }) => asked),
    threads,
    elapsedMs,
    factsMsMean: meanOf(factsMs),
    indicatorsMsMean: meanOf(indicatorsMs),
    indicatorsMsP50: quantileOfSorted(indicatorsMs, 0.5),
    indicatorsMsP99: quantileOfSorted(indicatorsMs, 0.99),
  };
}

async function runPart(part: {
  readonly request: RegionRequest;
  readonly from: number;
  readonly step: number;
}): Promise<PartTimes> {
  const worker = new Worker(new URL("./compute-region.worker.ts", import.meta.url), { workerData: part });
  try {
    const [times] = (await once(worker, "message")) as [PartTimes];
    return times;
  } finally {
    await worker.terminate();
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
