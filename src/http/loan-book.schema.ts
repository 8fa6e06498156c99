import { z } from "zod";
import { loanClasses, type LoanListQuery, loanListSorts, reconciledFields, recordedFacts } from "#lending";
import { sizeClasses } from "#registry";
import { fenSchema } from "./enterprise.schema.ts";

const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const messageSchema = z.object({ zh: z.string(), en: z.string() });
export const loanClassSchema = z.enum(loanClasses).meta({ id: "LoanClass" });
const stateSchema = z.enum(["active", "overdue", "restructured", "settled", "writtenOff"]);

const loanSchema = z
  .object({
    id: z.string(),
    bankPartyId: z.string(),
    source: z.enum(["mirrored", "own"]),
    number: z.string(),
    contractNumber: z.string(),
    enterpriseId: z.string().nullable(),
    borrowerName: z.string(),
    borrowerCode: z.string().nullable(),
    principalFen: fenSchema,
    balanceFen: fenSchema,
    annualRatePpm: z.int(),
    drawnOn: daySchema,
    dueOn: daySchema,
    method: z.enum(["interestOnlyBullet", "levelPayment", "levelPrincipal", "singlePayment", "revolving"]),
    security: z.enum(["unsecured", "guaranteed", "mortgaged", "pledged"]),
    regime: z.enum(["smallRetail", "nonRetail"]),
    sizeClass: z.enum(sizeClasses).nullable(),
    channel: z.discriminatedUnion("kind", [
      z.object({
        kind: z.literal("platform"),
        platformPartyId: z.string(),
        applicationNumber: z.string(),
        appliedOn: daySchema,
      }),
      z.object({ kind: z.literal("direct") }),
    ]),
    state: stateSchema,
  })
  .meta({ id: "Loan" });

const loanDaySchema = z.object({
  loanId: z.string(),
  businessDate: daySchema,
  balanceFen: fenSchema,
  overduePrincipalFen: fenSchema,
  overdueInterestFen: fenSchema,
  daysPastDue: z.int(),
});

const reckonedDaySchema = loanDaySchema.extend({
  isNonAccrual: z.boolean(),
  computedClass: loanClassSchema,
  triggers: z.array(z.string()),
});

const listedLoanSchema = z
  .object({
    loan: loanSchema,
    day: loanDaySchema.nullable(),
    confirmed: loanClassSchema.nullable(),
    proposed: loanClassSchema.nullable(),
    bankClass: loanClassSchema.nullable(),
  })
  .meta({ id: "ListedLoan" });

export const loanListQuerySchema = z.object({
  search: z.string().max(60).optional(),
  state: stateSchema.optional(),
  loanClass: loanClassSchema.optional(),
  sizeClass: z.enum(sizeClasses).optional(),
  minimumDaysPastDue: z.coerce.number().int().min(0).max(100_000).optional(),
  unmatched: z.enum(["true", "false"]).default("false"),
  sort: z.enum(loanListSorts).default("number"),
  direction: z.enum(["ascending", "descending"]).default("ascending"),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** The list's query with null for what was left out. */
export function listQueryOf(query: z.infer<typeof loanListQuerySchema>): LoanListQuery {
  return {
    search: query.search ?? null,
    state: query.state ?? null,
    loanClass: query.loanClass ?? null,
    sizeClass: query.sizeClass ?? null,
    minimumDaysPastDue: query.minimumDaysPastDue ?? null,
    isUnmatched: query.unmatched === "true",
    sort: query.sort,
    direction: query.direction,
    offset: query.offset,
    limit: query.limit,
  };
}

export const loanListSchema = z
  .object({
    items: z.array(listedLoanSchema),
    total: z.int(),
    balanceFen: fenSchema,
    overduePrincipalFen: fenSchema,
    businessDate: daySchema.nullable(),
    offset: z.int(),
    limit: z.int(),
  })
  .meta({ id: "LoanList" });

export const moveSchema = z
  .object({
    id: z.string(),
    loanId: z.string(),
    direction: z.enum(["initial", "downgrade", "upgrade"]),
    origin: z.enum(["system", "adopted"]),
    from: loanClassSchema.nullable(),
    to: loanClassSchema,
    triggers: z.array(z.string()),
    state: z.enum(["suggested", "proposed", "recognised", "approved", "returned", "replaced"]),
    proposedOn: daySchema,
    proposedBy: z.string().nullable(),
    proposedAtMs: z.int(),
    recognisedBy: z.string().nullable(),
    recognisedAtMs: z.int().nullable(),
    approvedBy: z.string().nullable(),
    approvedAtMs: z.int().nullable(),
    returnedBy: z.string().nullable(),
    returnedAtMs: z.int().nullable(),
    reason: z.string().nullable(),
    endedOn: daySchema.nullable(),
  })
  .meta({ id: "ClassMove" });

const namedMoveSchema = moveSchema
  .extend({
    proposedByName: z.string().nullable(),
    recognisedByName: z.string().nullable(),
    approvedByName: z.string().nullable(),
    returnedByName: z.string().nullable(),
  })
  .meta({ id: "NamedMove" });

export const factSchema = z
  .object({
    id: z.string(),
    loanId: z.string(),
    kind: z.enum(recordedFacts),
    from: daySchema,
    to: daySchema.nullable(),
    note: z.string(),
    recordedBy: z.string(),
    recordedAtMs: z.int(),
  })
  .meta({ id: "LoanFact" });

export const newFactSchema = z
  .object({
    kind: z.enum(recordedFacts),
    from: daySchema,
    to: daySchema.nullable(),
    note: z.string().min(1).max(500),
  })
  .meta({ id: "NewLoanFact" });

export const loanDetailSchema = z
  .object({
    listed: listedLoanSchema,
    schedules: z.array(
      z.object({
        version: z.int(),
        effectiveOn: daySchema,
        instalments: z.array(
          z.object({
            instalment: z.int(),
            dueOn: daySchema,
            principalFen: fenSchema,
            interestFen: fenSchema,
          }),
        ),
      }),
    ),
    repayments: z.array(
      z.object({
        id: z.string(),
        paidOn: daySchema,
        principalFen: fenSchema,
        interestFen: fenSchema,
        penaltyFen: fenSchema,
        writtenOffFen: fenSchema,
      }),
    ),
    days: z.array(reckonedDaySchema),
    moves: z.array(namedMoveSchema),
    bankClasses: z.array(z.object({ on: daySchema, loanClass: loanClassSchema })),
    facts: z.array(factSchema),
    sourceRows: z.array(
      z.object({
        deliveryId: z.string(),
        businessDate: daySchema,
        deliveryNumber: z.int(),
        isSuperseded: z.boolean(),
        kind: z.enum(["contracts", "schedules", "repayments", "classes", "accounts"]),
        file: z.string(),
        row: z.int(),
        raw: z.string(),
        origin: z.string(),
        entry: z.int(),
        ordinal: z.int(),
      }),
    ),
  })
  .meta({ id: "LoanDetail" });

export const queueSchema = z
  .object({
    items: z.array(
      z.object({
        move: namedMoveSchema,
        loan: loanSchema,
        day: reckonedDaySchema.nullable(),
        bankClass: loanClassSchema.nullable(),
        /** The step it waits for, and whether this visitor may take it. */
        nextStep: z.enum(["propose", "recognise", "approve"]).nullable(),
        mayTake: z.boolean(),
        isOwn: z.boolean(),
      }),
    ),
  })
  .meta({ id: "ClassQueue" });

export const classRulesSchema = z
  .object({
    rules: z.array(
      z.object({
        code: z.string(),
        atLeast: loanClassSchema,
        regime: z.enum(["smallRetail", "nonRetail"]).nullable(),
        article: z.string(),
        confidence: z.enum(["public", "unconfirmed"]),
        text: messageSchema,
        isRecorded: z.boolean(),
      }),
    ),
    parameters: z.array(
      z.object({
        id: z.string(),
        value: z.string(),
        unit: z.string(),
        origin: z.enum(["rule", "dataset", "designChoice"]),
        zh: z.string(),
        en: z.string(),
      }),
    ),
  })
  .meta({ id: "ClassRules" });

export const shareSchema = z.object({
  hits: z.int(),
  total: z.int(),
  share: z.number().nullable(),
  low: z.number(),
  high: z.number(),
});

const transitionsSchema = z.object({
  states: z.array(z.string()),
  counts: z.array(z.array(z.int())),
});

export const qualitySchema = z
  .object({
    months: z.array(z.string()),
    migration: z.array(z.object({ month: z.string(), table: transitionsSchema })),
    rolls: z.array(z.object({ month: z.string(), table: transitionsSchema })),
    nonPerforming: z.array(
      z.object({
        sizeClass: z.enum([...sizeClasses, "unknown"]),
        byCount: shareSchema,
        balanceFen: fenSchema,
        nonPerformingFen: fenSchema,
        balanceInterval: z.object({ low: z.number(), high: z.number() }).nullable(),
      }),
    ),
    nonPerformingByMonth: z.array(
      z.object({
        month: z.string(),
        byCount: shareSchema,
        balanceFen: fenSchema,
        nonPerformingFen: fenSchema,
      }),
    ),
    vintages: z.array(
      z.object({
        quarter: z.string(),
        loans: z.int(),
        ever30: z.array(z.int()),
        ever90: z.array(z.int()),
      }),
    ),
  })
  .meta({ id: "PortfolioQuality" });

export const reconciledFieldSchema = z.enum(reconciledFields);
