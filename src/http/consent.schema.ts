import { z } from "zod";
import {
  consentForms,
  consentStates,
  dataClasses,
  objectionOutcomes,
  objectionStates,
  purposes,
} from "#consent";
import { daySchema } from "./field.schema.ts";

const enterpriseIdSchema = z.string().regex(/^ent_[0-9a-f]{20}$/);
const namedPartySchema = z.object({ id: z.string(), name: z.string() });

export const dataClassSchema = z.enum(dataClasses).meta({ id: "DataClass" });
export const purposeSchema = z.enum(purposes).meta({ id: "Purpose" });

export const consentSchema = z
  .object({
    id: z.string(),
    enterpriseId: z.string(),
    enterpriseName: z.string(),
    enterprisePartyId: z.string(),
    madeByPartyId: z.string(),
    provider: namedPartySchema,
    grantee: namedPartySchema,
    purpose: purposeSchema,
    dataClasses: z.array(dataClassSchema),
    fromOn: daySchema,
    untilOn: daySchema,
    form: z.enum(consentForms),
    paper: z.object({ reference: z.string(), scanSha256: z.string() }).nullable(),
    state: z.enum(consentStates),
    isExpiringSoon: z.boolean(),
    /** Whether the visitor may agree to it: the owner to a request, a second person to a paper. */
    mayGrant: z.boolean(),
    mayRevoke: z.boolean(),
    madeAtMs: z.int(),
    grantedAtMs: z.int().nullable(),
    revokedAtMs: z.int().nullable(),
    revokeReason: z.string().nullable(),
  })
  .meta({ id: "Consent" });

export const consentListSchema = z
  .object({ items: z.array(consentSchema), today: daySchema, longestTermYears: z.int() })
  .meta({ id: "ConsentList" });

const termsFields = {
  providerPartyId: z
    .uuid()
    .nullable()
    .default(null)
    .describe("Who hands the data over; null: the enterprise"),
  granteePartyId: z.uuid(),
  purpose: purposeSchema,
  dataClasses: z.array(dataClassSchema).min(1),
  fromOn: daySchema,
  untilOn: daySchema,
};

export const giveConsentSchema = z
  .object({ enterpriseId: enterpriseIdSchema, ...termsFields })
  .meta({ id: "GiveConsent" });

export const requestConsentsSchema = z
  .object({ enterpriseIds: z.array(enterpriseIdSchema).min(1).max(1000), ...termsFields })
  .meta({ id: "RequestConsents" });

export const recordPapersSchema = z
  .object({
    papers: z
      .array(
        z.object({
          enterpriseId: enterpriseIdSchema,
          reference: z.string().trim().min(1).max(100),
          scanSha256: z.string().regex(/^[0-9a-f]{64}$/),
        }),
      )
      .min(1)
      .max(1000),
    ...termsFields,
  })
  .meta({ id: "RecordPapers" });

export const grantConsentsSchema = z
  .object({ ids: z.array(z.uuid()).min(1).max(1000) })
  .meta({ id: "GrantConsents" });

export const revokeConsentSchema = z
  .object({ reason: z.string().trim().max(500).nullable().default(null) })
  .meta({ id: "RevokeConsent" });

export const basisSchema = z.object({
  kind: z.enum(["own", "consent", "covenant", "statute", "attestation"]),
  reference: z.string().nullable(),
});

export const accessReadListSchema = z
  .object({
    total: z.int(),
    items: z.array(
      z.object({
        id: z.int(),
        party: namedPartySchema,
        accountName: z.string().nullable(),
        what: z.string(),
        purpose: purposeSchema,
        dataClasses: z.array(dataClassSchema),
        isAllowed: z.boolean(),
        enterprises: z.int(),
        enterpriseId: z.string(),
        bases: z.array(z.object({ dataClass: dataClassSchema, basis: basisSchema })),
        atMs: z.int(),
      }),
    ),
  })
  .meta({ id: "AccessReadList" });

export const objectionSchema = z
  .object({
    id: z.string(),
    enterpriseId: z.string(),
    enterpriseName: z.string(),
    addressee: namedPartySchema,
    dataClass: dataClassSchema,
    text: z.string(),
    state: z.enum(objectionStates),
    filedAtMs: z.int(),
    answerDueOn: daySchema,
    outcome: z.enum(objectionOutcomes).nullable(),
    answer: z.string().nullable(),
    answeredAtMs: z.int().nullable(),
    mayAnswer: z.boolean(),
  })
  .meta({ id: "Objection" });

export const objectionListSchema = z
  .object({ items: z.array(objectionSchema), answerDays: z.int() })
  .meta({ id: "ObjectionList" });

export const fileObjectionSchema = z
  .object({
    enterpriseId: enterpriseIdSchema,
    addresseePartyId: z.uuid(),
    dataClass: dataClassSchema,
    text: z.string().trim().min(1).max(2000),
  })
  .meta({ id: "FileObjection" });

export const answerObjectionSchema = z
  .object({ outcome: z.enum(objectionOutcomes), text: z.string().trim().min(1).max(2000) })
  .meta({ id: "AnswerObjection" });
