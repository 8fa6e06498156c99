import { z } from "zod";

export const auditQuerySchema = z.object({
  accountId: z.uuid().optional(),
  /** The beginning of the action, for example `session`. */
  action: z.string().max(100).optional(),
  subject: z.string().max(200).optional(),
  fromMs: z.coerce.number().int().min(0).optional(),
  untilMs: z.coerce.number().int().min(0).optional(),
});

export const auditPageQuerySchema = auditQuerySchema.extend({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const auditEventSchema = z
  .object({
    /** Numbered within the party, without a gap. */
    id: z.int(),
    accountId: z.string().nullable(),
    accountName: z.string().nullable(),
    action: z.string(),
    subject: z.string(),
    atMs: z.int(),
    previousHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: "AuditEvent" });

export const auditListSchema = z
  .object({ items: z.array(auditEventSchema), total: z.int(), offset: z.int(), limit: z.int() })
  .meta({ id: "AuditList" });

export const auditVerdictSchema = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("whole"),
      events: z.int(),
      newestHash: z.string(),
      /** The newest event whose hash is sealed in the log, and where. */
      seal: z
        .object({
          eventId: z.int(),
          hash: z.string(),
          origin: z.string(),
          entryIndex: z.int(),
          sealedAtMs: z.int(),
        })
        .nullable(),
    }),
    z.object({ kind: z.literal("broken"), atId: z.int() }),
  ])
  .meta({ id: "AuditVerdict" });
