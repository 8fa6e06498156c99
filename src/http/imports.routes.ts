import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { HttpServices } from "./services.ts";

/** The routes of imports of files, their quarantine and its correction. */
export function importsRoutes(_services: HttpServices): FastifyPluginAsyncZod {
  return async (_server) => undefined;
}
