import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { publishedCheckpoint } from "#witness";
import { witnessingSchema } from "./log.schema.ts";
import { checkpointResponse, sendCheckpoint, sendTile } from "./log-tiles.ts";
import { privateLogRoutes } from "./private-log.routes.ts";
import { problemResponses } from "./problem.schema.ts";
import { fileResponse } from "./send-file.ts";
import type { HttpServices } from "./services.ts";

/** The sealed logs as tlog-tiles: the platform log for everybody, private logs for those who may read the enterprise. */
export function logRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(platformLogRoutes(services));
    await server.register(witnessRoutes(services));
    await server.register(privateLogRoutes(services));
  };
}

/** Public by design: there is no name in the platform log, and whoever watches it makes it more trustworthy. */
function platformLogRoutes({ areas: { log } }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    // A monitor in another page may read it as well.
    server.addHook("onRequest", async (_request, reply) => {
      reply.headers({ "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" });
    });
    server.route({
      method: "GET",
      url: "/log/checkpoint",
      config: { access: "public" },
      schema: {
        operationId: "getPlatformCheckpoint",
        tags: ["log"],
        description:
          "The platform log's checkpoint; where witnesses are asked, the newest that reached the quorum.",
        response: { ...checkpointResponse, ...problemResponses },
      },
      handler: async (_request, reply) => await sendCheckpoint(reply, await publishedCheckpoint(log)),
    });
    server.route({
      method: "GET",
      url: "/log/checkpoint/newest",
      config: { access: "public" },
      schema: {
        operationId: "getNewestPlatformCheckpoint",
        tags: ["log"],
        description: "The newest checkpoint that the platform signed, whether or not witnesses saw it yet.",
        response: { ...checkpointResponse, ...problemResponses },
      },
      handler: async (_request, reply) =>
        await sendCheckpoint(reply, await log.logs.checkpoint(log.origin, { isNewest: true })),
    });
    server.route({
      method: "GET",
      url: "/log/tile/*",
      config: { access: "public" },
      schema: {
        operationId: "getPlatformTile",
        tags: ["log"],
        description:
          "A tile or an entry bundle of the platform log: `<L>/<N>[.p/<W>]` or `entries/<N>[.p/<W>]`.",
        params: z.object({ "*": z.string().max(100) }),
        response: { ...fileResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const path = `tile/${request.params["*"]}`;
        return await sendTile(request, reply, { logs: log.logs, origin: log.origin, path, scope: "public" });
      },
    });
  };
}

function witnessRoutes({ areas: { log } }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/log/witnesses",
      config: { access: { action: "reference.read" } },
      schema: {
        operationId: "getWitnessing",
        tags: ["log"],
        description: "How the witnesses of the platform log stand.",
        response: { 200: witnessingSchema, ...problemResponses },
      },
      handler: async () => {
        const { origin, verifierKey, witnessing } = log;
        const published = await publishedCheckpoint(log);
        const state = witnessing?.state() ?? null;
        return {
          origin,
          verifierKey,
          published,
          witnessing: state === null ? null : { ...state, witnesses: [...state.witnesses] },
        };
      },
    });
  };
}
