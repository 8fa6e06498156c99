import { z } from "zod";
import { drawdownConditions, ownRepaymentMethods } from "#lending";
import { fenSchema } from "./field.schema.ts";
import { amountSchema, lendingEventSchema, stepSchema } from "./lending-case.schema.ts";

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
