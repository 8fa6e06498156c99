import { z } from "zod";
import { developmentPlanSchema } from "#models";
import { developmentSteps } from "#scorecard";
import { jobSchema } from "./job.schema.ts";

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Somebody by name, as an act of that person shows it. */
export const namedPersonSchema = z.object({ id: z.string(), name: z.string() });

export const stepSchema = z.enum(developmentSteps).meta({ id: "DevelopmentStep" });

export const projectParamsSchema = z.object({ id: z.uuid() });
export const stepParamsSchema = z.object({ id: z.uuid(), step: stepSchema });
export const revisionParamsSchema = z.object({ id: z.uuid(), revision: z.coerce.number().int().min(1) });
export const indicatorParamsSchema = z.object({ id: z.uuid(), indicator: z.string().min(1).max(200) });

const sourceSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("upload"),
    uploadId: z.string(),
    file: z.string(),
    bytes: z.number(),
    sha256: z.string(),
  }),
  z.object({ kind: z.literal("evaluation"), evaluationId: z.string(), dataset: z.string() }),
]);

/** A new project: a file of an upload, or the enterprises of an evaluation whose outcome is known. */
export const createProjectSchema = z.object({
  name: z.string().trim().min(1).max(100),
  source: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("upload"), uploadId: z.uuid(), file: z.string().min(1).max(255) }),
    z.object({ kind: z.literal("evaluation"), evaluationId: z.uuid() }),
  ]),
  /** Left out, one is proposed from the columns. */
  plan: developmentPlanSchema.exactOptional(),
});

export const changePlanSchema = z.object({
  /** The revision that the change starts from; refused when another was made since. */
  baseRevision: z.int().min(1),
  plan: developmentPlanSchema,
});

export const signStepSchema = z.object({
  /** Of the artefact that was looked at. */
  sha256: sha256Schema,
  comment: z.string().max(2_000),
});

export const commentOnStepSchema = z.object({
  step: stepSchema.nullable(),
  text: z.string().trim().min(1).max(4_000),
});

export const publishVersionSchema = z.object({ name: z.string().trim().min(1).max(100) });

const stepStateSchema = z
  .enum(["notRun", "outdated", "done", "signed"])
  .describe("outdated: the plan of this step or one before it changed since");

const artefactRecordSchema = z.object({
  id: z.string(),
  sha256: z.string(),
  dataSha256: z.string(),
  revision: z.int(),
  ranBy: namedPersonSchema,
  ranAtMs: z.int(),
  durationMs: z.number(),
  signOff: z.object({ by: namedPersonSchema, atMs: z.int(), comment: z.string() }).nullable(),
});

const stepStandingSchema = z.object({
  step: stepSchema,
  state: stepStateSchema,
  artefact: artefactRecordSchema.nullable(),
  /** The same on the command line. */
  command: z.string(),
});

export const commentSchema = z.object({
  id: z.string(),
  step: stepSchema.nullable(),
  text: z.string(),
  by: namedPersonSchema,
  atMs: z.int(),
});

export const commentListSchema = z.object({ items: z.array(commentSchema) });

export const projectSummarySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    source: sourceSchema,
    isSimulated: z.boolean(),
    createdBy: namedPersonSchema,
    createdAtMs: z.int(),
    revision: z.int(),
    steps: z.array(z.object({ step: stepSchema, state: stepStateSchema })),
  })
  .meta({ id: "ScorecardProjectSummary" });

export const projectListSchema = z.object({
  items: z.array(projectSummarySchema),
  mine: z.object({ mayCreate: z.boolean() }),
});

export const projectSchema = projectSummarySchema
  .omit({ steps: true })
  .extend({
    plan: developmentPlanSchema,
    /** Hash of the plan; the same as the command line gives. */
    planSha256: z.string(),
    /** Oldest first; undo and redo are restoring another one of them. */
    revisions: z.array(z.object({ revision: z.int(), madeBy: namedPersonSchema, madeAtMs: z.int() })),
    steps: z.array(stepStandingSchema),
    comments: z.array(commentSchema),
    /** The run under way, if there is one; watch it at `/v1/jobs/{id}/events`. */
    job: jobSchema.nullable(),
    versions: z.array(z.object({ id: z.string(), version: z.int(), state: z.string() })),
    /** The whole of it as one command line. */
    command: z.string(),
    mine: z.object({ mayDevelop: z.boolean(), mayComment: z.boolean(), mayPublish: z.boolean() }),
  })
  .meta({ id: "ScorecardProject" });

export const stepDetailSchema = stepStandingSchema.extend({
  /** The artefact as `#scorecard` types it for this step; null while there is none. */
  content: z.unknown().nullable(),
});

/** What is known of a column of the source before anything is decided. */
export const columnListSchema = z.object({
  rows: z.int(),
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["numeric", "categorical"]),
      missing: z.int(),
      distinct: z.int(),
      /** The most frequent values as text, at most 20. */
      values: z.array(z.object({ value: z.string(), rows: z.int() })),
      min: z.number().nullable(),
      max: z.number().nullable(),
    }),
  ),
});

/**
 * Goods and bads by fine values of one indicator, for the browser to bin while a cut is dragged. Entry i of each list of a
 * cell belongs to entry i of `entries`; the last element, after all entries, is the missing values.
 */
export const indicatorCountsSchema = z
  .object({
    indicator: z.string(),
    valueKind: z.enum(["numeric", "categorical"]),
    /** Numeric: the lowest and highest value of each group, rising; one value each while there are at most 2,000. */
    ranges: z.array(z.object({ low: z.number(), high: z.number(), isSpecial: z.boolean() })),
    /** Categorical: the categories, most rows first. */
    categories: z.array(z.string()),
    /** Months or other periods; empty without an observation column. */
    vintages: z.array(z.string()),
    cells: z.array(
      z.object({
        split: z.enum(["development", "heldOut"]),
        /** Index into `vintages`; null where the rows have none. */
        vintage: z.int().nullable(),
        goods: z.array(z.number()),
        bads: z.array(z.number()),
      }),
    ),
  })
  .meta({ id: "IndicatorCounts" });
