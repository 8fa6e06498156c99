import { z } from "zod";
import { channelKinds } from "#watch";
import { alertSchema, noteSchema } from "./watch.schema.ts";
import { daySchema } from "./field.schema.ts";

const entrySchema = z.object({
  id: z.string(),
  enterpriseId: z.string(),
  enterpriseName: z.string(),
  sinceOn: daySchema,
  reviewOn: daySchema,
  reason: z.string(),
  addedBy: z.string(),
  endedOn: daySchema.nullable(),
  endReason: z.string().nullable(),
});
export const entryListSchema = z
  .object({ today: daySchema, items: z.array(entrySchema) })
  .meta({ id: "WatchEntryList" });
export const addEntrySchema = z
  .object({ enterpriseId: z.string().max(100), reviewOn: daySchema, reason: noteSchema })
  .meta({ id: "AddWatchEntry" });
export const endEntrySchema = z.object({ reason: noteSchema }).meta({ id: "EndWatchEntry" });

export const keeperListSchema = z
  .object({
    people: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        industry: z.string().nullable(),
        accountManagerId: z.string().nullable(),
        postLoanManagerId: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "KeeperList" });
export const keeperSchema = z
  .object({ accountManagerId: z.uuid().nullable(), postLoanManagerId: z.uuid().nullable() })
  .meta({ id: "Keeper" });

export const digestSchema = z
  .object({
    from: daySchema,
    to: daySchema,
    owner: z.object({ id: z.string(), name: z.string() }).nullable(),
    raised: z.array(alertSchema),
    open: z.array(alertSchema),
    overdue: z.int(),
    settled: z.array(alertSchema),
    entries: z.array(entrySchema),
    people: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
  })
  .meta({ id: "WatchDigest" });
export const digestQuerySchema = z.object({
  week: daySchema.optional().describe("Any day of the week; this week where left out"),
  owner: z
    .union([z.literal("me"), z.uuid()])
    .optional()
    .describe("Everybody's where left out"),
});

export const channelListSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(channelKinds),
        name: z.string(),
        audienceId: z.string().nullable(),
        shownTarget: z.string(),
        isEnabled: z.boolean(),
      }),
    ),
    deliveries: z.array(
      z.object({
        id: z.string(),
        channel: z.string(),
        alerts: z.int(),
        state: z.enum(["queued", "sent", "delivered", "failed"]),
        providerCode: z.string().nullable(),
        attempts: z.int(),
        nextAttemptAtMs: z.int().nullable(),
        queuedAtMs: z.int(),
        changedAtMs: z.int(),
      }),
    ),
    people: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
  })
  .meta({ id: "ChannelList" });
export const addChannelSchema = z
  .object({
    kind: z.enum(channelKinds),
    name: z.string().trim().min(1).max(64),
    audienceId: z.uuid().nullable(),
    /** By kind; see the adapter's settings. Never given back. */
    settings: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "AddChannel" });
export const enableChannelSchema = z.object({ isEnabled: z.boolean() }).meta({ id: "EnableChannel" });
export const doneSchema = z.object({ id: z.string() }).meta({ id: "WatchDone" });
