import { z } from "zod";

/** Files that a person sends before an evaluation; complete once an evaluation was started from it. */
export const uploadSchema = z
  .object({
    id: z.string(),
    createdAtMs: z.int(),
    usedBy: z.string().nullable().describe("The evaluation that was started from it"),
    files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
    bytes: z.int(),
    limits: z.object({ fileBytes: z.int(), uploadBytes: z.int(), files: z.int() }),
  })
  .meta({ id: "Upload" });

/** A plain file name: no folder, no control character, no leading dot. */
export const uploadFileNameSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[\p{L}\p{N}_][\p{L}\p{N}_ .()-]*$/u);
