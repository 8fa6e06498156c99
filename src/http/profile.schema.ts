import { z } from "zod";
import { dataClasses, purposes } from "#consent";
import { contradictionTypes, peerFigures } from "#crosscheck";
import { lifeStages, profileGroups, proxyItems } from "#profile";
import { daySchema, fenSchema, messageSchema } from "./field.schema.ts";

export const profileParamsSchema = z.object({ enterpriseId: z.string().min(1).max(100) });

/** `asOf` is today when left out, `knownAt` the newest checkpoint. */
export const profileQuerySchema = z.object({
  asOf: daySchema.optional(),
  knownAt: z.coerce.number().int().min(0).optional(),
  purpose: z.enum(purposes).default("creditEvaluation"),
});

export const twinQuerySchema = profileQuerySchema.omit({ asOf: true }).extend({ day: daySchema.optional() });

export const pagedQuerySchema = profileQuerySchema.extend({
  verdict: z.enum(["matched", "open", "missing", "contradicting"]).optional(),
  direction: z.enum(["sale", "purchase"]).optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const streamsQuerySchema = profileQuerySchema.extend({
  days: z.coerce.number().int().min(7).max(366).default(90),
});

/** T and N of what is shown, and the classes of data that the reader has no basis for: nothing of them is in it. */
export const knownFrame = {
  enterpriseId: z.string(),
  asOf: daySchema,
  knownAt: z.int(),
  withheld: z.array(z.enum(dataClasses)),
};

const evidenceSchema = z.enum(["device", "gateway", "manual"]);

export const profileItemSchema = z
  .object({
    id: z.string(),
    group: z.enum(profileGroups),
    name: messageSchema,
    unit: z.enum(["fen", "ppm", "count", "days", "hours", "months", "wattHours", "text", "score"]),
    value: z.string().nullable(),
    low: z.string().nullable(),
    high: z.string().nullable(),
    streams: z.array(z.string()),
    evidence: evidenceSchema.nullable(),
    rows: z.int(),
    asOf: daySchema.nullable(),
    freshnessDays: z.int().nullable(),
    grade: z.enum(["A", "B", "C", "D"]).nullable(),
    confidence: z.number(),
    reason: z.string().nullable(),
    reasonText: messageSchema.nullable(),
  })
  .meta({ id: "ProfileItem" });

const proxyEstimateSchema = z
  .object({
    item: z.enum(proxyItems),
    name: messageSchema,
    valueFen: fenSchema,
    lowFen: fenSchema,
    highFen: fenSchema,
    method: messageSchema,
    streams: z.array(z.string()),
    declaredFen: fenSchema.nullable(),
    declaredFor: daySchema.nullable(),
    gapReasons: z.array(messageSchema),
  })
  .meta({ id: "ProxyEstimate" });

const valueIntervalSchema = z
  .object({ valueFen: fenSchema, lowFen: fenSchema, highFen: fenSchema, method: messageSchema })
  .meta({ id: "ValueInterval" });

const lifeStageSchema = z
  .object({
    stage: z.enum(lifeStages),
    confidence: z.number(),
    since: daySchema,
    history: z.array(z.object({ stage: z.enum(lifeStages), from: daySchema, confidence: z.number() })),
    reasons: z.array(z.object({ code: z.string(), text: messageSchema })),
  })
  .meta({ id: "JudgedLifeStage" });

export const contradictionSchema = z
  .object({
    type: z.enum(contradictionTypes),
    suspicion: z.enum(["fraud", "fault", "inconsistency"]),
    strength: z.number(),
    fromDay: daySchema,
    toDay: daySchema,
    message: messageSchema,
    rows: z.array(
      z.object({
        stream: z.string(),
        asset: z.string(),
        numbers: z.array(z.string()),
        fromDay: daySchema,
        toDay: daySchema,
      }),
    ),
  })
  .meta({ id: "Contradiction" });

const authenticitySchema = z
  .object({
    grade: z.enum(["high", "medium", "low", "refuted", "unknown"]),
    score: z.number(),
    checks: z.array(
      z.object({
        check: z.string(),
        outcome: z.enum(["agrees", "contradicts", "notComputable"]),
        reason: z.string().nullable(),
        statistic: z.number().nullable(),
      }),
    ),
    contradictions: z.array(contradictionSchema),
  })
  .meta({ id: "Authenticity" });

const couplingSchema = z.object({
  lead: z.string(),
  follow: z.string(),
  weeks: z.int(),
  lagWeeks: z.int(),
  correlation: z.number(),
  low: z.number(),
  high: z.number(),
  brokenSince: daySchema.nullable(),
});

export const enterpriseProfileSchema = z
  .object({
    ...knownFrame,
    code: z.string().nullable(),
    name: z.string().nullable(),
    division: z.string().nullable(),
    size: z.enum(["micro", "small", "medium", "large"]).nullable(),
    region: z.string().nullable(),
    known: z.int(),
    items: z.int(),
    groups: z.array(z.object({ group: z.enum(profileGroups), items: z.array(profileItemSchema) })),
    /** Null where no stream that the reader may see says anything. */
    lifeStage: lifeStageSchema.nullable(),
    proxy: z.array(proxyEstimateSchema),
    authenticity: authenticitySchema,
    couplings: z.array(couplingSchema),
    valuation: z.object({
      byEarnings: valueIntervalSchema.nullable(),
      byAssets: valueIntervalSchema.nullable(),
      enterpriseValue: valueIntervalSchema.nullable(),
      limit: valueIntervalSchema.nullable(),
      backTest: z
        .object({
          at: daySchema,
          forecastFen: fenSchema,
          lowFen: fenSchema,
          highFen: fenSchema,
          realisedFen: fenSchema,
          errorPpm: z.int(),
          isWithin: z.boolean(),
        })
        .nullable(),
    }),
  })
  .meta({ id: "EnterpriseProfile" });

const beforeAfterSchema = z.object({
  figure: z.enum(["oee", "energyPerUnit", "scrap"]),
  before: z.number().nullable(),
  after: z.number().nullable(),
  change: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  machines: z.int(),
  verdict: z.enum(["better", "worse", "noDifference", "notComputable"]),
});

/** Cost and subsidy as the owner enters them; fen. */
export const connectionQuerySchema = profileQuerySchema.extend({
  costFen: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
  subsidyFen: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
});

export const connectionReportSchema = z
  .object({
    ...knownFrame,
    beforeFrom: daySchema.nullable(),
    beforeTo: daySchema.nullable(),
    afterFrom: daySchema.nullable(),
    afterTo: daySchema.nullable(),
    /** OEE and scrap in parts per million, energy per unit in watt-hours. */
    figures: z.array(beforeAfterSchema),
    savedFenPerYear: fenSchema.nullable(),
    retrofit: z.object({ costFen: fenSchema, subsidyFen: fenSchema }).nullable(),
    paybackMonths: z.number().nullable(),
  })
  .meta({ id: "ConnectionReport" });

const peerComparisonSchema = z
  .object({
    figure: z.enum(peerFigures),
    name: messageSchema,
    /** Shares from 0 to 1, watt-hours for a yuan, yuan for a head. */
    unit: z.enum(["share", "wattHoursPerYuan", "yuan"]),
    higherIsBetter: z.boolean(),
    value: z.number().nullable(),
    peers: z.int(),
    percentile: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    median: z.number().nullable(),
    lowerQuartile: z.number().nullable(),
    upperQuartile: z.number().nullable(),
    reason: z.enum(["noValue", "fewerThanK"]).nullable(),
  })
  .meta({ id: "PeerFigure" });

export const peersSchema = z
  .object({
    ...knownFrame,
    division: z.string().nullable(),
    size: z.string().nullable(),
    figures: z.array(peerComparisonSchema),
  })
  .meta({ id: "PeerComparison" });
