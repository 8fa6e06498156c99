import { z } from "zod";
import { caseActions, ownRepaymentMethods, reasonCodes } from "#lending";
import { sizeClasses } from "#registry";
import { daySchema, fenSchema } from "./field.schema.ts";

export const amountSchema = z.string().regex(/^[1-9]\d{0,15}$/);
const methodSchema = z.enum(ownRepaymentMethods).meta({ id: "OwnRepaymentMethod" });
const paymentSchema = z.enum(["entrusted", "self"]).meta({ id: "PaymentKind" });
const reasonCodeSchema = z.enum(reasonCodes).meta({ id: "LendingReason" });
const monthsSchema = z.int().min(1).max(60);
const noteSchema = z.string().max(2000);

const signer = { byAccountId: z.string(), byName: z.string(), atMs: z.int() };

const channelSchema = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("platform"),
      platformPartyId: z.string(),
      applicationNumber: z.string(),
      appliedOn: z.string(),
    }),
    z.object({ kind: z.literal("direct") }),
  ])
  .meta({ id: "ApplicationChannel" });

const requestSchema = z
  .object({
    amountFen: fenSchema,
    months: z.int(),
    method: methodSchema,
    purpose: z.string(),
    payment: paymentSchema,
    payee: z.string().nullable(),
  })
  .meta({ id: "LoanRequest" });

const offerSchema = z
  .object({ amountFen: fenSchema, annualRatePpm: z.int(), months: z.int(), method: methodSchema })
  .meta({ id: "LoanOffer" });

const committeeSchema = z
  .object({ heldOn: z.string(), votesFor: z.int().min(0), votesAgainst: z.int().min(0) })
  .meta({ id: "CreditCommittee" });

const attachedEvaluationSchema = z.object({
  evaluationId: z.string(),
  dataset: z.string(),
  simulated: z.boolean(),
  asOf: z.string(),
  score: z.number().nullable(),
  pd: z.number().nullable(),
  grade: z.string().nullable(),
  decision: z.string(),
  amountFen: fenSchema.nullable(),
  annualRatePpm: z.int().nullable(),
  pins: z.object({
    scorecardSha256: z.string().nullable(),
    indicatorsSha256: z.string(),
    parametersSha256: z.string(),
  }),
});

const visitFields = {
  visitedOn: daySchema,
  operation: noteSchema,
  orders: noteSchema,
  finances: noteSchema,
  opinion: noteSchema.min(1),
};

/** A case as its parties see it; the evaluation is null for who has no basis to read it. */
export const applicationSchema = z
  .object({
    id: z.string(),
    bankPartyId: z.string(),
    applicantPartyId: z.string().nullable(),
    enterpriseId: z.string(),
    borrowerName: z.string(),
    borrowerCode: z.string().nullable(),
    sizeClass: z.enum(sizeClasses).nullable(),
    channel: channelSchema,
    request: requestSchema,
    state: z.enum([
      "draft",
      "submitted",
      "checked",
      "scored",
      "proposed",
      "approved",
      "declined",
      "withdrawn",
    ]),
    path: z.enum(["straightThrough", "manual"]).nullable(),
    findings: z.array(reasonCodeSchema),
    evaluation: attachedEvaluationSchema.nullable(),
    diligence: z.object({ ...visitFields, visitedOn: z.string(), opinion: z.string(), ...signer }).nullable(),
    proposal: z
      .object({
        verdict: z.enum(["approve", "decline"]),
        offer: offerSchema,
        reasons: z.array(reasonCodeSchema),
        note: z.string(),
        ...signer,
      })
      .nullable(),
    verdict: z
      .object({
        verdict: z.enum(["approve", "decline"]),
        offer: offerSchema,
        reasons: z.array(reasonCodeSchema),
        note: z.string(),
        committee: committeeSchema.nullable(),
        byAccountId: z.string().nullable(),
        byName: z.string().nullable(),
        atMs: z.int(),
      })
      .nullable(),
    madeById: z.string(),
    madeByName: z.string(),
    madeAtMs: z.int(),
    revision: z.int(),
  })
  .meta({ id: "LoanApplication" });

export const applicationListSchema = z
  .object({ items: z.array(applicationSchema) })
  .meta({ id: "LoanApplicationList" });

/** What happened, oldest first. */
export const lendingEventSchema = z
  .object({
    subjectKind: z.enum(["application", "contract", "drawdown", "loan", "day"]),
    kind: z.string(),
    businessDate: z.string().nullable(),
    actorName: z.string().nullable(),
    atMs: z.int(),
    parameters: z.record(z.string(), z.string()),
  })
  .meta({ id: "LendingEvent" });

/** The case page: the case, what this person may do and why not, the way it went. */
export const caseSchema = z
  .object({
    application: applicationSchema,
    isEvaluationHidden: z.boolean(),
    actions: z.array(
      z.object({
        action: z.enum(caseActions),
        obstacle: z.enum(["role", "maker", "state", "diligenceMissing", "aboveAuthority"]).nullable(),
      }),
    ),
    limit: z
      .object({ totalFen: fenSchema, usedFen: fenSchema, reservedFen: fenSchema, state: z.string() })
      .nullable(),
    contractId: z.string().nullable(),
    events: z.array(lendingEventSchema),
  })
  .meta({ id: "LoanCase" });

export const newApplicationSchema = z
  .object({
    /** The bank that is asked; a bank's own people leave it out. */
    bankPartyId: z.uuid().optional(),
    /** Left out by the enterprise itself. */
    enterpriseId: z.string().max(64).optional(),
    channel: z.discriminatedUnion("kind", [
      z.object({
        kind: z.literal("platform"),
        platformPartyId: z.uuid(),
        applicationNumber: z.string().min(1).max(64),
        appliedOn: daySchema,
      }),
      z.object({ kind: z.literal("direct") }),
    ]),
    request: z.object({
      amountFen: amountSchema,
      months: monthsSchema,
      method: methodSchema,
      purpose: z.string().min(2).max(200),
      payment: paymentSchema,
      payee: z.string().max(200).nullable(),
    }),
    isSubmitted: z.boolean().default(true),
  })
  .refine(({ request }) => request.payment === "self" || (request.payee ?? "").trim() !== "", {
    path: ["request", "payee"],
    message: "an entrusted payment needs a payee",
  })
  .meta({ id: "NewLoanApplication" });

export const diligenceSchema = z.object(visitFields).meta({ id: "DueDiligenceForm" });

export const proposalSchema = z
  .object({
    verdict: z.enum(["approve", "decline"]),
    offer: z.object({
      amountFen: amountSchema,
      annualRatePpm: z.int().min(0).max(240_000),
      months: monthsSchema,
      method: methodSchema,
    }),
    reasons: z.array(reasonCodeSchema).min(1).max(10),
    note: noteSchema,
  })
  .meta({ id: "LoanProposal" });

export const decisionBodySchema = z
  .object({
    verdict: z.enum(["approve", "decline", "return"]),
    reasons: z.array(reasonCodeSchema).max(10),
    note: noteSchema,
    committee: committeeSchema.nullable(),
  })
  .refine(({ verdict, reasons }) => verdict === "return" || reasons.length > 0, {
    path: ["reasons"],
    message: "a decision names its reasons",
  })
  .meta({ id: "LoanDecision" });

export const borrowerListSchema = z
  .object({
    items: z.array(
      z.object({
        enterpriseId: z.string(),
        name: z.string(),
        code: z.string().nullable(),
        sizeClass: z.enum(sizeClasses).nullable(),
      }),
    ),
  })
  .meta({ id: "BorrowerList" });

/** Whether this person may take a step now; a step that another must take is refused to its maker. */
export const stepSchema = z.enum(["allowed", "role", "maker", "state"]);
