import { z } from "zod";
import { developmentPlanSchema, versionStates } from "#models";
import { namedPersonSchema } from "./scorecard-project.schema.ts";

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

export const exportFormatSchema = z
  .enum(["json", "postgresql", "clickhouse", "duckdb", "mysql", "pmml", "xlsx"])
  .meta({ id: "ScorecardExportFormat" });

export const versionParamsSchema = z.object({ id: z.uuid() });
export const exportParamsSchema = z.object({ id: z.uuid(), format: exportFormatSchema });
export const compareParamsSchema = z.object({ id: z.uuid(), other: z.uuid() });
export const compareQuerySchema = z.object({
  /** Share of the rows that is accepted, best scores first, when the swap set is counted. */
  acceptedShare: z.coerce.number().gt(0).lt(1).default(0.7),
});

const versionStateSchema = z.enum(versionStates).meta({ id: "ScorecardVersionState" });

/** Signs a step of the life of a version by the fingerprint of the model card that was looked at. */
export const signVersionSchema = z.object({
  sha256: sha256Schema,
  /** Findings of a validation (required there), reason of the others. */
  text: z.string().trim().max(8_000),
});

const transitionSchema = z.object({
  state: versionStateSchema,
  by: namedPersonSchema,
  atMs: z.int(),
  text: z.string(),
  sha256: z.string(),
  sealed: z.object({ origin: z.string(), entry: z.int() }).nullable(),
});

export const versionSummarySchema = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    projectId: z.string(),
    revision: z.int(),
    isSimulated: z.boolean(),
    state: versionStateSchema,
    sha256: z.string(),
    /** Everybody whose work it is; none of them validates, approves or promotes it. */
    developers: z.array(namedPersonSchema),
    transitions: z.array(transitionSchema),
    indicators: z.int(),
    auc: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
    ks: z.number().nullable(),
  })
  .meta({ id: "ScorecardVersionSummary" });

export const versionListSchema = z.object({ items: z.array(versionSummarySchema) });

export const modelCardContentSchema = z.object({
  version: z.literal("model-card@1"),
  name: z.string(),
  scorecardVersion: z.int(),
  isSimulated: z.boolean(),
  developers: z.array(namedPersonSchema),
  data: z.object({ sha256: z.string(), rows: z.int(), bads: z.int(), source: z.string() }),
  plan: z.object({ sha256: z.string(), revision: z.int() }),
  steps: z.array(
    z.object({
      step: z.string(),
      sha256: z.string(),
      signedBy: namedPersonSchema,
      signedAtMs: z.int(),
      comment: z.string(),
    }),
  ),
  bins: z.object({
    sha256: z.string(),
    indicators: z.array(
      z.object({
        id: z.string(),
        bins: z.int(),
        iv: z.number(),
        certificate: z.object({ lower: z.number(), upper: z.number() }).nullable(),
      }),
    ),
  }),
  certificates: z.object({ sha256: z.string() }),
  points: z.object({ sha256: z.string(), basePoints: z.number() }),
  evaluation: z.object({
    sha256: z.string(),
    auc: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    ks: z.number().nullable(),
    method: z.string().nullable(),
  }),
  exports: z.array(z.object({ format: z.string(), sha256: z.string(), bytes: z.int() })),
  card: z.object({ sha256: z.string() }),
});

export const modelCardSchema = z
  .object({
    content: modelCardContentSchema,
    sha256: z.string(),
    signatures: z.array(transitionSchema),
  })
  .meta({ id: "ModelCard" });

export const versionSchema = versionSummarySchema
  .extend({
    plan: developmentPlanSchema,
    /** `scorecard@2` as `#scorecard` types it. */
    card: z.unknown(),
    /** The evaluation as `#scorecard` types it. */
    evaluation: z.unknown().nullable(),
    modelCard: modelCardContentSchema,
    /** Columns to try the card on: each with its bins' labels. */
    inputs: z.array(
      z.object({
        id: z.string(),
        valueKind: z.enum(["numeric", "categorical"]),
        categories: z.array(z.string()),
      }),
    ),
    commands: z.object({ score: z.string(), export: z.string(), evaluate: z.string(), monitor: z.string() }),
    mine: z.object({
      mayValidate: z.boolean(),
      mayApprove: z.boolean(),
      mayShadow: z.boolean(),
      mayChampion: z.boolean(),
      mayRetire: z.boolean(),
    }),
  })
  .meta({ id: "ScorecardVersion" });
