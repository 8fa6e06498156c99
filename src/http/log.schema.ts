import { z } from "zod";

const witnessSchema = z
  .object({
    name: z.string(),
    url: z.string(),
    /** Platform leaves that it cosigned last. */
    size: z.int().nullable(),
    lastSeenAtMs: z.int().nullable(),
    lag: z.int(),
    problem: z
      .object({
        kind: z.enum([
          "unreachable",
          "busy",
          "unknownLog",
          "unknownKey",
          "badAnswer",
          "refused",
          "ahead",
          "fork",
        ]),
        detail: z.string(),
        sinceMs: z.int(),
      })
      .nullable(),
    nextAttemptAtMs: z.int().nullable(),
  })
  .meta({ id: "WitnessState" });

/** How the witnesses stand; `witnessing` is null where no policy names any. */
export const witnessingSchema = z
  .object({
    origin: z.string(),
    verifierKey: z.string(),
    /** The signed note that the log publishes; null before the first. */
    published: z.string().nullable(),
    witnessing: z
      .object({
        quorum: z.int(),
        offeredSize: z.int(),
        cosignedSize: z.int(),
        cosignedAtMs: z.int().nullable(),
        witnesses: z.array(witnessSchema),
      })
      .nullable(),
  })
  .meta({ id: "WitnessingState" });
