import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { HttpServices } from "./services.ts";

/** The routes of the compensation fund. */
export function fundRoutes(_services: HttpServices): FastifyPluginAsyncZod {
  return async (_server) => undefined;
}
