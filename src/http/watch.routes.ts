import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { HttpServices } from "./services.ts";
import { watchAlertRoutes } from "./watch-alert.routes.ts";
import { watchChannelRoutes } from "./watch-channel.routes.ts";
import { watchDigestRoutes } from "./watch-digest.routes.ts";
import { watchListRoutes } from "./watch-list.routes.ts";
import { watchRunRoutes } from "./watch-run.routes.ts";

/** The routes of early warning. */
export function watchRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(watchRunRoutes(services));
    await server.register(watchAlertRoutes(services));
    await server.register(watchListRoutes(services));
    await server.register(watchDigestRoutes(services));
    await server.register(watchChannelRoutes(services));
  };
}
