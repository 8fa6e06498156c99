import { z } from "zod";

const countsSchema = z
  .object({
    received: z.int(),
    stored: z.int(),
    duplicates: z.int(),
    quarantined: z.int(),
  })
  .meta({ id: "IntakeCounts", description: "received = stored + duplicates + quarantined, at every moment" });

const gapSchema = z.object({
  epoch: z.int(),
  fromSequence: z.int(),
  toSequence: z.int(),
  sinceMs: z.int(),
});

/** A collector as the live view shows it. */
export const collectorLiveSchema = z
  .object({
    collector: z.string(),
    name: z.string(),
    kind: z.enum(["collector", "gateway"]),
    state: z.string(),
    enterpriseId: z.string().nullable(),
    enterpriseName: z.string().nullable(),
    items: countsSchema,
    rows: countsSchema,
    pending: z.int(),
    late: z.int(),
    flags: z.record(z.string(), z.int()).describe("Batches and messages by what was remarkable about them"),
    refused: z.record(z.string(), z.int()),
    quarantine: z.record(z.string(), z.int()),
    gaps: z.array(gapSchema),
    missing: z.number(),
    lost: z.number().describe("Sequences missing for so long that nobody waits for them any more"),
    offline: z
      .array(z.object({ device: z.string().nullable(), sinceMs: z.int() }))
      .describe("Sparkplug: the node (null) and devices that are dead"),
    lastReceivedAtMs: z.int().nullable(),
    lastObservedAtMs: z.int().nullable(),
    lagMs: z.int().nullable().describe("Now minus the newest stored reading"),
    skewMs: z.int().nullable(),
    itemsPerSecond: z.number(),
    rowsPerSecond: z.number(),
  })
  .meta({ id: "CollectorLive" });

export const intakeLiveSchema = z
  .object({
    atMs: z.int(),
    totals: z.object({
      collectors: z.int(),
      items: countsSchema,
      rows: countsSchema,
      pending: z.int(),
      refused: z.int(),
      itemsPerSecond: z.number(),
      rowsPerSecond: z.number(),
    }),
    /** Of the whole installation: whether it takes what comes. */
    health: z.object({ isSaturated: z.boolean(), isReadOnly: z.boolean() }),
    enterprises: z.array(
      z.object({
        enterpriseId: z.string().nullable(),
        enterpriseName: z.string().nullable(),
        collectors: z.int(),
        items: countsSchema,
        rows: countsSchema,
        rowsPerSecond: z.number(),
      }),
    ),
    items: z.array(collectorLiveSchema).describe("Of the wanted order, as many as asked for"),
    total: z.int(),
  })
  .meta({ id: "IntakeLive" });

export const liveQuerySchema = z.object({
  enterpriseId: z.string().max(100).optional(),
  order: z.enum(["rate", "lag", "quarantined", "missing", "name"]).default("rate"),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
