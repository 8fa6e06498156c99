import { z } from "zod";
import { accounts, drawdownConditions, ownRepaymentMethods } from "#lending";
import { fenSchema } from "./enterprise.schema.ts";
import { amountSchema, daySchema, lendingEventSchema } from "./lending-case.schema.ts";

const termsSchema = z.object({
  principalFen: fenSchema,
  annualRatePpm: z.int(),
  months: z.int(),
  method: z.enum(ownRepaymentMethods),
  interestDay: z.int(),
  roll: z.enum(["none", "dueDayOnly", "interestRunsOn"]),
  penaltyFactorPpm: z.int(),
  compounds: z.boolean(),
});

const signatureSchema = z
  .object({
    byAccountId: z.string(),
    byName: z.string(),
    form: z.enum(["electronic", "paper"]),
    atMs: z.int(),
  })
  .nullable();

export const contractSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    applicationId: z.string(),
    enterpriseId: z.string(),
    bankName: z.string(),
    borrowerName: z.string(),
    borrowerCode: z.string().nullable(),
    terms: termsSchema,
    purpose: z.string(),
    payment: z.enum(["entrusted", "self"]),
    payee: z.string().nullable(),
    collectionAccount: z.string(),
    state: z.enum(["draft", "signed", "effective", "terminated"]),
    preparedById: z.string(),
    preparedByName: z.string(),
    bankSignature: signatureSchema,
    borrowerSignature: signatureSchema,
    madeAtMs: z.int(),
  })
  .meta({ id: "LoanContract" });

export const drawdownSchema = z
  .object({
    id: z.string(),
    contractId: z.string(),
    amountFen: fenSchema,
    payment: z.enum(["entrusted", "self"]),
    payee: z.string().nullable(),
    conditionsMet: z.array(z.enum(drawdownConditions)),
    state: z.enum(["requested", "paid", "refused"]),
    requestedByName: z.string(),
    approvedByName: z.string().nullable(),
    paidOn: z.string().nullable(),
    loanId: z.string().nullable(),
    note: z.string(),
    madeAtMs: z.int(),
  })
  .meta({ id: "LoanDrawdown" });

export const contractListSchema = z
  .object({ items: z.array(contractSchema) })
  .meta({ id: "LoanContractList" });

/** Whether this person may take a step now; a step that another must take is refused to its maker. */
const stepSchema = z.enum(["allowed", "role", "maker", "state"]);

export const contractPageSchema = z
  .object({
    contract: contractSchema,
    drawdowns: z.array(drawdownSchema.extend({ pay: stepSchema })),
    signForBank: stepSchema,
    signForBorrower: stepSchema,
    requestDrawdown: stepSchema,
    reservedFen: fenSchema.nullable(),
    events: z.array(lendingEventSchema),
  })
  .meta({ id: "LoanContractPage" });

export const newContractSchema = z
  .object({ applicationId: z.uuid(), collectionAccount: z.string().regex(/^[0-9 -]{6,40}$/) })
  .meta({ id: "NewLoanContract" });

export const newDrawdownSchema = z
  .object({
    amountFen: amountSchema,
    payee: z.string().max(200).nullable(),
    conditionsMet: z.array(z.enum(drawdownConditions)),
    note: z.string().max(2000),
  })
  .meta({ id: "NewDrawdown" });

export const drawdownVerdictSchema = z
  .object({ verdict: z.enum(["pay", "refuse"]) })
  .meta({ id: "DrawdownVerdict" });

const instalmentSchema = z
  .object({
    ordinal: z.int(),
    fromOn: z.string(),
    toOn: z.string(),
    dueOn: z.string(),
    principalFen: fenSchema,
    interestFen: fenSchema,
  })
  .meta({ id: "LoanInstalment" });

/** One line of the list of own loans. */
export const ownLoanSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    enterpriseId: z.string(),
    borrowerName: z.string(),
    method: z.enum(ownRepaymentMethods),
    annualRatePpm: z.int(),
    principalFen: fenSchema,
    balanceFen: fenSchema,
    drawnOn: z.string(),
    dueOn: z.string(),
    nextDueOn: z.string().nullable(),
    nextDueFen: fenSchema.nullable(),
    asOf: z.string(),
    daysPastDue: z.int(),
    isNonAccrual: z.boolean(),
    state: z.enum(["active", "overdue", "settled", "writtenOff"]),
  })
  .meta({ id: "OwnLoan" });

export const ownLoanListSchema = z.object({ items: z.array(ownLoanSchema) }).meta({ id: "OwnLoanList" });

const postingSchema = z.object({ account: z.enum(accounts), debitFen: fenSchema, creditFen: fenSchema });

export const journalEntrySchema = z
  .object({
    id: z.string(),
    loanId: z.string(),
    loanNumber: z.string(),
    businessDate: z.string(),
    kind: z.string(),
    valueDate: z.string(),
    postings: z.array(postingSchema),
  })
  .meta({ id: "JournalEntry" });

export const movementSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["receipt", "fee", "writeOff"]),
    purpose: z.enum(["due", "prepay", "settle"]).nullable(),
    amountFen: fenSchema.nullable(),
    valueDate: z.string(),
    state: z.enum(["awaitingCheck", "pending", "posted", "refused"]),
    postedOn: z.string().nullable(),
    recordedByName: z.string().nullable(),
    note: z.string(),
    check: stepSchema,
  })
  .meta({ id: "LoanMovement" });

/** The loan page. */
export const ownLoanPageSchema = z
  .object({
    loan: ownLoanSchema,
    contractId: z.string(),
    claims: z.object({ fee: fenSchema, penalty: fenSchema, interest: fenSchema, principal: fenSchema }),
    accruedFen: fenSchema,
    payoffFen: fenSchema,
    unallocatedFen: fenSchema,
    scheduleVersion: z.int(),
    instalments: z.array(
      instalmentSchema.extend({
        accruedFen: fenSchema,
        paidPrincipalFen: fenSchema,
        paidInterestFen: fenSchema,
      }),
    ),
    movements: z.array(movementSchema),
    entries: z.array(journalEntrySchema),
    events: z.array(lendingEventSchema),
    mayRecord: z.boolean(),
    openDay: z.string(),
  })
  .meta({ id: "OwnLoanPage" });

export const newMovementSchema = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("receipt"),
      amountFen: amountSchema,
      purpose: z.enum(["due", "prepay", "settle"]),
      valueDate: daySchema,
      note: z.string().max(500).default(""),
      /** The line of the collection account (资金回笼账户) that brought it; the same line is taken once. */
      sourceReference: z.string().min(1).max(100).optional(),
    }),
    z.object({
      kind: z.literal("fee"),
      amountFen: amountSchema,
      valueDate: daySchema,
      note: z.string().max(500).default(""),
    }),
    z.object({ kind: z.literal("writeOff"), note: z.string().min(2).max(500) }),
  ])
  .meta({ id: "NewLoanMovement" });

export const movementVerdictSchema = z
  .object({ verdict: z.enum(["approve", "refuse"]) })
  .meta({ id: "MovementVerdict" });

export const recordedMovementSchema = z
  .object({ id: z.string(), state: z.enum(["awaitingCheck", "pending", "posted", "refused"]) })
  .meta({ id: "RecordedMovement" });

const dayResultSchema = z.object({
  loans: z.int(),
  overdue: z.int(),
  entries: z.int(),
  debitFen: fenSchema,
  creditFen: fenSchema,
  accruedFen: fenSchema,
  collectedFen: fenSchema,
  events: z.record(z.string(), z.int()),
});

/** Where the bank's days stand. */
export const dayCloseSchema = z
  .object({
    openDay: z.string(),
    nextToClose: z.string().nullable(),
    today: z.string(),
    mayClose: z.boolean(),
    jobId: z.string().nullable(),
    days: z.array(
      z.object({
        businessDate: z.string(),
        state: z.enum(["closing", "closed"]),
        startedAtMs: z.int(),
        closedAtMs: z.int().nullable(),
        result: dayResultSchema.nullable(),
      }),
    ),
  })
  .meta({ id: "DayClose" });

export const startDayCloseSchema = z.object({ upTo: daySchema }).meta({ id: "StartDayClose" });
export const startedDayCloseSchema = z.object({ jobId: z.string() }).meta({ id: "StartedDayClose" });

export const trialBalanceSchema = z
  .object({
    from: z.string().nullable(),
    to: z.string(),
    accounts: z.array(
      z.object({
        account: z.enum(accounts),
        openingFen: fenSchema,
        debitFen: fenSchema,
        creditFen: fenSchema,
        closingFen: fenSchema,
      }),
    ),
    debitFen: fenSchema,
    creditFen: fenSchema,
    /** Outstanding principal by the loans themselves, which the account of loans must equal. */
    loansFen: fenSchema,
    isBalanced: z.boolean(),
    entries: z.array(journalEntrySchema),
  })
  .meta({ id: "TrialBalance" });

export const quoteBodySchema = z
  .object({
    amountFen: amountSchema,
    annualRatePpm: z.int().min(0).max(240_000),
    months: z.int().min(1).max(60),
    method: z.enum(ownRepaymentMethods),
    drawnOn: daySchema,
  })
  .meta({ id: "QuoteRequest" });

export const quoteSchema = z
  .object({ instalments: z.array(instalmentSchema), interestFen: fenSchema, totalFen: fenSchema })
  .meta({ id: "LoanQuote" });

const parameterSchema = z.object({
  id: z.string(),
  value: z.string(),
  unit: z.string(),
  origin: z.enum(["rule", "dataset", "designChoice"]),
  effectiveFrom: z.string(),
  zh: z.string(),
  en: z.string(),
});

export const lendingParametersSchema = z
  .object({ items: z.array(parameterSchema) })
  .meta({ id: "LendingParameters" });
