import { z } from "zod";
import { manualKinds, sectionIds } from "#report";

const id = z.string().min(1).max(100);
const textPartSchema = z.union([z.string(), z.object({ figure: z.string() })]);
const textSchema = z.array(textPartSchema);

const reportFigureSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    unit: z.string(),
    value: z.string().nullable(),
    marks: z.array(z.int()),
    origin: z.union([
      z.object({ kind: z.literal("rows"), set: z.record(z.string(), z.unknown()), measure: z.string() }),
      z.object({ kind: z.literal("formula"), operation: z.string(), operands: z.array(z.string()) }),
      z.object({
        kind: z.literal("record"),
        record: z.object({ kind: z.string(), id: z.string(), path: z.string() }),
      }),
    ]),
    /** As it stands in a table, and with its unit as it stands in a sentence. */
    text: z.string(),
    spoken: z.string(),
  })
  .meta({ id: "ReportFigure" });

const columnSchema = z.object({
  title: z.string(),
  align: z.enum(["left", "right", "center"]),
  share: z.number().exactOptional(),
});

const blockSchema = z.union([
  z.object({ kind: z.literal("heading"), text: z.string() }),
  z.object({ kind: z.literal("paragraph"), text: textSchema }),
  z.object({ kind: z.literal("notice"), text: textSchema }),
  z.object({ kind: z.literal("list"), items: z.array(textSchema) }),
  z.object({
    kind: z.literal("facts"),
    items: z.array(z.object({ label: z.string(), value: textSchema })),
  }),
  z.object({
    kind: z.literal("table"),
    caption: z.string(),
    columns: z.array(columnSchema),
    rows: z.array(z.array(textSchema)),
  }),
  z.object({
    kind: z.literal("chart"),
    caption: z.string(),
    svg: z.string(),
    marks: z.array(z.int()),
  }),
  z.object({ kind: z.literal("writing"), label: z.string(), lines: z.int() }),
]);

const survivalStateSchema = z.enum(["normal", "attention", "abnormal", "unknown"]);

export const dueDiligenceSchema = z
  .object({
    title: z.string(),
    issuer: z.string(),
    enterprise: z.object({ id: z.string(), code: z.string(), name: z.string() }),
    asOf: z.string(),
    simulated: z.boolean(),
    state: survivalStateSchema,
    sections: z.array(z.object({ id: z.enum(sectionIds), title: z.string(), blocks: z.array(blockSchema) })),
    figures: z.array(reportFigureSchema),
    sources: z.array(
      z.object({
        mark: z.int(),
        kind: z.string(),
        title: z.string(),
        content: z.string(),
        period: z.string(),
        received: z.string(),
        evidence: z.string(),
      }),
    ),
    signatures: z.array(z.string()),
    pins: z.object({ evaluationId: z.string(), knownAt: z.int(), templateVersion: z.int() }),
  })
  .meta({ id: "DueDiligence" });

const personSchema = z.object({ id: z.string(), name: z.string() });

export const reportSummarySchema = z
  .object({
    id: z.string(),
    enterpriseId: z.string(),
    enterpriseCode: z.string(),
    enterpriseName: z.string(),
    evaluationId: z.string(),
    asOf: z.string(),
    simulated: z.boolean(),
    survivalState: survivalStateSchema,
    state: z.enum(["draft", "submitted", "approved", "returned"]),
    templateVersion: z.int(),
    documentSha256: z.string(),
    sealedEntry: z.int().nullable(),
    madeBy: personSchema,
    startedAtMs: z.int(),
    submittedAtMs: z.int().nullable(),
    firstPdfAtMs: z.int().nullable(),
    checkedBy: personSchema.nullable(),
    checkedAtMs: z.int().nullable(),
    checkRemark: z.string(),
  })
  .meta({ id: "DueDiligenceSummary" });

export const reportListSchema = z.object({ items: z.array(reportSummarySchema) });

const opinionSchema = z.object({ id, text: z.string().max(10_000) });

export const templateSchema = z
  .object({
    title: z.string().min(1).max(80),
    issuer: z.string().max(80),
    sections: z
      .array(z.object({ id: z.enum(sectionIds), isShown: z.boolean(), wording: z.string().max(10_000) }))
      .max(sectionIds.length),
    opinions: z.array(z.object({ id, label: z.string().min(1).max(80), isRequired: z.boolean() })).max(20),
    signatures: z.array(z.string().min(1).max(80)).max(10),
  })
  .meta({ id: "DueDiligenceTemplate" });

export const reportSchema = reportSummarySchema
  .extend({
    document: dueDiligenceSchema,
    opinions: z.array(opinionSchema),
    asked: templateSchema.shape.opinions,
    /** What the reader may do with it now. */
    may: z.object({ write: z.boolean(), check: z.boolean() }),
  })
  .meta({ id: "DueDiligenceReport" });

export const startReportSchema = z.object({ enterpriseId: id, evaluationId: z.uuid().exactOptional() });
export const opinionsSchema = z.object({ opinions: z.array(opinionSchema).max(20) });
export const checkSchema = z.object({ isApproved: z.boolean(), remark: z.string().max(2_000) });

/** Rows behind a figure; whole numbers as decimal text. */
export const tracedFigureSchema = z
  .object({
    figure: reportFigureSchema,
    recomputed: z.object({ value: z.string().nullable(), agrees: z.boolean() }).nullable(),
    operands: z.array(reportFigureSchema),
    total: z.int(),
    columns: z.array(z.string()),
    rows: z.array(z.record(z.string(), z.string())),
  })
  .meta({ id: "TracedFigure" });

export const remadeSchema = z.object({ sha256: z.string(), isIdentical: z.boolean() });

export const savedTemplateSchema = z.object({
  version: z.int(),
  template: templateSchema,
  savedBy: z.string(),
  savedAtMs: z.int(),
});

export const templateListSchema = z.object({
  inForce: z.object({ version: z.int(), template: templateSchema }),
  versions: z.array(savedTemplateSchema),
  placeholders: z.array(z.string()),
});

export const manualSchema = z.object({
  enterpriseId: id,
  kind: z.enum(manualKinds),
  fields: z.record(z.string().max(40), z.string().max(4_000)),
  source: z.string().min(1).max(200),
  onDay: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});

export const manualListSchema = z.object({
  items: z.array(
    manualSchema.omit({ enterpriseId: true }).extend({
      id: z.string(),
      enteredBy: z.string(),
      enteredAtMs: z.int(),
    }),
  ),
});
