import { z } from "zod";
import { versionSummarySchema } from "./scorecard-version.schema.ts";

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
