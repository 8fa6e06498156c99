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

export const scoreRecordSchema = z.object({
  /** By indicator: a number, a category, or null for missing; what is left out is missing. */
  values: z.record(z.string().max(200), z.union([z.number(), z.string().max(500), z.null()])),
  /** Indicators that cannot be changed, such as an age; they stay out of the nearest change. */
  immutable: z.array(z.string().max(200)).max(500).default([]),
});

export const scoredRecordSchema = z.object({
  points: z.number(),
  /** At the development sample's bad rate. */
  pd: z.number(),
  grade: z.string().nullable(),
  indicators: z.array(
    z.object({
      id: z.string(),
      bin: z.string(),
      points: z.number(),
      lostAgainstBest: z.number(),
      lostAgainstNeutral: z.number(),
    }),
  ),
  /** The least change that reaches the next grade; null at the best grade, or when none does. */
  nearestChange: z
    .object({
      grade: z.string().nullable(),
      points: z.number(),
      changes: z.array(
        z.object({ indicator: z.string(), from: z.string(), to: z.string(), gainedPoints: z.number() }),
      ),
    })
    .nullable(),
});

const lightSchema = z.enum(["green", "amber", "red"]);

const indexSchema = z.object({
  value: z.number(),
  /** So large an index comes about by chance in a sample of this size. */
  limit: z.number(),
  light: lightSchema,
});

export const monitoringSchema = z
  .object({
    versionId: z.string(),
    /** Score bands of the development sample, rising. */
    bands: z.array(z.object({ from: z.number().nullable(), to: z.number().nullable(), share: z.number() })),
    periods: z.array(
      z.object({
        label: z.string(),
        /** Vintages of the development sample, then evaluations that were made since. */
        kind: z.enum(["development", "evaluation"]),
        rows: z.int(),
        shares: z.array(z.number()),
        psi: indexSchema,
        meanPoints: z.number(),
        badRate: z.number().nullable(),
        indicators: z.array(indexSchema.extend({ id: z.string() })),
      }),
    ),
    alarms: z.array(
      z.object({
        level: z.enum(["notice", "amber", "red"]),
        /** Code of the rule, for example `scoreShift` or `indicatorShift`; see `DriftAlarm` of `#scorecard`. */
        rule: z.string(),
        /** Label of the period; null when it is about all together. */
        period: z.string().nullable(),
        /** Indicator or grade; null for the score as a whole. */
        subject: z.string().nullable(),
        found: z.number(),
        expected: z.number(),
        limit: z.number(),
        rows: z.number(),
      }),
    ),
    command: z.string(),
  })
  .meta({ id: "ScorecardMonitoring" });

const sideSchema = z
  .object({
    iv: z.number(),
    bins: z.int(),
    coefficient: z.number(),
    worstPoints: z.number(),
    bestPoints: z.number(),
  })
  .nullable();

const cellSchema = z.object({ rows: z.int(), bads: z.int() });

export const comparisonSchema = z
  .object({
    left: versionSummarySchema,
    right: versionSummarySchema,
    indicators: z.array(z.object({ id: z.string(), left: sideSchema, right: sideSchema })),
    /** Both cards on the rows of the left one's project; null when its source or a column of it is not there. */
    onData: z
      .object({
        rows: z.int(),
        bads: z.int(),
        leftAuc: z.number(),
        rightAuc: z.number(),
        /** DeLong's test of equal areas on the same rows. */
        difference: z.object({
          value: z.number(),
          low: z.number(),
          high: z.number(),
          pValue: z.number(),
        }),
        rankCorrelation: z.number().nullable(),
        acceptedShare: z.number(),
        swap: z.object({
          both: cellSchema,
          onlyLeft: cellSchema,
          onlyRight: cellSchema,
          neither: cellSchema,
        }),
        /** At most 1,000 rows for a scatter plot, evenly taken. */
        scores: z.array(z.object({ left: z.number(), right: z.number(), isBad: z.boolean() })),
      })
      .nullable(),
  })
  .meta({ id: "ScorecardComparison" });
