import { z } from "zod";
import { datasetNameSchema, inputFileSchema, pageQuerySchema } from "./evaluation.schema.ts";
import { jobStateSchema } from "./job.schema.ts";
import { shownProblemSchema } from "./problem.schema.ts";

const daySchema = z.string().nullable();
const complaintSchema = z.object({ field: z.string(), code: z.string(), zh: z.string(), en: z.string() });

/** A mapping as docs/mapping.md describes it; checked when it is used. */
const mappingJsonSchema = z.record(z.string(), z.unknown()).meta({ id: "ColumnMapping" });

const ownerSchema = z.object({
  code: z.string().nullable(),
  name: z.string().nullable(),
  enterpriseId: z.string().nullable(),
  how: z.enum(["described", "fileName", "taxNumber", "holder", "rows", "unregistered"]),
});

const earlierSchema = z.object({
  importId: z.string(),
  name: z.string(),
  dataset: z.string(),
  atMs: z.int(),
});

export const inspectedFileSchema = z
  .object({
    name: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    layout: z
      .object({
        id: z.string(),
        kind: z.string(),
        zh: z.string(),
        en: z.string(),
        mapping: mappingJsonSchema.nullable(),
      })
      .nullable(),
    nearest: z
      .object({
        id: z.string(),
        zh: z.string(),
        en: z.string(),
        missing: z.array(z.string()),
        unused: z.array(z.string()),
      })
      .nullable(),
    suggested: z
      .object({
        mapping: mappingJsonSchema,
        renamed: z.array(z.object({ from: z.string(), to: z.string() })),
        missing: z.array(z.string()),
      })
      .nullable(),
    headerRow: z.int(),
    columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
    rows: z.array(
      z.object({ row: z.int(), cells: z.array(z.string()), problem: complaintSchema.nullable() }),
    ),
    problem: shownProblemSchema.nullable(),
    owner: ownerSchema,
    earlier: earlierSchema.nullable(),
  })
  .meta({ id: "InspectedFile" });

export const uploadInspectionSchema = z
  .object({ name: z.string().nullable(), simulated: z.boolean(), files: z.array(inspectedFileSchema) })
  .meta({ id: "UploadInspection" });

export const previewSchema = z
  .object({ name: z.string().max(255), mapping: mappingJsonSchema })
  .meta({ id: "PreviewFile" });

export const startImportSchema = z
  .object({
    uploadId: z.uuid(),
    dataset: datasetNameSchema,
    files: z
      .array(
        z.object({
          name: z.string().max(255),
          enterpriseCode: z.string().trim().max(64).nullable().optional(),
          mapping: z.string().max(40).optional(),
          isSkipped: z.boolean().optional(),
        }),
      )
      .max(2000)
      .default([]),
    basis: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe("The signed authorisation under which files of enterprises are held that are not registered"),
  })
  .meta({ id: "StartImport" });

export const importStartedSchema = z
  .object({ importId: z.string(), jobId: z.string() })
  .meta({ id: "ImportStarted" });

export const remapSchema = z
  .object({ dataset: datasetNameSchema, file: z.string().max(600), mapping: z.string().max(40) })
  .meta({ id: "RemapFile" });

const importHeader = {
  id: z.string(),
  jobId: z.string(),
  kind: z.enum(["import", "remap"]),
  dataset: z.string(),
  simulated: z.boolean(),
  startedByName: z.string(),
  createdAtMs: z.int(),
  finishedAtMs: z.int().nullable(),
  state: jobStateSchema,
  problem: shownProblemSchema.nullable(),
  fileNames: z.array(z.string()),
};

export const importListSchema = z
  .object({
    items: z.array(
      z.object({
        ...importHeader,
        totals: z
          .object({ read: z.int(), stored: z.int(), duplicates: z.int(), quarantined: z.int() })
          .nullable(),
      }),
    ),
  })
  .meta({ id: "ImportList" });

/** What stands of a file now, corrections included: read = stored + duplicates + quarantined. */
const balanceFields = {
  read: z.int(),
  stored: z.int(),
  duplicates: z.int(),
  quarantined: z.int(),
  corrected: z.int(),
};

export const importSchema = z
  .object({
    ...importHeader,
    files: z
      .array(
        inputFileSchema.omit({ quarantinedRows: true }).extend({
          sha256: z.string().nullable(),
          enterpriseCode: z.string().nullable(),
          /** Details of an enterprise without a basis are not shown. */
          isWithheld: z.boolean(),
          now: z.object(balanceFields).nullable(),
        }),
      )
      .nullable(),
  })
  .meta({ id: "Import" });

export const mappingListSchema = z
  .object({
    saved: z.array(
      z.object({
        id: z.string(),
        version: z.int(),
        mapping: mappingJsonSchema,
        savedByName: z.string(),
        savedAtMs: z.int(),
      }),
    ),
    builtIn: z.array(
      z.object({ id: z.string(), zh: z.string(), en: z.string(), mapping: mappingJsonSchema }),
    ),
  })
  .meta({ id: "MappingList" });

export const saveMappingSchema = z.object({ mapping: mappingJsonSchema }).meta({ id: "SaveMapping" });

export const savedMappingSchema = z.object({ id: z.string(), version: z.int() }).meta({ id: "SavedMapping" });

export const datasetListSchema = z
  .object({
    items: z.array(
      z.object({
        name: z.string(),
        simulated: z.boolean(),
        isOwn: z.boolean(),
        createdAtMs: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: "DatasetList" });

export const datasetSchema = z
  .object({
    name: z.string(),
    files: z.array(
      z.object({ file: z.string(), enterpriseCode: z.string(), kind: z.string(), ...balanceFields }),
    ),
    enterprises: z.array(
      z.object({
        enterpriseId: z.string(),
        code: z.string(),
        name: z.string().nullable(),
        classes: z.array(
          z.object({
            kind: z.string(),
            stored: z.int(),
            quarantined: z.int(),
            firstDay: daySchema,
            lastDay: daySchema,
            receivedAtMs: z.number(),
          }),
        ),
      }),
    ),
    /** Enterprises whose data may not be read without a basis. */
    withheld: z.int(),
    corrections: z.array(
      z.object({
        file: z.string(),
        row: z.int(),
        before: z.string(),
        after: z.string(),
        madeByName: z.string(),
        madeAtMs: z.int(),
      }),
    ),
  })
  .meta({ id: "Dataset" });

export const quarantineQuerySchema = pageQuerySchema.extend({
  file: z.string().max(600).optional(),
  code: z.string().max(60).optional(),
});

const placeSchema = z.object({
  origin: z.string().max(200),
  index: z.coerce.number().int().min(0),
  ordinal: z.coerce.number().int().min(0),
});

export const quarantineListSchema = z
  .object({
    total: z.int(),
    offset: z.int(),
    limit: z.int(),
    codes: z.array(z.object({ code: z.string(), rows: z.int() })),
    items: z.array(
      z.object({
        file: z.string(),
        row: z.int(),
        raw: z.string(),
        enterpriseId: z.string(),
        place: placeSchema,
        ...complaintSchema.shape,
      }),
    ),
  })
  .meta({ id: "QuarantineList" });

export const placeQuerySchema = placeSchema;

export const rowToCorrectSchema = z
  .object({
    place: placeSchema,
    dataset: z.string(),
    file: z.string(),
    row: z.int(),
    enterpriseCode: z.string(),
    layout: z.string(),
    columns: z.array(z.string()),
    cells: z.array(z.string()),
    raw: z.string(),
    problem: complaintSchema,
  })
  .meta({ id: "RowToCorrect" });

const correctedRowSchema = placeSchema.extend({ cells: z.array(z.string().max(2000)).max(400) });

export const checkRowSchema = correctedRowSchema.meta({ id: "CheckRow" });
export const rowCheckSchema = z.object({ problem: complaintSchema.nullable() }).meta({ id: "RowCheck" });

export const correctRowsSchema = z
  .object({ rows: z.array(correctedRowSchema).min(1).max(200) })
  .meta({ id: "CorrectRows" });

export const correctionSchema = z
  .object({ corrected: z.int(), stored: z.int(), duplicates: z.int() })
  .meta({ id: "CorrectionOutcome" });
