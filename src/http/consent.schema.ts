import { z } from "zod";
import {
  consentForms,
  consentStates,
  dataClasses,
  objectionOutcomes,
  objectionStates,
  purposes,
} from "#consent";
import { sizeClasses } from "#registry";
import { fenSchema } from "./enterprise.schema.ts";

const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const enterpriseIdSchema = z.string().regex(/^ent_[0-9a-f]{20}$/);
const namedPartySchema = z.object({ id: z.string(), name: z.string() });

export const dataClassSchema = z.enum(dataClasses).meta({ id: "DataClass" });
export const purposeSchema = z.enum(purposes).meta({ id: "Purpose" });

const sizeInputsSchema = z.object({
  validFrom: daySchema,
  year: z.int(),
  employees: z.int().nullable(),
  revenueFen: fenSchema.nullable(),
  assetsFen: fenSchema.nullable(),
});

export const registeredEnterpriseSchema = z
  .object({
    id: z.string(),
    isOwnRegistration: z.boolean(),
    dataset: z.string(),
    code: z.string(),
    name: z.string(),
    uscc: z.string().nullable(),
    usccWarning: z
      .object({ expected: z.string(), found: z.string() })
      .nullable()
      .describe("A wrong check digit: compare it with the licence"),
    region: z.string().nullable(),
    industry: z.string().nullable(),
    platformPartyId: z.string().nullable(),
    ownPartyId: z.string().nullable(),
    registeredAtMs: z.int(),
    sizes: z.array(sizeInputsSchema),
    sizeClass: z.enum(sizeClasses).nullable(),
  })
  .meta({ id: "RegisteredEnterprise" });

export const registerListSchema = z
  .object({
    items: z.array(registeredEnterpriseSchema),
    /** Of enterprises that may not be seen by name. */
    others: z.array(
      z.object({ region: z.string().nullable(), industry: z.string().nullable(), enterprises: z.int() }),
    ),
    smallestGroup: z.int(),
  })
  .meta({ id: "EnterpriseRegister" });

const listNoteSchema = z.object({
  row: z.int(),
  column: z.string(),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
});

export const registerEnterprisesSchema = z
  .object({
    dataset: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u),
    fileName: z.string().min(1).max(200),
    contentBase64: z.string().max(6_000_000).describe("The list as CSV or XLSX"),
    platformPartyId: z.uuid().nullable().default(null),
  })
  .meta({ id: "RegisterEnterprises" });

export const onboardingSchema = z
  .object({
    registered: z.int(),
    known: z.int(),
    problems: z.array(listNoteSchema),
    warnings: z.array(listNoteSchema),
    invitations: z.array(
      z.object({
        enterpriseId: z.string(),
        code: z.string(),
        name: z.string(),
        ownerName: z.string(),
        partyCode: z.string(),
        token: z.string().describe("Shown once and kept nowhere; the address is `/login#token=` and it"),
        expiresAtMs: z.int(),
      }),
    ),
  })
  .meta({ id: "Onboarding" });

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

const basisSchema = z.object({
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

export const myDataSchema = z
  .object({
    enterprises: z.array(
      z.object({
        enterprise: registeredEnterpriseSchema,
        data: z.array(
          z.object({
            dataClass: dataClassSchema,
            rows: z.int(),
            firstDay: z.string().nullable(),
            lastDay: z.string().nullable(),
            lastReceivedAtMs: z.number().nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "MyData" });

export const dataPageSchema = z
  .object({
    total: z.int(),
    offset: z.int(),
    limit: z.int(),
    basis: basisSchema,
    items: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  })
  .meta({ id: "EnterpriseDataPage" });
