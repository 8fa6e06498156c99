import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { HttpServices } from "./services.ts";

/** The routes of the shadow comparison. */
export function shadowRoutes(_services: HttpServices): FastifyPluginAsyncZod {
  return async (_server) => undefined;
}
