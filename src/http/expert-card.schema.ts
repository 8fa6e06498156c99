import { z } from "zod";

const weightsSchema = z.record(z.string().max(100), z.number().min(0).max(1_000_000));

const expertIndicatorSchema = z.object({
  id: z.string().min(1).max(100),
  cuts: z.array(z.number()).max(20),
  worth: z.array(z.number().min(0).max(100)).min(1).max(21),
  missingWorth: z.number().min(0).max(100),
});

const scaleSchema = z.object({
  neutralPd: z.number().gt(0).lt(1),
  neutralWorth: z.number().min(0).max(100),
  worthToHalveOdds: z.number().gt(0).max(1000),
});

export const draftExpertCardSchema = z.object({
  name: z.string().min(1).max(100),
  indicators: z.array(expertIndicatorSchema).min(1).max(60),
  scale: scaleSchema,
  memberIds: z.array(z.uuid()).min(1).max(30),
});

export const weighExpertCardSchema = z.object({ weights: weightsSchema });

export const signExpertCardSchema = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

const personSchema = z.object({ id: z.string(), name: z.string() });

const stateSchema = z.enum(["weighing", "signing", "signed", "active", "retired"]);

export const expertCardSummarySchema = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  state: stateSchema,
  members: z.int(),
  weighed: z.int(),
  signed: z.int(),
  draftedBy: personSchema,
  draftedAtMs: z.int(),
  activatedAtMs: z.int().nullable(),
});

const parameterSchema = z.object({
  id: z.string(),
  value: z.number(),
  unit: z.string(),
  effectiveFrom: z.string(),
  origin: z.enum(["rule", "dataset", "designChoice"]),
  zh: z.string(),
  en: z.string(),
});

export const expertCardListSchema = z.object({
  items: z.array(expertCardSummarySchema),
  /** What a new card starts from. */
  proposal: z.object({ indicators: z.array(expertIndicatorSchema), scale: scaleSchema }),
  /** The people who can be members. */
  people: z.array(personSchema.extend({ role: z.string() })),
  parameters: z.array(parameterSchema),
});

const gradeSchema = z.object({
  obligors: z.int(),
  defaults: z.int(),
  scoreFrom: z.number(),
  scoreTo: z.number(),
  cardPd: z.number(),
  boundPd: z.number(),
});

export const expertCardSchema = expertCardSummarySchema
  .omit({ members: true, weighed: true, signed: true })
  .extend({
    indicators: z.array(expertIndicatorSchema),
    scale: scaleSchema,
    members: z.array(
      z.object({
        accountId: z.string(),
        name: z.string(),
        weights: weightsSchema.nullable(),
        weighedAtMs: z.int().nullable(),
        signedAtMs: z.int().nullable(),
      }),
    ),
    activatedBy: personSchema.nullable(),
    retiredAtMs: z.int().nullable(),
    /** What a member signs; null while weights are missing. */
    sha256: z.string().nullable(),
    committee: z
      .object({
        weights: z.array(
          z.object({ id: z.string(), weight: z.number(), lowest: z.number(), highest: z.number() }),
        ),
        concordance: z.number().nullable(),
      })
      .nullable(),
    points: z
      .object({
        base: z.number(),
        indicators: z.array(
          z.object({ id: z.string(), bands: z.array(z.object({ label: z.string(), points: z.number() })) }),
        ),
      })
      .nullable(),
    judgement: z
      .object({
        enterprises: z.int(),
        defaults: z.int(),
        agreement: z.object({
          tau: z.number().nullable(),
          interval: z.tuple([z.number(), z.number()]).nullable(),
          count: z.int(),
        }),
        grades: z.array(gradeSchema),
      })
      .nullable(),
    mine: z.object({
      isMember: z.boolean(),
      mayWeigh: z.boolean(),
      maySign: z.boolean(),
      mayActivate: z.boolean(),
      mayRetire: z.boolean(),
    }),
  });
