import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { actorOf } from "#access";
import { requireVisitor } from "./access.ts";
import {
  claimElementsSchema,
  collectorReasonSchema,
  collectorSchema,
  releaseElementsSchema,
} from "./collectors.schema.ts";
import { idParamsSchema } from "./field.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showCollector } from "./show-device.ts";

/** The life of a collector: what it speaks for, into quarantine and out of it, and its end. */
export function collectorLifeRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(bindingRoutes(services));
    await server.register(stateRoutes(services));
  };
}

function bindingRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  const { collectors } = areas.devices;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/collectors/:id/claims",
      config: { access: { action: "device.write" } },
      schema: {
        operationId: "claimElements",
        tags: ["collectors"],
        description: "Says which device behind a gateway, or code of a collector, is which element.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: claimElementsSchema,
        response: { 200: collectorSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { claims } = request.body;
        return showCollector(await collectors.claim(actorOf(visitor), request.params.id, claims), visitor);
      },
    });
    server.route({
      method: "POST",
      url: "/v1/collectors/:id/claims/end",
      config: { access: { action: "device.write" } },
      schema: {
        operationId: "unclaimElements",
        tags: ["collectors"],
        description: "From now on it speaks for these no more.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: releaseElementsSchema,
        response: { 200: collectorSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { codes } = request.body;
        return showCollector(await collectors.unclaim(actorOf(visitor), request.params.id, codes), visitor);
      },
    });
  };
}

const moves = [
  {
    path: "quarantine",
    action: "device.quarantine",
    operationId: "quarantineCollector",
    description: "What it sends from now on is kept apart until another person releases it.",
  },
  {
    path: "release",
    action: "device.release",
    operationId: "releaseCollector",
    description: "Out of quarantine, by another person than the one who put it there.",
  },
  {
    path: "revoke",
    action: "device.revoke",
    operationId: "revokeCollector",
    description: "Ends it for good; what it signed before stays provable.",
  },
] as const;

function stateRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  const { collectors } = areas.devices;
  return async (server) => {
    for (const { path, action, operationId, description } of moves) {
      server.route({
        method: "POST",
        url: `/v1/collectors/:id/${path}`,
        config: { access: { action } },
        schema: {
          operationId,
          tags: ["collectors"],
          description,
          headers: keyHeaderSchema,
          params: idParamsSchema,
          body: collectorReasonSchema,
          response: { 200: collectorSchema, ...problemResponses },
        },
        handler: async (request) => {
          const visitor = requireVisitor(request);
          const card = await collectors[path](actorOf(visitor), request.params.id, request.body.reason);
          return showCollector(card, visitor);
        },
      });
    }
  };
}
