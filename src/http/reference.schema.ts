import { z } from "zod";

const failureKindSchema = z
  .enum(["diskFull", "diskFailed", "writerFailed"])
  .describe("diskFull mends itself when there is space again; the others need a restart");

export const healthSchema = z
  .object({
    status: z.enum(["starting", "ready", "stopping"]),
    version: z.string(),
    startedAtMs: z.int(),
    log: z
      .object({
        state: z
          .enum(["open", "readOnly"])
          .describe("read only, nothing is acknowledged; all is still shown"),
        sinceMs: z.int(),
        reason: failureKindSchema.nullable(),
      })
      .describe("Whether the sealed log takes what comes"),
  })
  .meta({ id: "Health" });

/** The same for whoever may read the log: which file, and what the system said. */
const logHealthSchema = z
  .object({
    state: z.enum(["open", "readOnly"]),
    sinceMs: z.int(),
    reason: z
      .object({
        kind: failureKindSchema,
        file: z.string().nullable(),
        systemCode: z.string().nullable(),
        problem: z.string(),
      })
      .nullable(),
  })
  .meta({ id: "LogHealth" });

/** One indicator of the catalogue, in both languages. */
export const indicatorSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    group: z.string(),
    layer: z.enum(["device", "ordersEnergy", "funds", "traditional"]),
    dataClasses: z.array(z.string()).describe("Every class of data without which it has no value"),
    zh: z.string(),
    en: z.string(),
    definitionZh: z.string(),
    definitionEn: z.string(),
    formula: z.string(),
    unit: z.string(),
    window: z.string(),
    windowZh: z.string(),
    windowEn: z.string(),
    source: z.string(),
    presentOn: z.array(z.string()),
    endOfSeries: z.boolean(),
    expectedDirection: z.enum(["higherIsBetter", "lowerIsBetter", "none"]),
  })
  .meta({ id: "Indicator" });

/** The catalogue, and why a value can be missing: a closed set of reasons with their sentences. */
export const indicatorListSchema = z
  .object({
    items: z.array(indicatorSchema),
    missingReasons: z.record(z.string(), z.object({ zh: z.string(), en: z.string() })),
  })
  .meta({ id: "IndicatorList" });

/** The sealed log as a whole; `checkpoint` is the signed note, null before the first one. */
export const logStatusSchema = z
  .object({
    origin: z.string(),
    entries: z.int(),
    platformSize: z.int(),
    checkpoint: z.string().nullable(),
    verifierKey: z.string(),
    health: logHealthSchema,
  })
  .meta({ id: "LogStatus" });

/** A bundle that `touchstone verify` checks offline. */
export const evidenceBundleSchema = z.record(z.string(), z.unknown()).meta({ id: "EvidenceBundle" });
