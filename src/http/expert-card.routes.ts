import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { HttpServices } from "./services.ts";

/** The routes of the expert card of the cold start. */
export function expertCardRoutes(_services: HttpServices): FastifyPluginAsyncZod {
  return async (_server) => undefined;
}
