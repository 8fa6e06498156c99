import { z } from "zod";
import { movementKinds, termsWireSchema } from "#compensation";
import { sizeClasses } from "#registry";
import { daySchema, fenSchema, messageSchema, unsignedFenSchema } from "./field.schema.ts";

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
        effectiveFrom: daySchema,
        terms: termsSchema,
        state: z.enum(["draft", "published"]),
        madeBy: z.string(),
        madeByName: z.string(),
        publishedByName: z.string().nullable(),
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
    unconfirmed: z
      .array(z.object({ term: z.string(), ...messageSchema.shape }))
      .describe("Defaults without a source"),
  })
  .meta({ id: "ProgrammeList" });

export const newProgrammeSchema = z
  .object({
    code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/),
    name: z.string().min(1).max(100),
    effectiveFrom: daySchema,
    terms: termsSchema,
  })
  .meta({ id: "NewProgramme" });

export const newVersionSchema = z
  .object({ effectiveFrom: daySchema, terms: termsSchema })
  .meta({ id: "NewProgrammeVersion" });

export const newMovementSchema = z
  .object({
    kind: z.enum(movementKinds),
    onDay: daySchema,
    amountFen: unsignedFenSchema,
    source: z.string().min(1).max(100),
  })
  .meta({ id: "NewFundMovement" });

export const standingSchema = z
  .object({
    programmeId: z.string(),
    name: z.string(),
    balanceFen: fenSchema,
    reservedFen: fenSchema,
    roomFen: fenSchema,
    yearFen: fenSchema,
    annualCapFen: fenSchema.nullable(),
    averageCapPpm: z.int(),
    ratios: z.object({
      grossPpm: z.int().nullable(),
      netPpm: z.int().nullable(),
      lifetimePpm: z.int().nullable(),
    }),
    totals: z.record(z.string(), fenSchema),
    claimsByState: z.record(z.string(), z.int()),
    entries: z.array(
      z.object({
        entryId: z.string(),
        kind: z.string(),
        onDay: daySchema,
        claimId: z.string().nullable(),
        toPoolFen: fenSchema,
        balanceAfterFen: fenSchema,
        against: z.string(),
      }),
    ),
    movements: z.array(
      z.object({
        movementId: z.string(),
        kind: z.enum(movementKinds),
        onDay: daySchema,
        amountFen: fenSchema,
        source: z.string(),
        state: z.string(),
        madeBy: z.string(),
        madeByName: z.string(),
        confirmedByName: z.string().nullable(),
      }),
    ),
    quotas: z.array(
      z.object({
        bankName: z.string(),
        breaker: z.enum(["NORMAL", "WARN", "TRIPPED"]),
        nplPpm: z.int(),
        measuredOn: daySchema,
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
        paidFen: fenSchema,
        entitledFen: fenSchema,
        wouldBeFen: fenSchema,
      }),
    ),
    problems: z.array(z.string()),
  })
  .meta({ id: "TermsEffects" });
