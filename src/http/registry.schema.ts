import { z } from "zod";
import { sizeClasses } from "#registry";
import { basisSchema, dataClassSchema } from "./consent.schema.ts";
import { daySchema, fenSchema } from "./field.schema.ts";

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
