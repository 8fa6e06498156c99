import { z } from "zod";
import { claimClasses, claimStates } from "#compensation";
import { sizeClasses } from "#registry";
import { daySchema, fenSchema, messageSchema, unsignedFenSchema } from "./field.schema.ts";

export const arithmeticSchema = z
  .object({ rule: z.string(), ...messageSchema.shape, amountFen: fenSchema, binds: z.boolean() })
  .meta({ id: "ArithmeticStep" });

export const declarationSchema = z
  .object({
    lossFen: unsignedFenSchema,
    otherPolicyFen: unsignedFenSchema,
    otherFen: unsignedFenSchema,
    isDeclared: z.boolean(),
    isUndertaken: z.boolean(),
    collection: z.string().max(5000),
  })
  .meta({ id: "ClaimDeclaration" });

export const newClaimSchema = declarationSchema.extend({ enrolmentId: z.uuid() }).meta({ id: "NewClaim" });

export const whySchema = z.object({ why: z.string().min(2).max(500) });

export const newRecoverySchema = z
  .object({ grossFen: unsignedFenSchema, costFen: unsignedFenSchema, note: z.string().min(2).max(500) })
  .meta({ id: "NewRecovery" });

export const claimRowSchema = z
  .object({
    claimId: z.string(),
    programmeName: z.string(),
    bankName: z.string(),
    borrowerName: z.string().nullable(),
    loanNumber: z.string(),
    sizeClass: z.enum(sizeClasses),
    class: z.enum(claimClasses as [(typeof claimClasses)[number], ...typeof claimClasses]),
    round: z.int(),
    eligibleFen: fenSchema,
    paidFen: fenSchema,
    reservedFen: fenSchema,
    recoveredFen: fenSchema,
    state: z.enum(claimStates),
    refundDueOn: daySchema.nullable(),
    openedOn: daySchema,
  })
  .meta({ id: "ClaimRow" });

export const claimListSchema = z.object({ items: z.array(claimRowSchema) }).meta({ id: "ClaimList" });

const peopleOfRound = z.object({
  filedByName: z.string(),
  submittedByName: z.string().nullable(),
  checkedByName: z.string().nullable(),
  approvedByName: z.string().nullable(),
});

export const claimCaseSchema = z
  .object({
    ...claimRowSchema.shape,
    enterpriseId: z.string().nullable(),
    platformName: z.string().nullable(),
    applicationNumber: z.string().nullable(),
    appliedOn: daySchema.nullable(),
    principalFen: fenSchema,
    drawnOn: daySchema,
    dueOn: daySchema,
    contractNumber: z.string(),
    daysPastDue: z.int().nullable(),
    overduePrincipalFen: fenSchema.nullable(),
    lossKind: z.enum(["expected", "actual"]),
    declaration: declarationSchema,
    recognition: z.array(z.object({ step: z.string(), class: z.string(), on: z.string(), by: z.string() })),
    rounds: z.array(
      peopleOfRound.extend({
        round: z.int(),
        class: z.string(),
        entitledFen: fenSchema.nullable(),
        paidFen: fenSchema.nullable(),
        rejectReason: z.string().nullable(),
      }),
    ),
    recoveries: z.array(
      z.object({
        recoveryId: z.string(),
        onDay: daySchema,
        grossFen: fenSchema,
        costFen: fenSchema,
        fundFen: fenSchema.nullable(),
        bankFen: fenSchema.nullable(),
        note: z.string(),
        state: z.string(),
      }),
    ),
    events: z.array(
      z.object({
        action: z.string(),
        actorName: z.string(),
        atMs: z.number(),
        amountFen: fenSchema.nullable(),
        entryIndex: z.int().nullable().describe("Place in the sealed log; null while it is not sealed"),
      }),
    ),
    checklist: z.array(
      z.object({
        code: z.string(),
        ...messageSchema.shape,
        isThere: z.boolean(),
        why: messageSchema.nullable(),
      }),
    ),
    checks: z.array(z.object({ code: z.string(), ...messageSchema.shape, isMet: z.boolean() })),
    arithmetic: z.array(arithmeticSchema),
    limits: z.array(arithmeticSchema),
    borne: z.object({
      lossFen: fenSchema,
      otherFen: fenSchema,
      fundPaidFen: fenSchema,
      fundRecoveredFen: fenSchema,
      bankRecoveredFen: fenSchema,
      bankNetFen: fenSchema,
    }),
    refundKind: z.enum(["cure", "fraud"]).nullable(),
    daysLate: z.int().nullable(),
    evidence: z
      .object({
        verdict: z.string(),
        entries: z.int(),
        findings: z.array(messageSchema),
      })
      .nullable(),
    steps: z.array(
      z.object({
        step: z.string(),
        isAllowed: z.boolean(),
        why: messageSchema.nullable(),
      }),
    ),
  })
  .meta({ id: "ClaimCase" });

export const amountSchema = z.object({ amountFen: fenSchema.nullable() }).meta({ id: "FundStepResult" });

export const createdSchema = z.object({ id: z.string() }).meta({ id: "FundCreated" });
