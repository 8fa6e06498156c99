import { z } from "zod";
import { type LoanListQuery, loanListSorts } from "#lending";
import { sizeClasses } from "#registry";
import { daySchema, fenSchema } from "./field.schema.ts";
import { factSchema, namedMoveSchema } from "./loan-class.schema.ts";
import {
  loanClassSchema,
  loanDaySchema,
  loanSchema,
  loanStateSchema,
  reckonedDaySchema,
} from "./loan.schema.ts";

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
  state: loanStateSchema.optional(),
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
