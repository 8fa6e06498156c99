import type { EpochMs, Progress } from "#kernel";

export type JobKind = "evaluation" | "sample" | "watch" | "dayClose" | "import" | "modelling" | "customers";

export type JobState = "queued" | "running" | "succeeded" | "failed" | "cancelled" | "interrupted";

/** Why a job did not succeed, in both languages. */
export interface ShownProblem {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** Work that the server does for a person; `key` is the id of what it works on. */
export interface Job {
  readonly id: string;
  readonly partyId: string;
  readonly kind: JobKind;
  readonly key: string;
  readonly state: JobState;
  readonly progress: Progress | null;
  readonly attempt: number;
  readonly createdAtMs: EpochMs;
  readonly startedAtMs: EpochMs | null;
  readonly finishedAtMs: EpochMs | null;
  readonly problem: ShownProblem | null;
}

/** What changes when a job ends. */
export interface JobEnd {
  readonly state: "succeeded" | "failed" | "cancelled" | "interrupted";
  readonly problem: ShownProblem | null;
  readonly atMs: EpochMs;
}

/**
 * Port to the jobs. Durable when it resolves. A running job belongs to the process that holds its lease;
 * only one process can take a queued job.
 */
export interface JobStore {
  add(job: { id: string; partyId: string; kind: JobKind; key: string; createdAtMs: EpochMs }): Promise<void>;
  find(partyId: string, jobId: string): Promise<Job | null>;
  /** Newest first. */
  list(partyId: string, limit: number): Promise<readonly Job[]>;
  /** Takes a queued job for `owner` until `leaseUntilMs`; false when it is not queued any more. */
  take(partyId: string, jobId: string, lease: JobLease, atMs: EpochMs): Promise<boolean>;
  /** Prolongs the lease and keeps the progress; does nothing when the lease is another's. */
  report(partyId: string, jobId: string, lease: JobLease, progress: Progress | null): Promise<void>;
  end(partyId: string, jobId: string, end: JobEnd): Promise<void>;
  /** Ends as interrupted the running and queued jobs whose lease ended or is not of `owner`; gives their number. */
  interruptLost(partyId: string, owner: string, problem: ShownProblem, atMs: EpochMs): Promise<number>;
}

/** Who works on a job, and until when others must believe it. */
export interface JobLease {
  readonly owner: string;
  readonly untilMs: EpochMs;
}
