import { z } from "zod";
import {
  collectorStates,
  depreciationMethods,
  elementKinds,
  elementStates,
  encumbranceKinds,
  meterMedia,
  networkSorts,
  sheetNames,
  thingSorts,
} from "#registry";
import { daySchema, messageSchema, unsignedFenSchema } from "./field.schema.ts";

const enterpriseIdSchema = z.string().regex(/^ent_[0-9a-f]{20}$/);
const elementIdSchema = z.string().regex(/^elm_[0-9a-f]{20}$/);
const wordsSchema = z.string().trim().min(1).max(200);
export const elementKindSchema = z.enum(elementKinds).meta({ id: "ElementKind" });

/** The id of an element in a route's address. */
export const elementParamsSchema = z.object({ id: elementIdSchema });

export const twinDataSchema = z
  .object({
    name: wordsSchema,
    parentId: elementIdSchema.nullable().default(null),
    state: z.enum(elementStates).default("inUse"),
    type: wordsSchema.nullable().default(null),
    maker: wordsSchema.nullable().default(null),
    model: wordsSchema.nullable().default(null),
    serial: wordsSchema.nullable().default(null),
    parameters: z.record(z.string().min(1).max(100), z.string().max(500)).default({}),
    medium: z.enum(meterMedia).nullable().default(null),
    thing: z.enum(thingSorts).nullable().default(null),
    network: z.enum(networkSorts).nullable().default(null),
    headcount: z.int().min(0).max(1_000_000).nullable().default(null),
    shift: wordsSchema.nullable().default(null),
    purchaseFen: unsignedFenSchema.nullable().default(null),
    inServiceOn: daySchema.nullable().default(null),
    lifeMonths: z.int().min(1).max(1200).nullable().default(null),
    residualPpm: z.int().min(0).max(1_000_000).nullable().default(null),
    depreciation: z.enum(depreciationMethods).nullable().default(null),
    encumbrances: z
      .array(
        z.object({
          kind: z.enum(encumbranceKinds),
          holder: wordsSchema,
          reference: wordsSchema.nullable().default(null),
          fromOn: daySchema,
          untilOn: daySchema.nullable().default(null),
        }),
      )
      .max(50)
      .default([]),
  })
  .meta({ id: "TwinData" });

export const twinVersionSchema = z
  .object({
    version: z.int(),
    validFrom: daySchema,
    recordedAtMs: z.int(),
    recordedBy: z.string().nullable(),
    data: twinDataSchema,
  })
  .meta({ id: "TwinVersion" });

export const elementSchema = z
  .object({
    id: z.string(),
    enterpriseId: z.string(),
    enterpriseName: z.string().nullable(),
    kind: elementKindSchema,
    code: z.string(),
    registeredAtMs: z.int(),
    /** End of its newest stored reading; null without one. */
    lastReadingAtMs: z.int().nullable(),
    twin: twinVersionSchema,
  })
  .meta({ id: "DeviceElement" });

export const elementListSchema = z
  .object({ items: z.array(elementSchema), mayWrite: z.boolean() })
  .meta({ id: "DeviceElementList" });

export const elementPageSchema = z
  .object({
    id: z.string(),
    enterpriseId: z.string(),
    enterpriseName: z.string().nullable(),
    kind: elementKindSchema,
    code: z.string(),
    registeredAtMs: z.int(),
    lastReadingAtMs: z.int().nullable(),
    mayWrite: z.boolean(),
    /** The moment asked for: what held on that day, as far as was known at that instant. */
    on: daySchema,
    knownAtMs: z.int(),
    /** The version that held then; null before the first. */
    twin: twinVersionSchema.nullable(),
    versions: z.array(twinVersionSchema),
    /** Collectors that speak for it. */
    collectors: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(["collector", "gateway"]),
        state: z.enum(collectorStates),
      }),
    ),
  })
  .meta({ id: "DeviceElementPage" });

export const saveElementsSchema = z
  .object({
    elements: z
      .array(
        z.object({
          enterpriseId: enterpriseIdSchema,
          kind: elementKindSchema,
          code: z
            .string()
            .regex(/^[^/+#\s]{1,100}$/u)
            .describe("Unique in its enterprise; readings name it"),
          validFrom: daySchema,
          data: twinDataSchema,
        }),
      )
      .min(1)
      .max(5000),
  })
  .meta({ id: "SaveElements" });

export const savedElementsSchema = z
  .object({ added: z.int(), changed: z.int(), unchanged: z.int() })
  .meta({ id: "SavedElements" });

export const changeTwinSchema = z
  .object({
    after: z.int().min(1).describe("The newest version that you saw; another one in between is a conflict"),
    validFrom: daySchema,
    data: twinDataSchema,
  })
  .meta({ id: "ChangeTwin" });

const sheetNoteSchema = z.object({
  sheet: z.enum(sheetNames),
  row: z.int(),
  column: messageSchema,
  code: z.string(),
  zh: z.string(),
  en: z.string(),
});

const sheetRowsSchema = z
  .array(z.record(z.string().max(100), z.union([z.string().max(2000), z.number(), z.null()])))
  .max(50_000)
  .default([]);

export const importDevicesSchema = z
  .object({
    dataset: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u),
    isDryRun: z.boolean().default(false),
    fileName: z.string().min(1).max(200).default("devices.xlsx"),
    contentBase64: z.string().max(40_000_000).optional().describe("The workbook; else give `sheets`"),
    sheets: z
      .object({
        enterprises: sheetRowsSchema,
        sites: sheetRowsSchema,
        elements: sheetRowsSchema,
        meters: sheetRowsSchema,
        collectors: sheetRowsSchema,
        claims: sheetRowsSchema,
      })
      .partial()
      .optional()
      .describe("The rows of each sheet as objects; members are the columns' English names"),
  })
  .meta({ id: "ImportDevices" });

export const deviceImportSchema = z
  .object({
    isDryRun: z.boolean(),
    problems: z.array(sheetNoteSchema),
    warnings: z.array(sheetNoteSchema),
    rows: z.record(z.enum(sheetNames), z.int()),
    enterprises: z.object({ registered: z.int(), known: z.int() }),
    elements: savedElementsSchema,
    collectors: z.object({ registered: z.int(), known: z.int() }),
    claims: z.object({ added: z.int(), known: z.int() }),
    codes: z
      .array(
        z.object({
          enterprise: z.string(),
          collector: z.string(),
          collectorId: z.string(),
          elements: z.array(z.string()),
          code: z.string(),
          expiresAtMs: z.int(),
        }),
      )
      .describe("Shown this once"),
    invitations: z.int(),
    /** Workbook of the codes and owners' links, base64; null where none was made. */
    codesFile: z.object({ name: z.string(), contentBase64: z.string() }).nullable(),
  })
  .meta({ id: "DeviceImport" });

export const coverageSchema = z
  .object({
    readings: z.int(),
    orphanReadings: z.int(),
    assets: z.int(),
    orphans: z.array(
      z.object({
        enterpriseId: z.string(),
        enterpriseName: z.string().nullable(),
        asset: z.string(),
        readings: z.int(),
        channels: z.array(z.string()),
        firstAtMs: z.int(),
        lastAtMs: z.int(),
      }),
    ),
  })
  .meta({ id: "AssetCoverage" });
