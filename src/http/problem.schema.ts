import { z } from "zod";

/**
 * A problem document; the status is in the response too, the code is the stable one of docs/errors.md.
 * @source RFC 9457
 */
export const problemSchema = z
  .object({
    type: z.string().describe("urn:touchstone:problem:<code>, or about:blank"),
    title: z.string().describe("The English sentence"),
    titleZh: z.string().describe("The Chinese sentence"),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    parameters: z.record(z.string(), z.string()).optional(),
    /** What the request got wrong, one element a field. */
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem" });

export type Problem = z.infer<typeof problemSchema>;

/** The two sentences of something that went wrong, inside a document that is itself a success. */
export const shownProblemSchema = z
  .object({ code: z.string(), zh: z.string(), en: z.string() })
  .meta({ id: "ShownProblem" });

/** The error responses that every route can give; put beside the successes of a route's schema. */
export const problemResponses = {
  "4xx": { description: "Refused", content: { "application/problem+json": { schema: problemSchema } } },
  "5xx": { description: "Failed", content: { "application/problem+json": { schema: problemSchema } } },
} as const;
