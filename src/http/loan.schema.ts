import { z } from "zod";
import { loanClasses } from "#lending";
import { sizeClasses } from "#registry";
import { daySchema, fenSchema } from "./field.schema.ts";

export const loanClassSchema = z.enum(loanClasses).meta({ id: "LoanClass" });

export const loanStateSchema = z.enum(["active", "overdue", "restructured", "settled", "writtenOff"]);

export const loanSchema = z
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
    state: loanStateSchema,
  })
  .meta({ id: "Loan" });

export const loanDaySchema = z.object({
  loanId: z.string(),
  businessDate: daySchema,
  balanceFen: fenSchema,
  overduePrincipalFen: fenSchema,
  overdueInterestFen: fenSchema,
  daysPastDue: z.int(),
});

export const reckonedDaySchema = loanDaySchema.extend({
  isNonAccrual: z.boolean(),
  computedClass: loanClassSchema,
  triggers: z.array(z.string()),
});
