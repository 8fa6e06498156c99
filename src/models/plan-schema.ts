import { z } from "zod";
import { type DevelopmentPlan, trendChoices } from "#scorecard";

const name = z.string().min(1).max(200);
const names = z.array(name).max(5_000);
const trend = z.enum(trendChoices);
const missing = z.enum(["separate", "merge"]);
const special = z.enum(["separate", "together", "merge"]);

const samplePlan = z.object({
  target: name,
  badValue: z.string().max(200),
  indeterminateValues: z.array(z.string().max(200)).max(100),
  weight: name.nullable(),
  observation: name.nullable(),
  performanceMonths: z.int().min(1).max(600).nullable(),
  observedFrom: z.string().max(10).nullable(),
  observedTo: z.string().max(10).nullable(),
  exclusions: z
    .array(
      z.object({
        column: name,
        comparison: z.enum(["equals", "notEquals", "less", "greater", "missing"]),
        value: z.string().max(200),
        reason: z.string().max(500),
      }),
    )
    .max(100),
  rejects: z.object({ column: name, value: z.string().max(200) }).nullable(),
  indicators: names.nullable(),
  excludedIndicators: names,
  groups: names,
  segment: name.nullable(),
});

const splitPlan = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("folds"), folds: z.int().min(2).max(50), repeats: z.int().min(1).max(100) }),
  z.object({ kind: z.literal("column"), column: name, heldOut: z.string().max(200) }),
  z.object({ kind: z.literal("random"), heldOutShare: z.number().gt(0).lt(1) }),
  z.object({ kind: z.literal("time"), heldOutFrom: z.string().min(4).max(10) }),
]);

const parameters = z.object({
  binning: z.object({
    trend,
    objective: z.enum(["iv", "js", "hellinger", "ks"]),
    over: z.enum(["sample", "everyVintage", "worstVintage"]),
    candidates: z.enum(["quantiles", "rich"]),
    maxPreBins: z.number(),
    minBins: z.number(),
    maxBins: z.number(),
    minBinShare: z.number(),
    maxBinShare: z.number(),
    minBinRows: z.number(),
    minBadsPerBin: z.number(),
    minGoodsPerBin: z.number(),
    minRateGap: z.number(),
    maxPValue: z.number(),
    smoothingRows: z.number(),
    missing,
    special,
    rareShare: z.number(),
  }),
  screening: z.object({
    minIv: z.number(),
    suspiciousIv: z.number().nullable(),
    maxMissingShare: z.number(),
    maxIdenticalShare: z.number(),
    maxCorrelation: z.number(),
    maxVif: z.number().nullable(),
    maxPsi: z.number().nullable(),
    mustIn: names,
    mustOut: names,
  }),
  selection: z.object({
    method: z.enum(["all", "backward", "forward", "stepwise", "lasso"]),
    criterion: z.enum(["aic", "bic", "ks"]),
    badsPerIndicator: z.number(),
    maxIndicators: z.number(),
    positiveOnly: z.boolean(),
  }),
  regression: z.object({
    penalty: z.number(),
    lassoPenalty: z.number(),
    firth: z.boolean(),
    maxIterations: z.number(),
    tolerance: z.number(),
  }),
  scaling: z.object({
    basePoints: z.number(),
    baseGoodsPerBad: z.number(),
    pointsToDoubleOdds: z.number(),
    pointsDecimals: z.number(),
    rounding: z.enum(["nearest", "rankPreserving"]),
    range: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("pdo") }),
      z.object({ kind: z.literal("minMax"), min: z.number(), max: z.number() }),
    ]),
    zeroAt: z.enum(["woe", "worst"]),
  }),
});

const rules = z.object({
  trend: trend.exactOptional(),
  minBins: z.int().min(2).max(50).exactOptional(),
  maxBins: z.int().min(2).max(50).exactOptional(),
  minBinShare: z.number().min(0).max(0.5).exactOptional(),
  specialCodes: z.array(z.number()).max(100).exactOptional(),
  missing: missing.exactOptional(),
  special: special.exactOptional(),
  fixedCuts: z.array(z.number()).max(50).exactOptional(),
  forbiddenCuts: z
    .array(z.object({ from: z.number(), to: z.number() }))
    .max(50)
    .exactOptional(),
  cuts: z.array(z.number()).max(50).exactOptional(),
  groups: z.array(names).max(50).exactOptional(),
});

/**
 * A development plan as it comes from a file or a page. Ranges of parameters are refused by the scorecard itself, which
 * knows them; here is the shape.
 */
export const developmentPlanSchema = z
  .object({
    version: z.literal("scorecard-plan@1"),
    sample: samplePlan,
    split: splitPlan,
    parameters,
    rules: z.record(name, rules),
    evaluation: z.object({
      profitOfGood: z.number().min(0),
      lossOfBad: z.number().min(0),
      bootstrapRounds: z.int().min(0).max(10_000),
      confidence: z.number().gt(0).lt(1),
      grades: z.int().min(2).max(30),
      rejectInference: z.enum(["none", "parcelling", "fuzzy", "reclassification"]),
      rejectBadFactor: z.number().min(1).max(100),
    }),
    seed: z.string().min(1).max(100),
  })
  .meta({ id: "DevelopmentPlan" }) satisfies z.ZodType<DevelopmentPlan>;
