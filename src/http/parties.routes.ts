import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { HttpServices } from "./services.ts";

/** The routes of parties and their people. */
export function partiesRoutes(_services: HttpServices): FastifyPluginAsyncZod {
  return async (_server) => undefined;
}
