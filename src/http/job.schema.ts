import { z } from "zod";
import { shownProblemSchema } from "./problem.schema.ts";

export const jobStateSchema = z
  .enum(["queued", "running", "succeeded", "failed", "cancelled", "interrupted"])
  .meta({ id: "JobState" });

export const progressSchema = z
  .object({
    step: z.string().describe("A message key, for example import, seal, indicators, scorecard"),
    done: z.number(),
    total: z.number().nullable(),
    unit: z.enum(["rows", "bytes", "entries", "enterprises", "fits", "steps", "indicators"]),
    subject: z.string().nullable(),
  })
  .meta({ id: "Progress" });

/** Work that the server does for a person; `key` is the id of what it works on (an evaluation). */
export const jobSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["evaluation", "sample", "watch", "dayClose", "import", "modelling", "customers"]),
    key: z.string(),
    state: jobStateSchema,
    progress: progressSchema.nullable(),
    attempt: z.int(),
    createdAtMs: z.int(),
    startedAtMs: z.int().nullable(),
    finishedAtMs: z.int().nullable(),
    problem: shownProblemSchema.nullable(),
  })
  .meta({ id: "Job" });

export const jobListSchema = z.object({ items: z.array(jobSchema) }).meta({ id: "JobList" });
