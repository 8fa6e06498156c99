import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Visitor } from "#access";
import {
  conclude,
  type ShadowComparison,
  shadowDocument,
  shadowLimits,
  shadowTables,
  sha256OfComparison,
} from "#flow";
import { writeWorkbook } from "#report";
import { requireVisitor } from "./access.ts";
import { problemResponses } from "./problem.schema.ts";
import { fileResponse, pdfResponse, sendFile } from "./send-file.ts";
import type { HttpServices } from "./services.ts";
import { shadowAnswerSchema, shadowQuerySchema } from "./shadow.schema.ts";

const tags = ["shadow"];
const read = { access: { action: "shadow.read" } } as const;
const languageSchema = z.enum(["zh", "en"]).default("zh");

/** The routes of the shadow comparison. */
export function shadowRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/shadow/comparison",
      config: read,
      schema: {
        operationId: "getShadowComparison",
        tags,
        description: "Our newest result beside the bank's rating and what happened, as of a day.",
        querystring: shadowQuerySchema,
        response: { 200: shadowAnswerSchema, ...problemResponses },
      },
      handler: async (request) => {
        const comparison = await compare(services, requireVisitor(request), request.query);
        return {
          comparison: structuredClone(comparison) as z.input<typeof shadowAnswerSchema>["comparison"],
          sha256: sha256OfComparison(comparison),
          conclusions: [...conclude(comparison)],
          limits: [...shadowLimits],
        };
      },
    });
    await server.register(copyRoutes(services));
  };
}

/** The comparison to take away. */
function copyRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { shadow } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/shadow/comparison/pdf",
      config: read,
      schema: {
        operationId: "printShadowComparison",
        tags,
        description: "On paper; its content is sealed in the log, once for the same content.",
        querystring: shadowQuerySchema.extend({ language: languageSchema }),
        response: { ...pdfResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const { language, ...query } = request.query;
        const comparison = await compare(services, visitor, query);
        const sealed = await shadow.seal(visitor.party.id, comparison);
        const bytes = await shadow.print(shadowDocument(comparison, sealed, language));
        return await sendFile(reply, { name: `影子对比报告-${comparison.asOf}.pdf`, bytes });
      },
    });
    server.route({
      method: "GET",
      url: "/v1/shadow/comparison/xlsx",
      config: read,
      schema: {
        operationId: "exportShadowComparison",
        tags,
        querystring: shadowQuerySchema.extend({ language: languageSchema }),
        response: { ...fileResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { language, ...query } = request.query;
        const comparison = await compare(services, requireVisitor(request), query);
        const bytes = await writeWorkbook(shadowTables(comparison, language));
        return await sendFile(reply, { name: `影子对比-${comparison.asOf}.xlsx`, bytes });
      },
    });
  };
}

async function compare(
  { areas }: Pick<HttpServices, "areas">,
  visitor: Visitor,
  { ratingOrder, ...query }: z.output<typeof shadowQuerySchema>,
): Promise<ShadowComparison> {
  return await areas.shadow.compare(visitor, {
    ...query,
    ratingOrder: ratingOrder?.split(",").map((rating) => rating.trim()),
  });
}
