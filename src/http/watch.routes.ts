import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { HttpServices } from "./services.ts";

/** The routes of early warning. */
export function watchRoutes(_services: HttpServices): FastifyPluginAsyncZod {
  return async (_server) => undefined;
}
