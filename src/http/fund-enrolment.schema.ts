import { z } from "zod";
import { sizeClasses } from "#registry";
import { daySchema, fenSchema, messageSchema } from "./field.schema.ts";

export const enrolmentSchema = z
  .object({
    enrolmentId: z.string(),
    programmeId: z.string(),
    programmeName: z.string(),
    bankName: z.string(),
    loanId: z.string(),
    loanNumber: z.string(),
    borrowerName: z.string().nullable().describe("Null where the reader has no basis"),
    sizeClass: z.enum(sizeClasses).nullable(),
    principalFen: fenSchema,
    drawnOn: daySchema,
    dueOn: daySchema,
    applicationNumber: z.string().nullable(),
    platformName: z.string().nullable(),
    appliedOn: daySchema.nullable(),
    state: z.enum(["draft", "filed", "confirmed", "rejected", "expired"]),
    reasons: z.array(z.object({ code: z.string(), ...messageSchema.shape })),
    filedBy: z.string(),
    filedByName: z.string(),
    approvedByName: z.string().nullable(),
    decidedByName: z.string().nullable(),
    claimId: z.string().nullable(),
  })
  .meta({ id: "FundEnrolment" });

export const enrolmentListSchema = z
  .object({ items: z.array(enrolmentSchema) })
  .meta({ id: "FundEnrolmentList" });

export const newEnrolmentSchema = z.object({ programmeId: z.uuid(), loanId: z.uuid() });

export const decisionSchema = z.object({ confirms: z.boolean(), note: z.string().max(500) });
