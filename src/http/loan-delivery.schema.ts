import { z } from "zod";
import { loanFileKinds, reconciledFields } from "#lending";
import { daySchema, fenSchema } from "./field.schema.ts";

const findingSchema = z
  .object({
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    severity: z.enum(["error", "warning"]),
    file: z.string(),
    row: z.int().nullable(),
    field: z.string().nullable(),
    expected: z.string(),
    found: z.string(),
  })
  .meta({ id: "DeliveryFinding" });

export const deliverySchema = z
  .object({
    id: z.string(),
    businessDate: daySchema,
    previousDate: daySchema.nullable(),
    number: z.int(),
    state: z.enum(["accepted", "superseded"]),
    supersededBy: z.string().nullable(),
    sha256: z.string(),
    receivedAtMs: z.int(),
    files: z.array(
      z.object({
        kind: z.enum(loanFileKinds),
        name: z.string(),
        sha256: z.string(),
        bytes: z.int(),
        rows: z.int(),
        totals: z.array(z.object({ name: z.string(), fen: fenSchema })),
        origin: z.string(),
        firstEntry: z.int(),
      }),
    ),
    warnings: z.array(findingSchema),
    recheck: z.array(findingSchema),
  })
  .meta({ id: "LoanDelivery" });

export const deliveryListSchema = z
  .object({ items: z.array(deliverySchema) })
  .meta({ id: "LoanDeliveryList" });

const summarySchema = z.object({
  newLoans: z.int(),
  newSchedules: z.int(),
  repayments: z.int(),
  unmatchedLoans: z.int(),
  moves: z.int(),
  differences: z.int(),
  supersedes: z.string().nullable(),
  laterWithFindings: z.int(),
});

/** What became of the sent files; refused ones leave nothing. */
export const outcomeSchema = z
  .object({
    kind: z.enum(["accepted", "known", "refused"]),
    delivery: deliverySchema.nullable(),
    summary: summarySchema.nullable(),
    findings: z.array(findingSchema),
  })
  .meta({ id: "DeliveryOutcome" });

const totalsSchema = z.object({
  balanceFen: fenSchema,
  overduePrincipalFen: fenSchema,
  overdueInterestFen: fenSchema,
  overdueLoans: z.int(),
});

export const deliveryDetailSchema = z
  .object({
    delivery: deliverySchema,
    loans: z.int(),
    ours: totalsSchema,
    banks: totalsSchema,
    differences: z.array(
      z.object({
        loanId: z.string(),
        number: z.string(),
        borrowerName: z.string(),
        field: z.enum(reconciledFields),
        ours: z.string(),
        banks: z.string(),
        reason: z.string(),
        zh: z.string(),
        en: z.string(),
      }),
    ),
    /** What this version says otherwise than the one it supersedes. */
    changes: z.array(
      z.object({
        kind: z.enum(loanFileKinds),
        key: z.string(),
        field: z.string().nullable(),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "LoanDeliveryDetail" });

export const startDeliverySchema = z.object({ uploadId: z.uuid() }).meta({ id: "StartLoanDelivery" });
