import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { HttpServices } from "./services.ts";

/** The routes of printed documents, the due-diligence report first. */
export function documentsRoutes(_services: HttpServices): FastifyPluginAsyncZod {
  return async (_server) => undefined;
}
