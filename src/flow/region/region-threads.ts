import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Neighbours } from "#crosscheck";
import type { OperatingFacts, OperatingRows } from "#operations";
import type { EvaluatedKnowledge } from "#report";
import type { OperatingAlert } from "#watch";
import { flowFaults } from "../errors.ts";
import type { EnterpriseLook, RegionFrame } from "./look-at-enterprise.ts";
import { answersOf, type RegionAnswers, type RegionTask, workOn } from "./region-work.ts";

/** Threads that work on a region's enterprises, so that all cores do and a server goes on answering. */
export interface RegionThreads {
  look(id: string, rows: OperatingRows): Promise<EnterpriseLook>;
  know(
    facts: OperatingFacts,
    neighbours: Neighbours,
    alerts: readonly OperatingAlert[],
  ): Promise<Required<EvaluatedKnowledge>>;
  /** Waits until more work is wanted: what waits is held in memory. */
  room(): Promise<void>;
  close(): Promise<void>;
}

/** Below this many enterprises the work is done before a thread has started. */
const fewestForThreads = 60;
const mostThreads = 8;
/** One that is worked on, and the next, so that no thread waits. */
const tasksAThread = 2;

/**
 * @param enterprises  how many will be worked on: few are, in this thread
 * @throws by its work: what the work throws; FLOW_WORKER_FAILED when a thread ends; the signal's reason
 */
export function openRegionThreads(
  frame: RegionFrame,
  { enterprises, signal }: { readonly enterprises: number; readonly signal: AbortSignal },
): RegionThreads {
  const isWorthIt = enterprises >= fewestForThreads;
  const threads = isWorthIt ? Math.min(mostThreads, availableParallelism()) : 0;
  const pool = Array.from({ length: threads }, () => openThread(frame, signal));
  const waitsLeast = (): RegionThread | undefined =>
    pool.reduce<RegionThread | undefined>(
      (best, thread) => (best === undefined || thread.waiting() < best.waiting() ? thread : best),
      undefined,
    );
  const run = async <Kind extends RegionTask["kind"]>(
    task: Extract<RegionTask, { readonly kind: Kind }>,
  ): Promise<RegionAnswers[Kind]> => {
    const answer = waitsLeast()?.run(task) ?? workOn(task, frame);
    return (await answer) as RegionAnswers[Kind];
  };
  return {
    look: (id, rows) => handled(run({ kind: "look", id, rows })),
    know: (facts, neighbours, alerts) =>
      handled(run({ kind: "know", facts, neighbours: answersOf(neighbours), alerts })),
    room: async () => {
      if (pool.length > 0 && pool.every((thread) => thread.waiting() >= tasksAThread))
        await Promise.race(pool.map((thread) => thread.next()));
    },
    close: async () => {
      await Promise.all(pool.map((thread) => thread.close()));
    },
  };
}

/** A failure surfaces where the answer is awaited; until then it must not count as unhandled. */
function handled<Answer>(answer: Promise<Answer>): Promise<Answer> {
  answer.catch(() => undefined);
  return answer;
}

type Answer = RegionAnswers[RegionTask["kind"]];

interface RegionThread {
  run(task: RegionTask): Promise<Answer>;
  waiting(): number;
  /** The next answer. */
  next(): Promise<void>;
  close(): Promise<void>;
}

/** One thread; it answers in the order in which it was asked. */
function openThread(frame: RegionFrame, signal: AbortSignal): RegionThread {
  const worker = new Worker(new URL("./region.worker.ts", import.meta.url), { workerData: frame });
  const asked: PromiseWithResolvers<Answer>[] = [];
  let failure: { readonly cause: unknown } | null = null;
  const fail = (cause: unknown): void => {
    failure ??= { cause };
    for (const { reject } of asked.splice(0)) reject(failure.cause);
  };
  const stop = (): void => {
    fail(signal.reason);
    void worker.terminate();
  };
  signal.addEventListener("abort", stop, { once: true });
  worker.on("message", (answer: Answer) => asked.shift()?.resolve(answer));
  worker.once("error", fail);
  worker.once("exit", (code) => fail(flowFaults.fault("FLOW_WORKER_FAILED", { detail: `exit ${code}` })));
  return {
    run: async (task) => {
      if (failure !== null) throw failure.cause;
      const answer = Promise.withResolvers<Answer>();
      asked.push(answer);
      worker.postMessage(task);
      return await answer.promise;
    },
    waiting: () => asked.length,
    next: async () => {
      await asked[0]?.promise;
    },
    close: async () => {
      signal.removeEventListener("abort", stop);
      await worker.terminate();
    },
  };
}
