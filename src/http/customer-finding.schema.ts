import { z } from "zod";
import {
  funnelSteps,
  needCodes,
  productCodes,
  qualityRuleCodes,
  segmentAxes,
  sheetFeatures,
} from "#customers";
import { lifeStages } from "#profile";
import { entrySchema, idleAssetSchema, listedSchema } from "./customers.schema.ts";
import { daySchema, fenSchema, messageSchema } from "./field.schema.ts";

const fen = fenSchema.nullable();

const editionSchema = z
  .object({
    id: z.string(),
    asOf: daySchema,
    knownAt: z.int(),
    rulesVersion: z.int(),
    previousId: z.string().nullable(),
    customers: z.int(),
    listed: z.int(),
    entered: z.int(),
    left: z.int(),
    idleFen: fenSchema,
    sha256: z.string(),
    madeBy: z.string().nullable(),
    madeAtMs: z.int(),
  })
  .meta({ id: "CustomerEdition" });

export const editionListSchema = z
  .object({ items: z.array(editionSchema) })
  .meta({ id: "CustomerEditionList" });
export const startEditionSchema = z
  .object({ asOf: daySchema, knownAt: z.int().min(0).exactOptional() })
  .meta({ id: "StartCustomerEdition" });
export const editionDetailSchema = z
  .object({
    edition: editionSchema,
    items: z.array(listedSchema),
    differences: z.array(
      z.object({
        customerId: z.string(),
        change: z.enum(["entered", "left"]),
        on: daySchema,
        reasons: z.array(z.enum(qualityRuleCodes)),
      }),
    ),
    /** Customers of the edition whose data may not be read any more. */
    withheld: z.int(),
  })
  .meta({ id: "CustomerEditionDetail" });
export const reproductionSchema = z
  .object({ isEqual: z.boolean(), differing: z.array(z.string()), withheld: z.int() })
  .meta({ id: "CustomerEditionReproduction" });

const shareSchema = z.object({
  hits: z.int(),
  total: z.int(),
  share: z.number().nullable(),
  low: z.number(),
  high: z.number(),
});

export const segmentQuerySchema = z.object({ axis: z.enum(segmentAxes).default("lifeStage") });
export const segmentListSchema = z
  .object({
    items: z.array(
      z.object({
        axis: z.enum(segmentAxes),
        value: z.string(),
        customers: z.int(),
        listed: z.int(),
        salesFen: fenSchema,
        idleFen: fenSchema,
        features: z.array(
          z.object({
            feature: z.enum(sheetFeatures),
            known: z.int(),
            lower: z.number().nullable(),
            median: z.number().nullable(),
            upper: z.number().nullable(),
          }),
        ),
        needs: z.array(z.object({ need: z.enum(needCodes), customers: z.int(), amountFen: fenSchema })),
      }),
    ),
  })
  .meta({ id: "CustomerSegmentList" });

export const acquisitionSchema = z
  .object({
    applications: z.int(),
    leads: z.int(),
    campaigns: z.array(entrySchema),
    funnels: z.array(
      z.object({
        channel: z.string(),
        applications: z.int(),
        costFen: fenSchema,
        steps: z.array(
          z.object({
            step: z.enum(funnelSteps),
            count: z.int(),
            conversion: shareSchema.nullable(),
            medianDays: z.number().nullable(),
          }),
        ),
        costPerBorrower: z.object({ borrowers: z.int(), valueFen: fen, lowFen: fen, highFen: fen }),
        marginal: z.array(
          z.object({
            fromMonthlyFen: fenSchema,
            toMonthlyFen: fenSchema,
            months: z.int(),
            borrowers: z.int(),
            valueFen: fen,
            lowFen: fen,
            highFen: fen,
          }),
        ),
      }),
    ),
  })
  .meta({ id: "Acquisition" });

export const prospectsSchema = z
  .object({
    month: z.string(),
    smallestGroup: z.int(),
    items: z.array(listedSchema),
    /** Without a loan, registered by the bank itself and not opted in: names in its own list, no data. */
    ownRegistered: z.int(),
    counts: z.array(
      z.object({ region: z.string().nullable(), industry: z.string().nullable(), enterprises: z.int() }),
    ),
  })
  .meta({ id: "Prospects" });

export const weakStepsSchema = z
  .object({
    items: z.array(
      z.object({
        process: z.enum(["application", "consent", "ticket", "task"]),
        step: z.string(),
        cases: z.int(),
        medianWaitHours: z.number().nullable(),
        p90WaitHours: z.number().nullable(),
        waiting: z.int(),
        dropOff: shareSchema,
        rework: shareSchema,
        rejected: shareSchema,
        shareOfTime: z.number(),
        weaknesses: z.array(z.enum(["slow", "dropOff", "rework", "rejects"])),
      }),
    ),
  })
  .meta({ id: "WeakSteps" });

export const idleAssetsSchema = z
  .object({
    items: z.array(
      z.object({
        customerId: z.string(),
        customerName: z.string(),
        asset: idleAssetSchema,
        offer: entrySchema.nullable(),
      }),
    ),
    offers: z.int(),
    converted: shareSchema,
  })
  .meta({ id: "IdleAssets" });

export const customerValueSchema = z
  .object({
    measures: z.object({
      asOf: daySchema,
      retention: shareSchema,
      churn: shareSchema,
      crossSell: shareSchema,
      productsPerCustomer: z.number().nullable(),
    }),
    values: z.array(
      z.object({
        customerId: z.string(),
        name: z.string(),
        yearlyMarginFen: fenSchema,
        valueFen: fenSchema,
        lowFen: fenSchema,
        highFen: fenSchema,
      }),
    ),
  })
  .meta({ id: "CustomerValueList" });

const parameterSchema = z.object({
  id: z.string(),
  value: z.number(),
  unit: z.string(),
  effectiveFrom: daySchema,
  origin: z.string(),
  zh: z.string(),
  en: z.string(),
});

export const customerRulesSchema = z
  .object({
    inForce: z.object({
      version: z.int(),
      effectiveFrom: daySchema,
      enterAfter: z.int(),
      exitAfter: z.int(),
      madeBy: z.string(),
      rules: z.array(
        z.object({
          code: z.enum(qualityRuleCodes),
          entry: z.number(),
          exit: z.number(),
          isImmediate: z.boolean(),
          isAtLeast: z.boolean(),
          unit: z.string(),
          words: messageSchema,
        }),
      ),
    }),
    versions: z.array(entrySchema),
    outlooks: z.array(entrySchema),
    products: z.array(
      z.object({
        code: z.enum(productCodes),
        method: z.string(),
        months: z.int(),
        payment: z.string(),
        security: z.string(),
        stages: z.array(z.enum(lifeStages)),
      }),
    ),
    parameters: z.array(parameterSchema),
  })
  .meta({ id: "CustomerRules" });
