import { z } from "zod";
import { purposes } from "#consent";
import { rowKinds, rowUnits } from "#flow";
import { streamNames } from "#operations";
import { daySchema, messageSchema } from "./field.schema.ts";

const evidenceClassSchema = z.enum(["device", "gateway", "manual"]).meta({ id: "EvidenceClass" });

export const mixSchema = z
  .object({
    rows: z.int(),
    devicePpm: z.int(),
    gatewayPpm: z.int(),
    manualPpm: z.int(),
    degraded: z
      .object({
        reason: z.enum(["coverage", "gapNotTold", "unknown"]),
        coveragePpm: z.int(),
        leastPpm: z.int(),
      })
      .nullable(),
    confidencePpm: z.int(),
  })
  .meta({ id: "EvidenceMix" });

const sealingSchema = z.object({
  platformIndex: z.int(),
  sealedAtMs: z.int().nullable(),
  checkpointSize: z.int().nullable(),
  witnesses: z.array(z.string()),
});

/** A row with its whole way. */
export const tracedRowSchema = z
  .object({
    kind: z.enum(rowKinds),
    origin: z.string(),
    index: z.int(),
    ordinal: z.int(),
    platformIndex: z.int(),
    receivedAtMs: z.int(),
    observedFromMs: z.int(),
    observedToMs: z.int(),
    subject: z.string(),
    what: z.string(),
    value: z.string(),
    unit: z.enum(rowUnits),
    evidence: evidenceClassSchema,
    collector: z.string(),
    collectorName: z.string().nullable(),
    elementId: z.string(),
    key: z.string(),
    epoch: z.string().nullable(),
    sequence: z.string().nullable(),
    via: z.string(),
    flags: z.array(z.string()),
    file: z.string(),
    sealing: sealingSchema,
  })
  .meta({ id: "TracedRow" });

export const behindFigureSchema = z
  .object({
    from: daySchema,
    to: daySchema,
    kinds: z.array(z.enum(rowKinds)),
    rows: z.int(),
    counts: z.array(
      z.object({
        kind: z.enum(rowKinds),
        evidence: evidenceClassSchema,
        collector: z.string(),
        collectorName: z.string().nullable(),
        rows: z.int(),
        firstDay: z.string(),
        lastDay: z.string(),
        receivedAtMs: z.int(),
        flagged: z.int(),
      }),
    ),
    mix: mixSchema,
    sample: z.array(tracedRowSchema),
  })
  .meta({ id: "BehindFigure" });

/** One of `indicator`, `streams`, `chart` (with `day`) or `month` names the number. */
export const figureQuerySchema = z.object({
  indicator: z.string().max(100).optional(),
  /** Names of operating streams, by commas: all of their rows up to `asOf`. */
  streams: z
    .string()
    .max(300)
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(streamNames)).min(1))
    .optional(),
  asOf: daySchema.optional(),
  chart: z.enum(["hours", "energy", "produced"]).optional(),
  day: daySchema.optional(),
  asset: z.string().max(100).optional(),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  direction: z.enum(["sale", "purchase"]).optional(),
  knownAt: z.coerce.number().int().min(0).optional(),
  purpose: z.enum(purposes).default("creditEvaluation"),
});

const parameterSchema = z.object({
  id: z.string(),
  value: z.number(),
  unit: z.string(),
  effectiveFrom: z.string(),
  origin: z.enum(["rule", "dataset", "designChoice"]),
  zh: z.string(),
  en: z.string(),
});

const streamSchema = z.enum(["machine", "energy", "invoice", "statement", "document"]);

export const enterpriseEvidenceSchema = z
  .object({
    atMs: z.int(),
    mix: mixSchema,
    streams: z.array(
      z.object({
        stream: streamSchema,
        evidence: evidenceClassSchema,
        collector: z.string(),
        collectorName: z.string().nullable(),
        rows: z.int(),
        firstMs: z.int(),
        lastMs: z.int(),
        receivedAtMs: z.int(),
      }),
    ),
    freshness: z.array(
      z.object({
        stream: streamSchema,
        isLive: z.boolean(),
        lastObservedMs: z.int(),
        lastReceivedMs: z.int(),
        ageMs: z.int(),
        limitMs: z.int().nullable(),
        isStale: z.boolean(),
      }),
    ),
    coverage: z.array(
      z.object({
        collector: z.string(),
        collectorName: z.string().nullable(),
        coveragePpm: z.int(),
        isEveryGapTold: z.boolean(),
      }),
    ),
    indicators: z.array(z.object({ id: z.string(), mix: mixSchema, isStale: z.boolean() })),
    parameters: z.array(parameterSchema),
  })
  .meta({ id: "EnterpriseEvidence" });

export const dataCalendarSchema = z
  .object({
    from: daySchema,
    to: daySchema,
    collectors: z.array(
      z.object({
        collector: z.string(),
        collectorName: z.string().nullable(),
        coverage: z.object({ coveragePpm: z.int(), isEveryGapTold: z.boolean() }),
        days: z.array(
          z.object({
            day: daySchema,
            isWorkingDay: z.boolean(),
            reason: z.enum(["weekday", "weekend", "holiday", "swap"]),
            readings: z.int(),
            coveragePpm: z.int().nullable(),
            gapMs: z.int(),
            late: z.int(),
            quarantined: z.int(),
          }),
        ),
      }),
    ),
    gaps: z.array(
      z.object({
        collector: z.string(),
        fromMs: z.int(),
        toMs: z.int(),
        reason: z.string(),
        elements: z.array(z.string()),
        readings: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: "DataCalendar" });

export const traceSchema = z
  .object({
    start: z.object({ kind: z.enum(["order", "lot", "document"]), id: z.string() }),
    documents: z.array(
      z.object({
        step: z.string(),
        distance: z.int(),
        kind: z.string(),
        number: z.string(),
        line: z.int(),
        action: z.string(),
        day: z.string(),
        atMs: z.int(),
        order: z.string(),
        lot: z.string(),
        fromLots: z.array(z.string()),
        counterparty: z.string(),
        item: z.string(),
        unit: z.string(),
        quantityMilli: z.string().nullable(),
        amountFen: z.string().nullable(),
        element: z.string(),
        fromMs: z.int().nullable(),
        toMs: z.int().nullable(),
        collector: z.string(),
        evidence: evidenceClassSchema,
        origin: z.string(),
        index: z.int(),
        ordinal: z.int(),
        platformIndex: z.int(),
      }),
    ),
    machines: z.array(
      z.object({
        element: z.string(),
        fromMs: z.int(),
        toMs: z.int(),
        runMs: z.int(),
        energyWh: z.int(),
        readings: z.int(),
      }),
    ),
  })
  .meta({ id: "Trace" });

export const pipeAlarmListSchema = z
  .object({
    total: z.int(),
    offset: z.int(),
    limit: z.int(),
    items: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(["silence", "gap", "skew", "clone", "quarantineGrowth"]),
        name: messageSchema,
        sentence: messageSchema,
        collector: z.string(),
        collectorName: z.string().nullable(),
        enterpriseId: z.string().nullable(),
        raisedAtMs: z.int(),
        seenAtMs: z.int(),
        clearedAtMs: z.int().nullable(),
        clearedBy: z.string().nullable(),
        figures: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
    parameters: z.array(parameterSchema),
  })
  .meta({ id: "PipeAlarmList" });
