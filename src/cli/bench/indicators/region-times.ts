import { type ReportProgress, quantileOfSorted } from "#kernel";
import { answerOfThread } from "#flow";
import { catalogue } from "#indicators";
import type { RegionRequest } from "#simulate";
import type { PartTimes, RegionPart } from "./compute-region.ts";

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
  /** To make an enterprise's data, which is not part of computing them. */
  readonly simulateMsMean: number;
  /** The most memory that the process has had so far. */
  readonly peakMb: number;
}

export interface MeasureOptions {
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

/**
 * Simulates and computes a region in threads, each every so many-th enterprise; no region is held at once.
 * @throws what a thread throws; FLOW_WORKER_FAILED; the signal's reason
 */
export async function measureRegion(request: RegionRequest, options: MeasureOptions): Promise<RegionTimes> {
  const { threads, signal, onProgress } = options;
  const startedAtMs = performance.now();
  const module = new URL("./compute-region.worker.ts", import.meta.url);
  const done = Array.from({ length: threads }, () => 0);
  const parts = await Promise.all(
    done.map(async (_, from) => {
      const part: RegionPart = { request, from, step: threads };
      return await answerOfThread<PartTimes>(module, part, {
        signal,
        onProgress: (progress) => {
          done[from] = progress.done;
          const all = done.reduce((sum, one) => sum + one, 0);
          onProgress({ ...progress, done: all, total: request.enterprises });
        },
      });
    }),
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
    simulateMsMean: sum(({ simulateMs }) => simulateMs) / request.enterprises,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
