import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { HttpServices } from "./services.ts";

/** The routes of consent, the basis of each read, and the access log. */
export function consentRoutes(_services: HttpServices): FastifyPluginAsyncZod {
  return async (_server) => undefined;
}
