import { sql } from "kysely";
import { z } from "zod";
import type { Job, JobStore } from "#jobs";
import type { SystemOfRecord } from "./system-of-record.ts";

const problemSchema = z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable();

const progressSchema = z
  .object({
    step: z.string(),
    done: z.number(),
    total: z.number().optional(),
    unit: z.enum(["rows", "bytes", "entries", "enterprises", "fits", "steps", "indicators"]),
    subject: z.string().optional(),
  })
  .transform(({ total, subject, ...progress }) => ({
    ...progress,
    ...(total === undefined ? {} : { total }),
    ...(subject === undefined ? {} : { subject }),
  }))
  .nullable();

const jobSchema = z
  .object({
    job_id: z.string(),
    party_id: z.string(),
    kind: z.enum(["evaluation", "sample", "watch", "dayClose", "import", "modelling", "customers"]),
    key: z.string(),
    state: z.enum(["queued", "running", "succeeded", "failed", "cancelled", "interrupted"]),
    progress: progressSchema,
    attempt: z.number(),
    created_at_ms: z.number(),
    started_at_ms: z.number().nullable(),
    finished_at_ms: z.number().nullable(),
    problem: problemSchema,
  })
  .transform(
    (row): Job => ({
      id: row.job_id,
      partyId: row.party_id,
      kind: row.kind,
      key: row.key,
      state: row.state,
      progress: row.progress,
      attempt: row.attempt,
      createdAtMs: row.created_at_ms,
      startedAtMs: row.started_at_ms,
      finishedAtMs: row.finished_at_ms,
      problem: row.problem,
    }),
  );

/** The jobs in PostgreSQL. */
export function createJobStore(record: SystemOfRecord): JobStore {
  return {
    add: async ({ id, partyId, kind, key, createdAtMs }) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("job")
          .values({
            party_id: partyId,
            job_id: id,
            kind,
            key,
            state: "queued",
            progress: null,
            attempt: 0,
            lease_owner: null,
            lease_until_ms: null,
            created_at_ms: createdAtMs,
            started_at_ms: null,
            finished_at_ms: null,
            problem: null,
          })
          .execute(),
      );
    },
    find: async (partyId, jobId) => {
      const row = await record.inParty(partyId, async (transaction) =>
        transaction.selectFrom("job").selectAll().where("job_id", "=", jobId).executeTakeFirst(),
      );
      return row === undefined ? null : jobSchema.parse(row);
    },
    list: async (partyId, limit) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("job")
          .selectAll()
          .orderBy("created_at_ms", "desc")
          .orderBy("job_id", "desc")
          .limit(limit)
          .execute(),
      );
      return rows.map((row) => jobSchema.parse(row));
    },
    take: async (partyId, jobId, lease, atMs) => {
      const taken = await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("job")
          .set({
            state: "running",
            attempt: sql<number>`attempt + 1`,
            lease_owner: lease.owner,
            lease_until_ms: lease.untilMs,
            started_at_ms: atMs,
          })
          .where("job_id", "=", jobId)
          .where("state", "=", "queued")
          .executeTakeFirst(),
      );
      return taken.numUpdatedRows === 1n;
    },
    report: async (partyId, jobId, lease, progress) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("job")
          .set({
            lease_until_ms: lease.untilMs,
            progress: progress === null ? null : JSON.stringify(progress),
          })
          .where("job_id", "=", jobId)
          .where("state", "=", "running")
          .where("lease_owner", "=", lease.owner)
          .execute(),
      );
    },
    end: async (partyId, jobId, { state, problem, atMs }) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("job")
          .set({
            state,
            problem: problem === null ? null : JSON.stringify(problem),
            finished_at_ms: atMs,
            lease_owner: null,
            lease_until_ms: null,
          })
          .where("job_id", "=", jobId)
          .where("finished_at_ms", "is", null)
          .execute(),
      );
    },
    interruptLost: async (partyId, owner, problem, atMs) => {
      const ended = await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("job")
          .set({
            state: "interrupted",
            problem: JSON.stringify(problem),
            finished_at_ms: atMs,
            lease_owner: null,
            lease_until_ms: null,
          })
          .where("finished_at_ms", "is", null)
          .where((where) => where.or([where("lease_owner", "is", null), where("lease_owner", "!=", owner)]))
          .executeTakeFirst(),
      );
      return Number(ended.numUpdatedRows);
    },
  };
}
