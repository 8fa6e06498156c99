import { z } from "zod";
import {
  chainPositions,
  customerSorts,
  customerStandings,
  funnelSteps,
  idleAssetKinds,
  needCodes,
  productCodes,
  publicStandings,
  qualityRuleCodes,
  segmentAxes,
  sheetFeatures,
} from "#customers";
import { lifeStages } from "#profile";
import { daySchema, fenSchema, messageSchema } from "./field.schema.ts";

const fen = fenSchema.nullable();
const whole = z.int().nullable();

const customerSchema = z.object({
  id: z.string(),
  uscc: z.string().nullable(),
  name: z.string(),
  enterpriseIds: z.array(z.string()),
  region: z.string().nullable(),
  industry: z.string().nullable(),
  sizeClass: z.string().nullable(),
  standing: z.enum(customerStandings),
  origin: z.enum(["register", "optIn"]),
  managerId: z.string().nullable(),
  sinceAtMs: z.int(),
});

const idleAssetSchema = z.object({
  kind: z.enum(idleAssetKinds),
  subject: z.string(),
  detail: z.string(),
  valueFen: fenSchema,
  sinceDay: z.int(),
  days: z.int(),
  product: z.enum(productCodes),
});

const standingSchema = z.object({
  isListed: z.boolean(),
  change: z.enum(["entered", "stayed", "left", "none"]),
  listedSince: daySchema.nullable(),
  reasons: z.array(z.enum(qualityRuleCodes)),
  outcomes: z.array(
    z.object({
      code: z.enum(qualityRuleCodes),
      value: z.number().nullable(),
      reachesEntry: z.boolean(),
      breaksExit: z.boolean(),
    }),
  ),
  reachedInRow: z.int(),
  brokenInRow: z.int(),
});

const stageSchema = z.object({
  stage: z.enum(lifeStages),
  confidence: z.number(),
  since: daySchema,
  history: z.array(z.object({ stage: z.enum(lifeStages), from: daySchema, confidence: z.number() })),
  reasons: z.array(z.string()),
});

const featuresSchema = z.object({
  salesFen: fen,
  salesGrowthPpm: whole,
  orderGrowthPpm: whole,
  openOrdersFen: fen,
  cancelledPpm: whole,
  receivablesFen: fen,
  overdueReceivablesFen: fen,
  collectionDays: whole,
  stockFen: fen,
  cashFen: fen,
  utilisationPpm: whole,
  machines: whole,
  newMachines: whole,
  newMachinesFen: fen,
  buyers: whole,
  largestBuyerPpm: whole,
  exportPpm: whole,
  headcount: whole,
  ageMonths: whole,
  daysPastDue: whole,
  adverseRecords: whole,
  publicStanding: z.enum(publicStandings).nullable(),
  observedMonths: z.int(),
});

const portraitSchema = z
  .object({
    customerId: z.string(),
    asOf: daySchema,
    knownAt: z.int(),
    dataClasses: z.array(z.string()),
    segment: z.object({
      industry: z.string().nullable(),
      region: z.string().nullable(),
      supplyChain: z.string().nullable(),
      lifeStage: z.string().nullable(),
      publicData: z.string().nullable(),
    }),
    lifeStage: stageSchema.nullable(),
    features: featuresSchema,
    authenticity: z.enum(["high", "medium", "low", "refuted", "unknown"]),
    alerts: z.array(z.string()),
    needs: z.array(
      z.object({ code: z.enum(needCodes), figures: z.record(z.string(), z.string()), amountFen: fen }),
    ),
    matches: z.array(
      z.object({
        product: z.enum(productCodes),
        need: z.enum(needCodes),
        suggestedFen: fen,
        barredBy: z.enum(["stage", "risk", "stageUnknown"]).nullable(),
      }),
    ),
    idleAssets: z.array(idleAssetSchema),
    quality: standingSchema,
  })
  .meta({ id: "CustomerPortrait" });

const listedSchema = z.object({ customer: customerSchema, portrait: portraitSchema.nullable() });
const peopleSchema = z.array(z.object({ id: z.string(), name: z.string(), role: z.string() }));
const optionalText = z.string().max(100).optional();

export const customerQuerySchema = z.object({
  search: optionalText,
  standing: z.enum(customerStandings).optional(),
  industry: optionalText,
  region: optionalText,
  supplyChain: z.enum(chainPositions).optional(),
  lifeStage: z.enum(lifeStages).optional(),
  publicData: z.enum(publicStandings).optional(),
  need: z.enum(needCodes).optional(),
  managerId: z.uuid().optional(),
  isListed: z.enum(["true", "false"]).optional(),
  sort: z.enum(customerSorts).default("name"),
  direction: z.enum(["ascending", "descending"]).default("ascending"),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const customerPageSchema = z
  .object({
    total: z.int(),
    items: z.array(listedSchema),
    people: peopleSchema,
    /** What the filters can be set to. */
    regions: z.array(z.string()),
    industries: z.array(z.string()),
  })
  .meta({ id: "CustomerPage" });

export const entrySchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    customerId: z.string().nullable(),
    onDay: daySchema,
    /** By kind; money as decimal text of fen. */
    content: z.record(z.string(), z.unknown()),
    madeBy: z.string().nullable(),
    madeAtMs: z.int(),
    revision: z.int(),
  })
  .meta({ id: "CustomerEntry" });

export const customerRecordSchema = z
  .object({
    customer: customerSchema,
    portrait: portraitSchema.nullable(),
    history: z.array(
      z.object({
        asOf: daySchema,
        lifeStage: stageSchema.nullable(),
        quality: standingSchema,
        salesFen: fen,
      }),
    ),
    timeline: z.array(
      z.object({
        on: daySchema,
        atMs: z.int().nullable(),
        area: z.string(),
        kind: z.string(),
        detail: z.string(),
        href: z.string().nullable(),
      }),
    ),
    entries: z.array(entrySchema),
    people: peopleSchema,
    strategy: z
      .object({ visitDays: z.int(), focus: z.enum(["found", "expand", "keep", "rescue"]) })
      .nullable(),
  })
  .meta({ id: "CustomerRecord" });

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
