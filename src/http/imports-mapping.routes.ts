import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { signedReader } from "./imports-read.ts";
import { mappingListSchema, savedMappingSchema, saveMappingSchema } from "./imports.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { builtInMappingNames, parseMapping } from "./show-import.ts";

/** Mappings of columns: those of the program, and the party's own in versions. */
export function mappingRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { imports } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/mappings",
      config: { access: { action: "import.read" } },
      schema: {
        operationId: "listMappings",
        tags: ["imports"],
        response: { 200: mappingListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { saved } = await imports.listMappings(requireVisitor(request).party.id);
        return {
          saved: saved.map((one) => ({ ...one, mapping: { ...one.mapping } })),
          builtIn: builtInMappingNames(),
        };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/mappings",
      config: { access: { action: "import.write" } },
      schema: {
        operationId: "saveMapping",
        tags: ["imports"],
        description: "A mapping with this id gets a new version, by which files are recognised from now on.",
        headers: keyHeaderSchema,
        body: saveMappingSchema,
        response: { 201: savedMappingSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const mapping = parseMapping(request.body.mapping);
        const { id, version } = await imports.saveMapping(signedReader(requireVisitor(request)), mapping);
        await appendAudit(services, request, { action: "mapping.saved", subject: `${id}@${version}` });
        return await reply.code(201).send({ id, version });
      },
    });
  };
}
