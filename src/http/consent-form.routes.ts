import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type DataClass, dataClasses, type Purpose } from "#consent";
import { requireVisitor } from "./access.ts";
import { purposeSchema } from "./consent.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { daySchema, idParamsSchema } from "./field.schema.ts";
import { pdfResponse, sendFile } from "./send-file.ts";

const formQuerySchema = z.object({
  enterpriseId: z.string().max(100).optional(),
  purpose: purposeSchema.default("creditEvaluation" satisfies Purpose),
  dataClasses: z
    .string()
    .max(200)
    .default(dataClasses.join(","))
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(dataClasses)).min(1)),
  untilOn: daySchema.optional(),
});

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
        response: { ...pdfResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { enterpriseId = null, purpose, untilOn = null } = request.query;
        const chosen: readonly DataClass[] = request.query.dataClasses;
        const { party } = requireVisitor(request);
        const wanted = { enterpriseId, purpose, dataClasses: chosen, untilOn };
        const bytes = await consents.printBlankForm(party, wanted);
        return await sendFile(reply, { name: "授权书.pdf", bytes, isShown: true });
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
        params: idParamsSchema,
        response: { ...pdfResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { id } = request.params;
        const bytes = await consents.printForm(requireVisitor(request), id);
        return await sendFile(reply, { name: `授权书-${id}.pdf`, bytes, isShown: true });
      },
    });
  };
}
