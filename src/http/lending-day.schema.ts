import { z } from "zod";
import { accounts, ownRepaymentMethods } from "#lending";
import { daySchema, fenSchema } from "./field.schema.ts";
import { amountSchema } from "./lending-case.schema.ts";
import { instalmentSchema, journalEntrySchema } from "./lending-loan.schema.ts";

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
