import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { HttpServices } from "./services.ts";

/** The routes of own loans, from application to settlement. */
export function lendingRoutes(_services: HttpServices): FastifyPluginAsyncZod {
  return async (_server) => undefined;
}
