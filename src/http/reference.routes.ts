import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { problemResponses } from "./problem.schema.ts";
import { healthSchema, indicatorListSchema, logStatusSchema } from "./reference.schema.ts";
import type { HttpServices } from "./services.ts";

/** What describes the server itself: health, this interface, the indicator catalogue, the sealed log. */
export function referenceRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const startedAtMs = services.clock();
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/health",
      config: { access: "public" },
      schema: {
        operationId: "getHealth",
        tags: ["reference"],
        response: { 200: healthSchema, ...problemResponses },
      },
      handler: async () => {
        const { state, sinceMs, reason } = services.areas.log.health();
        const log = { state, sinceMs, reason: reason?.kind ?? null };
        return { status: services.status(), version: services.version, startedAtMs, log };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/openapi.json",
      config: { access: "public" },
      schema: {
        operationId: "getOpenapi",
        tags: ["reference"],
        response: { 200: z.record(z.string(), z.unknown()), ...problemResponses },
      },
      handler: async () => ({ ...server.swagger() }),
    });
    server.route({
      method: "GET",
      url: "/v1/indicators",
      config: { access: { action: "reference.read" } },
      schema: {
        operationId: "listIndicators",
        tags: ["reference"],
        response: { 200: indicatorListSchema, ...problemResponses },
      },
      handler: async () => ({
        items: [...services.knowledge.indicators],
        missingReasons: services.knowledge.missingReasons,
      }),
    });
    server.route({
      method: "GET",
      url: "/v1/log",
      config: { access: { action: "reference.read" } },
      schema: {
        operationId: "getLog",
        tags: ["reference"],
        response: { 200: logStatusSchema, ...problemResponses },
      },
      handler: async () => await services.knowledge.readLog(),
    });
  };
}
