import { z } from "zod";
import { accounts, ownRepaymentMethods } from "#lending";
import { daySchema, fenSchema } from "./field.schema.ts";
import { amountSchema, lendingEventSchema, stepSchema } from "./lending-case.schema.ts";

export const instalmentSchema = z
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
