import { randomUUID } from "node:crypto";
import { type Clock, Fault, type Progress, type ReportProgress } from "#kernel";
import { jobsFaults } from "./errors.ts";
import type { Job, JobEnd, JobKind, JobStore, ShownProblem } from "./job-store.ts";

/** The work of a job; it stops soon after the signal and reports as often as it likes. */
export type JobWork = (context: { signal: AbortSignal; onProgress: ReportProgress }) => Promise<void>;

/** Runs jobs one after another in this process, tells watchers how far they are, and keeps their state. */
export interface JobRunner {
  start(job: { partyId: string; kind: JobKind; key: string; id: string }, work: JobWork): Promise<Job>;
  /** Asks a queued or running job to stop; does nothing when it has ended. */
  cancel(partyId: string, jobId: string): Promise<Job>;
  find(partyId: string, jobId: string): Promise<Job>;
  list(partyId: string): Promise<readonly Job[]>;
  /** Calls back on each change until the job ends; the returned function stops that. */
  watch(jobId: string, onChange: (job: Job) => void): () => void;
  /** Cancels everything and waits until it stopped. */
  close(): Promise<void>;
}

interface Entry {
  job: Job;
  readonly work: JobWork;
  readonly abort: AbortController;
  readonly watchers: Set<(job: Job) => void>;
  cancelledBy: "person" | "shutdown" | null;
}

const leaseMs = 30_000;
const keepEveryMs = 1000;
const listed = 50;

/**
 * Jobs that a former process left behind are ended as interrupted first.
 * @param onFailure  gets the cause of a job that failed by a fault of ours; its problem says only where to look
 */
export async function openJobRunner(parameters: {
  readonly store: JobStore;
  readonly clock: Clock;
  /** The parties whose lost jobs are ended. */
  readonly partyIds: readonly string[];
  readonly onFailure: (job: Job, cause: unknown) => void;
}): Promise<JobRunner> {
  const { store, clock } = parameters;
  const owner = randomUUID();
  for (const partyId of parameters.partyIds) {
    await store.interruptLost(partyId, owner, problemOf("JOBS_INTERRUPTED"), clock());
  }
  const entries = new Map<string, Entry>();
  const queue: Entry[] = [];
  let working: Promise<void> | null = null;
  let isClosing = false;

  const change = (entry: Entry, changes: Partial<Job>): void => {
    entry.job = { ...entry.job, ...changes };
    for (const watcher of entry.watchers) watcher(entry.job);
  };
  const finish = async (entry: Entry, end: JobEnd): Promise<void> => {
    await store.end(entry.job.partyId, entry.job.id, end);
    entries.delete(entry.job.id);
    change(entry, { state: end.state, problem: end.problem, finishedAtMs: end.atMs });
    entry.watchers.clear();
  };
  const run = async (entry: Entry): Promise<void> => {
    const { partyId, id } = entry.job;
    const lease = () => ({ owner, untilMs: clock() + leaseMs });
    if (entry.cancelledBy !== null) {
      await finish(entry, endOf(entry, undefined, clock()));
      return;
    }
    if (!(await store.take(partyId, id, lease(), clock()))) return;
    change(entry, { state: "running", startedAtMs: clock(), attempt: entry.job.attempt + 1 });
    const keep = setInterval(() => {
      store.report(partyId, id, lease(), entry.job.progress).catch((cause: unknown) => {
        parameters.onFailure(entry.job, cause);
      });
    }, keepEveryMs);
    let failure: { cause: unknown } | undefined;
    try {
      await entry.work({
        signal: entry.abort.signal,
        onProgress: (progress: Progress) => change(entry, { progress }),
      });
    } catch (cause) {
      failure = { cause };
    } finally {
      clearInterval(keep);
    }
    const end = endOf(entry, failure, clock());
    if (end.state === "failed") parameters.onFailure(entry.job, failure?.cause);
    await finish(entry, end);
  };
  const drain = async (): Promise<void> => {
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
      try {
        await run(entry);
      } catch (cause) {
        parameters.onFailure(entry.job, cause);
        entries.delete(entry.job.id);
      }
    }
    working = null;
  };
  const find = async (partyId: string, jobId: string): Promise<Job> => {
    const entry = entries.get(jobId);
    const job = entry?.job.partyId === partyId ? entry.job : await store.find(partyId, jobId);
    if (job === null) throw jobsFaults.fault("JOBS_JOB_NOT_FOUND", { id: jobId });
    return job;
  };

  return {
    start: async (wanted, work) => {
      if (isClosing) throw jobsFaults.fault("JOBS_INTERRUPTED");
      const createdAtMs = clock();
      await store.add({ ...wanted, createdAtMs });
      const job = newJob(wanted, createdAtMs);
      const entry: Entry = {
        job,
        work,
        abort: new AbortController(),
        watchers: new Set(),
        cancelledBy: null,
      };
      entries.set(job.id, entry);
      queue.push(entry);
      working ??= drain();
      return job;
    },
    cancel: async (partyId, jobId) => {
      const job = await find(partyId, jobId);
      const entry = entries.get(jobId);
      if (entry === undefined) return job;
      entry.cancelledBy ??= "person";
      entry.abort.abort(jobsFaults.fault("JOBS_CANCELLED"));
      return entry.job;
    },
    find,
    list: async (partyId) =>
      (await store.list(partyId, listed)).map((job) => entries.get(job.id)?.job ?? job),
    watch: (jobId, onChange) => {
      const entry = entries.get(jobId);
      entry?.watchers.add(onChange);
      return () => entry?.watchers.delete(onChange);
    },
    close: async () => {
      isClosing = true;
      for (const entry of entries.values()) {
        entry.cancelledBy ??= "shutdown";
        entry.abort.abort(jobsFaults.fault("JOBS_INTERRUPTED"));
      }
      await working;
    },
  };
}

function newJob(
  wanted: { partyId: string; kind: JobKind; key: string; id: string },
  createdAtMs: number,
): Job {
  return {
    ...wanted,
    state: "queued",
    progress: null,
    attempt: 0,
    createdAtMs,
    startedAtMs: null,
    finishedAtMs: null,
    problem: null,
  };
}

function endOf(entry: Entry, failure: { cause: unknown } | undefined, atMs: number): JobEnd {
  // Work that finished although it was asked to stop has succeeded: its result is stored.
  const ranToEnd = failure === undefined && entry.job.state === "running";
  if (ranToEnd) return { state: "succeeded", problem: null, atMs };
  if (entry.cancelledBy === "person") {
    return { state: "cancelled", problem: problemOf("JOBS_CANCELLED"), atMs };
  }
  if (entry.cancelledBy === "shutdown") {
    return { state: "interrupted", problem: problemOf("JOBS_INTERRUPTED"), atMs };
  }
  const cause = failure?.cause;
  const fault =
    cause instanceof Fault && cause.kind !== "internal"
      ? cause
      : jobsFaults.fault("JOBS_FAILED", { id: entry.job.id });
  return { state: "failed", problem: showProblem(fault), atMs };
}

function problemOf(code: "JOBS_CANCELLED" | "JOBS_INTERRUPTED"): ShownProblem {
  return showProblem(jobsFaults.fault(code));
}

function showProblem(fault: Fault): ShownProblem {
  return { code: fault.code, zh: fault.sentence("zh"), en: fault.sentence("en") };
}
