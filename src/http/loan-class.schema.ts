import { z } from "zod";
import { recordedFacts } from "#lending";
import { daySchema, messageSchema } from "./field.schema.ts";
import { loanClassSchema, loanSchema, reckonedDaySchema } from "./loan.schema.ts";

export const moveSchema = z
  .object({
    id: z.string(),
    loanId: z.string(),
    direction: z.enum(["initial", "downgrade", "upgrade"]),
    origin: z.enum(["system", "adopted"]),
    from: loanClassSchema.nullable(),
    to: loanClassSchema,
    triggers: z.array(z.string()),
    state: z.enum(["suggested", "proposed", "recognised", "approved", "returned", "replaced"]),
    proposedOn: daySchema,
    proposedBy: z.string().nullable(),
    proposedAtMs: z.int(),
    recognisedBy: z.string().nullable(),
    recognisedAtMs: z.int().nullable(),
    approvedBy: z.string().nullable(),
    approvedAtMs: z.int().nullable(),
    returnedBy: z.string().nullable(),
    returnedAtMs: z.int().nullable(),
    reason: z.string().nullable(),
    endedOn: daySchema.nullable(),
  })
  .meta({ id: "ClassMove" });

export const namedMoveSchema = moveSchema
  .extend({
    proposedByName: z.string().nullable(),
    recognisedByName: z.string().nullable(),
    approvedByName: z.string().nullable(),
    returnedByName: z.string().nullable(),
  })
  .meta({ id: "NamedMove" });

export const factSchema = z
  .object({
    id: z.string(),
    loanId: z.string(),
    kind: z.enum(recordedFacts),
    from: daySchema,
    to: daySchema.nullable(),
    note: z.string(),
    recordedBy: z.string(),
    recordedAtMs: z.int(),
  })
  .meta({ id: "LoanFact" });

export const newFactSchema = z
  .object({
    kind: z.enum(recordedFacts),
    from: daySchema,
    to: daySchema.nullable(),
    note: z.string().min(1).max(500),
  })
  .meta({ id: "NewLoanFact" });

export const queueSchema = z
  .object({
    items: z.array(
      z.object({
        move: namedMoveSchema,
        loan: loanSchema,
        day: reckonedDaySchema.nullable(),
        bankClass: loanClassSchema.nullable(),
        /** The step it waits for, and whether this visitor may take it. */
        nextStep: z.enum(["propose", "recognise", "approve"]).nullable(),
        mayTake: z.boolean(),
        isOwn: z.boolean(),
      }),
    ),
  })
  .meta({ id: "ClassQueue" });

export const classRulesSchema = z
  .object({
    rules: z.array(
      z.object({
        code: z.string(),
        atLeast: loanClassSchema,
        regime: z.enum(["smallRetail", "nonRetail"]).nullable(),
        article: z.string(),
        confidence: z.enum(["public", "unconfirmed"]),
        text: messageSchema,
        isRecorded: z.boolean(),
      }),
    ),
    parameters: z.array(
      z.object({
        id: z.string(),
        value: z.string(),
        unit: z.string(),
        origin: z.enum(["rule", "dataset", "designChoice"]),
        zh: z.string(),
        en: z.string(),
      }),
    ),
  })
  .meta({ id: "ClassRules" });
