import { z } from "zod";
import { evaluatedKnowledge } from "./evaluated-knowledge.schema.ts";
import { fenSchema } from "./field.schema.ts";

export const reasonSchema = z
  .object({ code: z.string(), zh: z.string(), en: z.string(), pointsLost: z.number().nullable() })
  .meta({ id: "Reason" });

export const decisionSchema = z
  .enum(["granted", "declined", "notApplicable", "notScored"])
  .meta({ id: "Decision" });

const enterpriseHeader = {
  id: z.string(),
  code: z.string(),
  name: z.string(),
  label: z.enum(["default", "performing"]).nullable(),
  bankRating: z.string().nullable(),
  score: z.number().nullable(),
  pd: z.number().nullable(),
  rawPd: z.number().nullable(),
  grade: z.string().nullable(),
  scoredBy: z.enum(["model", "outOfFold", "none"]),
  decision: decisionSchema,
  amountFen: fenSchema.nullable(),
  annualRatePpm: z.int().nullable(),
  capacityFen: fenSchema.nullable(),
};

export const enterpriseQualitySchema = z
  .object({
    read: z.int(),
    stored: z.int(),
    duplicates: z.int(),
    quarantined: z.int(),
    flagged: z.int(),
    firstDay: z.string().nullable(),
    lastDay: z.string().nullable(),
    receivedAtMs: z.number(),
    sealedEntries: z.int(),
  })
  .meta({ id: "EnterpriseQuality" });

const dailySchema = z.array(z.int());

/** What one machine, line or meter did a day; one element a day, oldest first, at most the last 365 days. */
export const machineSeriesSchema = z
  .object({
    asset: z.string(),
    days: z.array(z.string()),
    holidays: z.array(z.string()),
    minutes: z
      .object({ run: dailySchema, manual: dailySchema, idle: dailySchema, alarm: dailySchema })
      .nullable(),
    energyWh: z.array(z.int().nullable()).nullable(),
    producedCount: dailySchema.nullable(),
  })
  .meta({ id: "MachineSeries" });

/** One row of the enterprise list. */
export const enterpriseSummarySchema = z
  .object({
    ...enterpriseHeader,
    /** The reason that weighs most, null where there is none. */
    mainReason: reasonSchema.nullable(),
    lastDay: z.string().nullable(),
  })
  .meta({ id: "EnterpriseSummary" });

/** One enterprise in full; the same shape as in the evaluation document. */
export const evaluatedEnterpriseSchema = z
  .object({
    ...enterpriseHeader,
    reasons: z.array(reasonSchema),
    points: z.array(
      z.object({
        indicator: z.string(),
        bin: z.string(),
        points: z.number(),
        bestPoints: z.number(),
        neutralPoints: z.number(),
      }),
    ),
    indicators: z.array(
      z.object({
        id: z.string(),
        value: z.number().nullable(),
        missingReason: z.string().nullable(),
        standardError: z.number().exactOptional(),
      }),
    ),
    series: z.object({
      months: z.array(z.string()),
      salesFen: z.array(fenSchema),
      purchasesFen: z.array(fenSchema),
      salesInvoices: z.array(z.number()),
      voidInvoices: z.array(z.number()),
      redInvoices: z.array(z.number()),
    }),
    machines: z.array(machineSeriesSchema),
    quality: enterpriseQualitySchema,
    evidence: z.string().nullable(),
    /** What the versions beside the card in force say of it; they decide nothing. */
    shadowScores: z
      .array(
        z.object({
          versionId: z.string(),
          version: z.int(),
          score: z.number(),
          pd: z.number(),
          grade: z.string().nullable(),
        }),
      )
      .exactOptional(),
    ...evaluatedKnowledge,
  })
  .meta({ id: "EvaluatedEnterprise" });

/** Figures over every enterprise that the filters let through, not only over the page shown. */
export const enterpriseTotalsSchema = z
  .object({
    enterprises: z.int(),
    granted: z.int(),
    declined: z.int(),
    notApplicable: z.int(),
    notScored: z.int(),
    amountFen: fenSchema,
    grades: z.array(z.object({ grade: z.string(), enterprises: z.int() })),
  })
  .meta({ id: "EnterpriseTotals" });

export const enterpriseListSchema = z
  .object({
    total: z.int(),
    offset: z.int(),
    limit: z.int(),
    items: z.array(enterpriseSummarySchema),
    totals: enterpriseTotalsSchema,
    /** Enterprises of the evaluation, of any search, that have not authorised the reader. */
    withheld: z.int(),
  })
  .meta({ id: "EnterpriseList" });

export const enterpriseQuerySchema = z.object({
  search: z.string().max(100).optional().describe("Part of the code or of the name"),
  grade: z.string().max(10).optional(),
  decision: decisionSchema.optional(),
  label: z.enum(["default", "performing", "unknown"]).optional(),
  sort: z.enum(["score", "pd", "amountFen", "annualRatePpm", "code", "name"]).default("score"),
  order: z.enum(["asc", "desc"]).default("desc"),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
