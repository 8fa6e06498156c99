import { Worker } from "node:worker_threads";
import { Fault, type FaultDefinition, type MessageParameters } from "#kernel";
import type {
  BinnedIndicator,
  BinningParameters,
  IndicatorColumn,
  IndicatorRules,
  RulesByIndicator,
  Sample,
} from "#scorecard";
import { flowFaults } from "../errors.ts";

/** What a binning thread is told: first the sample without its columns, then one column after another. */
export type BinningOrder =
  | { readonly kind: "sample"; readonly sample: Sample; readonly parameters: BinningParameters }
  | {
      readonly kind: "column";
      readonly place: number;
      readonly column: IndicatorColumn;
      readonly rules: IndicatorRules | undefined;
    };

/** What it answers to each column; a fault by its parts, because classes do not cross. */
export type BinningAnswer =
  | { readonly kind: "binned"; readonly place: number; readonly binned: BinnedIndicator }
  | {
      readonly kind: "fault";
      readonly code: string;
      readonly definition: FaultDefinition;
      readonly parameters: MessageParameters;
    };

/** Threads that bin columns, kept for one sample after another; after a rejection only to be closed. */
export interface BinningPool {
  /**
   * Bins every indicator, in the sample's order; one sample at a time. Columns on a SharedArrayBuffer are read where they
   * lie, others are copied to one thread each.
   * @throws checkSample's and the rules' faults, FLOW_WORKER_FAILED, the signal's reason when it is aborted
   */
  bin(
    sample: Sample,
    parameters: BinningParameters,
    rules: RulesByIndicator,
    signal?: AbortSignal,
  ): Promise<readonly BinnedIndicator[]>;
  close(): Promise<void>;
}

/** Columns a thread is given ahead, so that it never waits for the next. */
const columnsAhead = 2;

export function openBinningPool(workers: number): BinningPool {
  const threads = Array.from(
    { length: workers },
    () => new Worker(new URL("./bin-columns.worker.ts", import.meta.url)),
  );
  const close = async (): Promise<void> => {
    await Promise.all(threads.map((thread) => thread.terminate()));
  };
  return {
    close,
    bin: async (sample, parameters, rules, signal) => {
      signal?.throwIfAborted();
      const shared = shareOutcomes(sample);
      for (const thread of threads) post(thread, { kind: "sample", sample: shared, parameters });
      const stop = (): void => void close();
      signal?.addEventListener("abort", stop, { once: true });
      try {
        return await binColumns(threads, sample.indicators, rules, signal);
      } finally {
        signal?.removeEventListener("abort", stop);
        for (const thread of threads) {
          for (const event of ["message", "error", "exit"]) thread.removeAllListeners(event);
        }
      }
    },
  };
}

/** What every thread needs, on memory that all of them read. */
function shareOutcomes({ bad, weights, vintages }: Sample): Sample {
  const sharedBad = new Uint8Array(new SharedArrayBuffer(bad.byteLength));
  sharedBad.set(bad);
  if (!weights) return { indicators: [], bad: sharedBad, ...(vintages ? { vintages } : {}) };
  const sharedWeights = new Float64Array(new SharedArrayBuffer(weights.byteLength));
  sharedWeights.set(weights);
  return { indicators: [], bad: sharedBad, weights: sharedWeights, ...(vintages ? { vintages } : {}) };
}

function binColumns(
  threads: readonly Worker[],
  columns: readonly IndicatorColumn[],
  rules: RulesByIndicator,
  signal: AbortSignal | undefined,
): Promise<readonly BinnedIndicator[]> {
  const results: BinnedIndicator[] = [];
  let next = 0;
  let done = 0;
  const giveNext = (thread: Worker): void => {
    const column = columns[next];
    if (column) post(thread, { kind: "column", place: next++, column, rules: rules[column.id] });
  };
  return new Promise((resolve, reject) => {
    if (columns.length === 0) resolve(results);
    for (const thread of threads) {
      thread.on("message", (answer: BinningAnswer) => {
        if (answer.kind === "fault") {
          reject(new Fault(answer.code, answer.definition, answer.parameters));
          return;
        }
        results[answer.place] = answer.binned;
        done++;
        if (done === columns.length) resolve(results);
        else giveNext(thread);
      });
      thread.once("error", reject);
      thread.once("exit", (code) => {
        if (signal?.aborted === true) reject(signal.reason);
        else reject(flowFaults.fault("FLOW_WORKER_FAILED", { detail: `exit ${code}` }));
      });
    }
    for (let ahead = 0; ahead < columnsAhead; ahead++) for (const thread of threads) giveNext(thread);
  });
}

function post(thread: Worker, order: BinningOrder): void {
  thread.postMessage(order);
}
