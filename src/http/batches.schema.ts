import { z } from "zod";

const receiptSchema = z
  .object({
    origin: z.string(),
    index: z.int(),
    leafHash: z.string(),
    receivedAtMs: z.int(),
    signature: z.string(),
  })
  .meta({ id: "Receipt" });

/** The answer to one batch; `refused` means that nothing of it was kept. */
export const batchAnswerSchema = z
  .object({
    kind: z.enum(["stored", "duplicate", "quarantined", "refused"]),
    collector: z.string().nullable(),
    epoch: z.int().nullable(),
    sequence: z.int().nullable(),
    receipt: receiptSchema.optional(),
    reason: z.string().optional(),
    detail: z.string().optional(),
    retryAfterMs: z.int().optional(),
  })
  .meta({ id: "BatchAnswer" });

export const batchAnswersSchema = z
  .object({ answers: z.array(batchAnswerSchema) })
  .meta({ id: "BatchAnswers" });

/** The answer to one message of a gateway. */
export const messageAnswerSchema = z
  .object({
    kind: z.enum(["stored", "duplicate", "quarantined", "refused"]),
    origin: z.string().optional(),
    index: z.int().optional(),
    ordinal: z.int().optional(),
    reason: z.string().optional(),
    detail: z.string().optional(),
  })
  .meta({ id: "MessageAnswer" });

export const messageAnswersSchema = z
  .object({ answers: z.array(messageAnswerSchema) })
  .meta({ id: "MessageAnswers" });

export const progressSchema = z
  .object({
    collector: z.string(),
    state: z.string(),
    serverTimeMs: z.int(),
    acknowledged: z.object({ epoch: z.int(), sequence: z.int() }).nullable(),
    head: z.string().nullable(),
  })
  .meta({ id: "CollectorProgress" });
