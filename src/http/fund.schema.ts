import { z } from "zod";
import { claimClasses, claimStates, movementKinds, termsWireSchema } from "#compensation";
import { sizeClasses } from "#registry";

const fen = z.string().regex(/^-?\d{1,30}$/);
const positiveFen = z.string().regex(/^\d{1,20}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const phrase = { zh: z.string(), en: z.string() };
const person = z.string().nullable();

export const idParamsSchema = z.object({ id: z.uuid() });
export const versionParamsSchema = z.object({ id: z.uuid(), version: z.coerce.number().int().positive() });

export const termsSchema = termsWireSchema.meta({ id: "ProgrammeTerms" });

export const programmeSchema = z
  .object({
    id: z.string(),
    fundPartyId: z.string(),
    fundName: z.string(),
    code: z.string(),
    name: z.string(),
    versions: z.array(
      z.object({
        version: z.int(),
        effectiveFrom: day,
        terms: termsSchema,
        state: z.enum(["draft", "published"]),
        madeBy: z.string(),
        madeByName: z.string(),
        publishedByName: person,
      }),
    ),
    inForce: z.int().nullable().describe("Version in force today"),
  })
  .meta({ id: "Programme" });

export const programmeListSchema = z
  .object({
    items: z.array(programmeSchema),
    platforms: z.array(z.object({ partyId: z.string(), name: z.string() })),
    defaults: termsSchema,
    unconfirmed: z.array(z.object({ term: z.string(), ...phrase })).describe("Defaults without a source"),
  })
  .meta({ id: "ProgrammeList" });

export const newProgrammeSchema = z
  .object({
    code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/),
    name: z.string().min(1).max(100),
    effectiveFrom: day,
    terms: termsSchema,
  })
  .meta({ id: "NewProgramme" });

export const newVersionSchema = z
  .object({ effectiveFrom: day, terms: termsSchema })
  .meta({ id: "NewProgrammeVersion" });

export const newMovementSchema = z
  .object({
    kind: z.enum(movementKinds),
    onDay: day,
    amountFen: positiveFen,
    source: z.string().min(1).max(100),
  })
  .meta({ id: "NewFundMovement" });

export const arithmeticSchema = z
  .object({ rule: z.string(), ...phrase, amountFen: fen, binds: z.boolean() })
  .meta({ id: "ArithmeticStep" });

export const standingSchema = z
  .object({
    programmeId: z.string(),
    name: z.string(),
    balanceFen: fen,
    reservedFen: fen,
    roomFen: fen,
    yearFen: fen,
    annualCapFen: fen.nullable(),
    averageCapPpm: z.int(),
    ratios: z.object({
      grossPpm: z.int().nullable(),
      netPpm: z.int().nullable(),
      lifetimePpm: z.int().nullable(),
    }),
    totals: z.record(z.string(), fen),
    claimsByState: z.record(z.string(), z.int()),
    entries: z.array(
      z.object({
        entryId: z.string(),
        kind: z.string(),
        onDay: day,
        claimId: z.string().nullable(),
        toPoolFen: fen,
        balanceAfterFen: fen,
        against: z.string(),
      }),
    ),
    movements: z.array(
      z.object({
        movementId: z.string(),
        kind: z.enum(movementKinds),
        onDay: day,
        amountFen: fen,
        source: z.string(),
        state: z.string(),
        madeBy: z.string(),
        madeByName: z.string(),
        confirmedByName: person,
      }),
    ),
    quotas: z.array(
      z.object({
        bankName: z.string(),
        breaker: z.enum(["NORMAL", "WARN", "TRIPPED"]),
        nplPpm: z.int(),
        measuredOn: day,
      }),
    ),
  })
  .meta({ id: "FundStanding" });

export const termsEffectsSchema = z
  .object({
    items: z.array(
      z.object({
        claimId: z.string(),
        borrowerName: z.string().nullable(),
        class: z.string(),
        sizeClass: z.enum(sizeClasses),
        paidFen: fen,
        entitledFen: fen,
        wouldBeFen: fen,
      }),
    ),
    problems: z.array(z.string()),
  })
  .meta({ id: "TermsEffects" });

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
    principalFen: fen,
    drawnOn: day,
    dueOn: day,
    applicationNumber: z.string().nullable(),
    platformName: z.string().nullable(),
    appliedOn: day.nullable(),
    state: z.enum(["draft", "filed", "confirmed", "rejected", "expired"]),
    reasons: z.array(z.object({ code: z.string(), ...phrase })),
    filedBy: z.string(),
    filedByName: z.string(),
    approvedByName: person,
    decidedByName: person,
    claimId: z.string().nullable(),
  })
  .meta({ id: "FundEnrolment" });
export const enrolmentListSchema = z
  .object({ items: z.array(enrolmentSchema) })
  .meta({ id: "FundEnrolmentList" });
export const newEnrolmentSchema = z.object({ programmeId: z.uuid(), loanId: z.uuid() });
export const decisionSchema = z.object({ confirms: z.boolean(), note: z.string().max(500) });

export const declarationSchema = z
  .object({
    lossFen: positiveFen,
    otherPolicyFen: positiveFen,
    otherFen: positiveFen,
    isDeclared: z.boolean(),
    isUndertaken: z.boolean(),
    collection: z.string().max(5000),
  })
  .meta({ id: "ClaimDeclaration" });
export const newClaimSchema = declarationSchema.extend({ enrolmentId: z.uuid() }).meta({ id: "NewClaim" });
export const whySchema = z.object({ why: z.string().min(2).max(500) });
export const newRecoverySchema = z
  .object({ grossFen: positiveFen, costFen: positiveFen, note: z.string().min(2).max(500) })
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
    eligibleFen: fen,
    paidFen: fen,
    reservedFen: fen,
    recoveredFen: fen,
    state: z.enum(claimStates),
    refundDueOn: day.nullable(),
    openedOn: day,
  })
  .meta({ id: "ClaimRow" });
export const claimListSchema = z.object({ items: z.array(claimRowSchema) }).meta({ id: "ClaimList" });

const peopleOfRound = z.object({
  filedByName: z.string(),
  submittedByName: person,
  checkedByName: person,
  approvedByName: person,
});

export const claimCaseSchema = z
  .object({
    ...claimRowSchema.shape,
    enterpriseId: z.string().nullable(),
    platformName: z.string().nullable(),
    applicationNumber: z.string().nullable(),
    appliedOn: day.nullable(),
    principalFen: fen,
    drawnOn: day,
    dueOn: day,
    contractNumber: z.string(),
    daysPastDue: z.int().nullable(),
    overduePrincipalFen: fen.nullable(),
    lossKind: z.enum(["expected", "actual"]),
    declaration: declarationSchema,
    recognition: z.array(z.object({ step: z.string(), class: z.string(), on: z.string(), by: z.string() })),
    rounds: z.array(
      peopleOfRound.extend({
        round: z.int(),
        class: z.string(),
        entitledFen: fen.nullable(),
        paidFen: fen.nullable(),
        rejectReason: z.string().nullable(),
      }),
    ),
    recoveries: z.array(
      z.object({
        recoveryId: z.string(),
        onDay: day,
        grossFen: fen,
        costFen: fen,
        fundFen: fen.nullable(),
        bankFen: fen.nullable(),
        note: z.string(),
        state: z.string(),
      }),
    ),
    events: z.array(
      z.object({
        action: z.string(),
        actorName: z.string(),
        atMs: z.number(),
        amountFen: fen.nullable(),
        entryIndex: z.int().nullable().describe("Place in the sealed log; null while it is not sealed"),
      }),
    ),
    checklist: z.array(
      z.object({
        code: z.string(),
        ...phrase,
        isThere: z.boolean(),
        why: z.object(phrase).nullable(),
      }),
    ),
    checks: z.array(z.object({ code: z.string(), ...phrase, isMet: z.boolean() })),
    arithmetic: z.array(arithmeticSchema),
    limits: z.array(arithmeticSchema),
    borne: z.object({
      lossFen: fen,
      otherFen: fen,
      fundPaidFen: fen,
      fundRecoveredFen: fen,
      bankRecoveredFen: fen,
      bankNetFen: fen,
    }),
    refundKind: z.enum(["cure", "fraud"]).nullable(),
    daysLate: z.int().nullable(),
    evidence: z
      .object({
        verdict: z.string(),
        entries: z.int(),
        findings: z.array(z.object(phrase)),
      })
      .nullable(),
    steps: z.array(
      z.object({
        step: z.string(),
        isAllowed: z.boolean(),
        why: z.object(phrase).nullable(),
      }),
    ),
  })
  .meta({ id: "ClaimCase" });

export const amountSchema = z.object({ amountFen: fen.nullable() }).meta({ id: "FundStepResult" });
export const createdSchema = z.object({ id: z.string() }).meta({ id: "FundCreated" });
