import { Worker } from "node:worker_threads";
import { Fault, type FaultDefinition, type MessageParameters } from "#kernel";
import type { DataTable, DevelopmentPlan } from "#scorecard";
import { flowFaults } from "../errors.ts";
import type { SourceColumn } from "./describe-columns.ts";
import type { IndicatorCounts } from "./indicator-counts.ts";

/** What a thread that holds a table is asked. */
export interface TableQuestion {
  readonly id: number;
  readonly asked:
    | { readonly kind: "describe" }
    | {
        readonly kind: "counts";
        readonly plan: DevelopmentPlan;
        readonly indicator: string;
        readonly foundCuts: readonly number[];
      };
}

/** What it answers; a fault by its parts, because classes do not cross. */
export interface TableAnswer {
  readonly id: number;
  readonly answer:
    | { readonly kind: "answered"; readonly value: readonly SourceColumn[] | IndicatorCounts }
    | {
        readonly kind: "fault";
        readonly code: string;
        readonly definition: FaultDefinition;
        readonly parameters: MessageParameters;
      };
}

/** A thread that holds a table and answers about it: starting one takes longer than most of its answers. */
export interface TableThread {
  /** @throws FLOW_WORKER_FAILED when the thread ended */
  describe(): Promise<readonly SourceColumn[]>;
  /**
   * @param foundCuts  of the bins in force
   * @throws the faults of counting values; FLOW_WORKER_FAILED when the thread ended
   */
  counts(plan: DevelopmentPlan, indicator: string, foundCuts?: readonly number[]): Promise<IndicatorCounts>;
  /** Ends the thread once what it was asked is answered. */
  close(): void;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Starts a thread that holds a table, which lies on shared memory. While nothing is asked, it keeps no process alive.
 * @param onEnd  the thread ended by itself
 */
export function openTableThread(table: DataTable, onEnd: () => void): TableThread {
  const worker = new Worker(new URL("./table.worker.ts", import.meta.url), { workerData: table });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let isClosing = false;
  const settle = (): void => {
    if (waiting.size > 0) return;
    worker.unref();
    if (isClosing) void worker.terminate();
  };
  const failAll = (cause: unknown): void => {
    for (const { reject } of waiting.values()) reject(cause);
    waiting.clear();
    onEnd();
  };
  worker.on("message", ({ id, answer }: TableAnswer) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (answer.kind === "answered") one?.resolve(answer.value as never);
    else one?.reject(new Fault(answer.code, answer.definition, answer.parameters));
    settle();
  });
  worker.once("error", failAll);
  worker.once("exit", (code) => failAll(flowFaults.fault("FLOW_WORKER_FAILED", { detail: `exit ${code}` })));
  settle();
  const ask = async <Value>(asked: TableQuestion["asked"]): Promise<Value> =>
    await new Promise<Value>((resolve, reject) => {
      lastId++;
      waiting.set(lastId, { resolve, reject });
      worker.ref();
      worker.postMessage({ id: lastId, asked } satisfies TableQuestion);
    });
  return {
    describe: async () => await ask({ kind: "describe" }),
    counts: async (plan, indicator, foundCuts = []) =>
      await ask({ kind: "counts", plan, indicator, foundCuts }),
    close: () => {
      isClosing = true;
      settle();
    },
  };
}
