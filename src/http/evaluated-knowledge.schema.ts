import { z } from "zod";
import { contradictionTypes } from "#crosscheck";
import { lifeStages } from "#profile";
import { daySchema, fenSchema } from "./field.schema.ts";

const authenticitySchema = z
  .object({
    grade: z.enum(["high", "medium", "low", "refuted", "unknown"]),
    score: z.number(),
    checked: z.int(),
    notComputable: z.int(),
    contradictions: z.array(
      z.object({
        type: z.enum(contradictionTypes),
        suspicion: z.enum(["fraud", "fault", "inconsistency"]),
        strength: z.number(),
        from: daySchema,
        to: daySchema,
        zh: z.string(),
        en: z.string(),
      }),
    ),
  })
  .meta({ id: "EvaluatedAuthenticity" });

const proxyFen = {
  fixedAssetsFen: fenSchema.exactOptional(),
  depreciationFen: fenSchema.exactOptional(),
  inventoriesFen: fenSchema.exactOptional(),
  receivablesFen: fenSchema.exactOptional(),
  payablesFen: fenSchema.exactOptional(),
  revenueFen: fenSchema.exactOptional(),
  purchasesFen: fenSchema.exactOptional(),
};

/** What operating data say of an enterprise beside its score. */
export const evaluatedKnowledge = {
  authenticity: authenticitySchema.exactOptional(),
  lifeStage: z.enum(lifeStages).nullable().exactOptional(),
  lifeStageConfidence: z.number().nullable().exactOptional(),
  proxy: z
    .object({
      ...proxyFen,
      low: z.object(proxyFen),
      high: z.object(proxyFen),
      declared: z.object(proxyFen),
    })
    .meta({ id: "EvaluatedProxy" })
    .exactOptional(),
  alerts: z
    .array(
      z.object({
        type: z.string(),
        raisedOn: daySchema,
        clearedOn: daySchema.nullable(),
        level: z.string(),
      }),
    )
    .exactOptional(),
  flows: z
    .object({
      orders: z.int(),
      matched: z.int(),
      open: z.int(),
      missing: z.int(),
      contradicting: z.int(),
      amountFen: fenSchema,
      matchedFen: fenSchema,
    })
    .exactOptional(),
};

const intervalSchema = z
  .object({ value: z.number(), low: z.number(), high: z.number() })
  .meta({ id: "Interval" });
const countsSchema = z.object({ rows: z.int(), defaults: z.int() });

/** A card on a year that its fit had not seen. */
export const outOfTimeSchema = z
  .object({
    developedOn: z.array(daySchema),
    testedOn: daySchema,
    development: countsSchema,
    test: countsSchema,
    layers: z.array(
      z.object({
        layer: z.enum(["device", "ordersEnergy", "funds", "traditional"]),
        auc: intervalSchema,
        ks: z.number(),
        indicators: z.array(z.string()),
      }),
    ),
    comparisons: z.array(
      z.object({
        approvalRate: z.number(),
        ourBadRate: intervalSchema,
        traditionalBadRate: intervalSchema,
        badRateFall: intervalSchema,
        approvalsRise: intervalSchema,
      }),
    ),
  })
  .meta({ id: "OutOfTimeTest" });
