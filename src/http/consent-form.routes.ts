import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type DataClass, dataClasses, type Purpose } from "#consent";
import { requireVisitor } from "./access.ts";
import { purposeSchema } from "./consent.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";

const formQuerySchema = z.object({
  enterpriseId: z.string().max(100).optional(),
  purpose: purposeSchema.default("creditEvaluation" satisfies Purpose),
  dataClasses: z
    .string()
    .max(200)
    .default(dataClasses.join(","))
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(dataClasses)).min(1)),
  untilOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});

const pdfResponse = { description: "PDF", content: { "application/pdf": { schema: z.string() } } };

/** The consent form as PDF: to be signed, or as it was given. */
export function consentFormRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  const { consents } = areas.consent;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/consents/form.pdf",
      config: { access: { action: "consent.record" } },
      schema: {
        operationId: "printConsentForm",
        tags: ["consent"],
        description: "The consent form to be signed, for one enterprise or with its name left open, as PDF.",
        querystring: formQuerySchema,
        response: { 200: pdfResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { enterpriseId = null, purpose, untilOn = null } = request.query;
        const chosen: readonly DataClass[] = request.query.dataClasses;
        const { party } = requireVisitor(request);
        const wanted = { enterpriseId, purpose, dataClasses: chosen, untilOn };
        const pdf = await consents.printBlankForm(party, wanted);
        return await reply
          .header("content-type", "application/pdf")
          .send(Buffer.from(pdf) as unknown as string);
      },
    });
    server.route({
      method: "GET",
      url: "/v1/consents/:id/form.pdf",
      config: { access: { action: "consent.read" } },
      schema: {
        operationId: "printConsent",
        tags: ["consent"],
        description: "The form of a consent as it was given, as PDF.",
        params: z.object({ id: z.uuid() }),
        response: { 200: pdfResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const pdf = await consents.printForm(requireVisitor(request), request.params.id);
        return await reply
          .header("content-type", "application/pdf")
          .send(Buffer.from(pdf) as unknown as string);
      },
    });
  };
}
