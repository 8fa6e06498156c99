import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { type DataClass, dataClasses, type Purpose } from "#consent";
import { requireVisitor } from "./access.ts";
import { problemResponses } from "./problem.schema.ts";
import { profileParamsSchema } from "./profile.schema.ts";
import type { HttpServices } from "./services.ts";
import { showToday } from "./show-today.ts";
import { todayQuerySchema, todaySchema } from "./today.schema.ts";
import { streamToday } from "./today-events.ts";

const tags = ["profile"];
const access = { action: "profile.read" } as const;
const observed: readonly DataClass[] = dataClasses.filter((dataClass) => dataClass !== "evaluation");

/** How a factory runs now: once, or as a stream that goes on with what its machines tell. */
export function todayRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { consent, profile } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/today",
      config: { access },
      schema: {
        operationId: "getFactoryToday",
        tags,
        description:
          "Figures of the newest day of machines and meters, seconds after what they tell has come: output, run hours, energy, OEE.",
        params: profileParamsSchema,
        querystring: todayQuerySchema,
        response: { 200: todaySchema, ...problemResponses },
      },
      handler: async (request) => {
        const read = wantedOf(request.params, request.query);
        const bases = await consent.readPermitted(requireVisitor(request), read);
        return showToday(await profile.today({ ...read, classes: new Set(bases.keys()) }));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/today/events",
      config: { access },
      schema: {
        operationId: "watchFactoryToday",
        tags,
        description:
          "Server-sent events (text/event-stream) named `today`, each a FactoryToday, at most one a second; ends after ten minutes, and the next stream is a read of its own.",
        params: profileParamsSchema,
        querystring: todayQuerySchema,
        response: { ...problemResponses },
      },
      handler: async (request, reply) => {
        const read = wantedOf(request.params, request.query);
        const visitor = requireVisitor(request);
        await consent.readPermitted(visitor, read);
        streamToday(reply, {
          watch: (changed) => profile.watchToday(read.enterpriseId, changed),
          // What was recorded is one read; whether it still may be made is asked every time.
          read: async () => {
            const bases = await consent.basisOf(visitor, read);
            if (bases.size === 0) return null;
            return showToday(await profile.today({ ...read, classes: new Set(bases.keys()) }));
          },
          onFailure: (cause) => request.log.error({ err: cause }, "telling how a factory runs failed"),
        });
        return reply;
      },
    });
  };
}

function wantedOf(
  { enterpriseId }: { readonly enterpriseId: string },
  { purpose }: { readonly purpose: Purpose },
) {
  return { enterpriseId, purpose, dataClasses: observed, what: "profile.today" };
}
