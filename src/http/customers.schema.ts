import { z } from "zod";
import {
  chainPositions,
  customerSorts,
  customerStandings,
  idleAssetKinds,
  needCodes,
  productCodes,
  publicStandings,
  qualityRuleCodes,
} from "#customers";
import { lifeStages } from "#profile";
import { daySchema, fenSchema } from "./field.schema.ts";

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

export const idleAssetSchema = z.object({
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

export const listedSchema = z.object({ customer: customerSchema, portrait: portraitSchema.nullable() });
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
    /** About what a loan would cost; annual rates in ppm, no offer. Null without a portrait or a grade. */
    price: z
      .object({
        ratePpm: whole,
        lowPpm: whole,
        highPpm: whole,
        costPpm: z.int(),
        addPpm: z.int(),
        grade: z.string(),
        pd: z.number(),
        evaluationId: z.string(),
        enterpriseId: z.string(),
        evaluatedOn: daySchema,
      })
      .nullable(),
    strategy: z
      .object({ visitDays: z.int(), focus: z.enum(["found", "expand", "keep", "rescue"]) })
      .nullable(),
  })
  .meta({ id: "CustomerRecord" });
