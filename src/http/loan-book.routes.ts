import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { HttpServices } from "./services.ts";

/** The routes of the mirrored loan book and its five classes. */
export function loanBookRoutes(_services: HttpServices): FastifyPluginAsyncZod {
  return async (_server) => undefined;
}
