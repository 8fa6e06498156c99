import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { actorOf, type Visitor } from "#access";
import type { MadeCollector } from "#flow";
import { type CollectorCard, enrolmentCodeDays } from "#registry";
import { requireVisitor } from "./access.ts";
import { collectorLifeRoutes } from "./collectors-life.routes.ts";
import {
  collectorListSchema,
  collectorPageSchema,
  enrolmentSchema,
  enrolSchema,
  madeCollectorSchema,
  registerCollectorSchema,
  registerGatewaySchema,
  rotateSchema,
  rotationSchema,
} from "./collectors.schema.ts";
import { idParamsSchema } from "./field.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { type ShownBeside, showCollector, showCollectorEvent } from "./show-device.ts";

/** Collectors and gateways: the list, registering, enrolling, and their life. */
export function collectorRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(collectorReadRoutes(services));
    await server.register(collectorRegisterRoutes(services));
    await server.register(collectorLifeRoutes(services));
    await server.register(collectorDeviceRoutes(services));
  };
}

/** What stands beside these collectors: names of enterprises, and when something was last read. */
async function besideOf(
  { areas }: HttpServices,
  { party }: Visitor,
  cards: readonly CollectorCard[],
): Promise<ShownBeside> {
  const known = await areas.consent.registry.list(party);
  const enterpriseIds = new Set(cards.flatMap(({ bindings }) => bindings.map((one) => one.enterpriseId)));
  return {
    enterpriseNames: new Map(known.map(({ id, name }) => [id, name])),
    lastReadings: await areas.devices.assets.lastReadings([...enterpriseIds]),
  };
}

/** A registered collector with its secret, as it is shown this once. */
async function showMade(services: HttpServices, visitor: Visitor, made: MadeCollector) {
  const collector = showCollector(
    made.collector,
    visitor,
    await besideOf(services, visitor, [made.collector]),
  );
  return { ...made, collector, mqttPorts: services.mqttPorts() };
}

function collectorReadRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { collectors } = services.areas.devices;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/collectors",
      config: { access: { action: "device.read" } },
      schema: {
        operationId: "listCollectors",
        tags: ["collectors"],
        description: "Collectors and gateways that the visitor may see, by name.",
        querystring: z.object({ enterpriseId: z.string().max(100).optional() }),
        response: { 200: collectorListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const cards = await collectors.list(actorOf(visitor), request.query.enterpriseId);
        const beside = await besideOf(services, visitor, cards);
        return {
          items: cards.map((card) => showCollector(card, visitor, beside)),
          codeDays: enrolmentCodeDays.value,
        };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/collectors/:id",
      config: { access: { action: "device.read" } },
      schema: {
        operationId: "getCollector",
        tags: ["collectors"],
        description: "One collector with its keys, bindings and every change of its state.",
        params: idParamsSchema,
        response: { 200: collectorPageSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const card = await collectors.find(actorOf(visitor), request.params.id);
        const events = await collectors.listEvents(actorOf(visitor), request.params.id);
        return {
          collector: showCollector(card, visitor, await besideOf(services, visitor, [card])),
          events: events.map(showCollectorEvent),
        };
      },
    });
  };
}

function collectorRegisterRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { collectors } = services.areas.devices;
  // The answers carry secrets that are kept nowhere, so a repetition is not given the first answer again.
  const config = { access: { action: "device.write" }, idempotency: "none" } as const;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/collectors",
      config,
      schema: {
        operationId: "registerCollector",
        tags: ["collectors"],
        description: "Registers a collector of an enterprise; its one-time code is in this answer only.",
        body: registerCollectorSchema,
        response: { 201: madeCollectorSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const made = await collectors.register(actorOf(visitor), request.body);
        return await reply.code(201).send(await showMade(services, visitor, made));
      },
    });
    server.route({
      method: "POST",
      url: "/v1/gateways",
      config,
      schema: {
        operationId: "registerGateway",
        tags: ["collectors"],
        description:
          "Registers a platform's own gateway, whose token or key vouches for its devices; shown this once.",
        body: registerGatewaySchema,
        response: { 201: madeCollectorSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const made = await collectors.registerGateway(actorOf(visitor), request.body);
        return await reply.code(201).send(await showMade(services, visitor, made));
      },
    });
    server.route({
      method: "POST",
      url: "/v1/collectors/:id/codes",
      config,
      schema: {
        operationId: "renewEnrolmentCode",
        tags: ["collectors"],
        description: "A further one-time code, for example after a loss; earlier ones are void.",
        params: idParamsSchema,
        response: { 201: madeCollectorSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const made = await collectors.renewCode(actorOf(visitor), request.params.id);
        return await reply.code(201).send(await showMade(services, visitor, made));
      },
    });
  };
}

/** Addresses that devices call: nobody is signed in, the code or the signature speaks for them. */
function collectorDeviceRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  const { devices } = areas;
  const config = { access: "public", idempotency: "none" } as const;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/collectors/enrol",
      config,
      schema: {
        operationId: "enrolCollector",
        tags: ["collectors"],
        description: "A device spends its one-time code and names the key that it made.",
        body: enrolSchema,
        response: { 201: enrolmentSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { certificateRequest, description, ...body } = request.body;
        const answer = await devices.enrol({
          ...body,
          ...(certificateRequest === undefined ? {} : { certificateRequest }),
          ...(description === undefined ? {} : { description }),
        });
        return await reply.code(201).send({ ...answer, elements: [...answer.elements] });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/collectors/:id/rotation",
      config,
      schema: {
        operationId: "rotateCollectorKey",
        tags: ["collectors"],
        description: "A device changes its key: the one in force agrees, the new one proves that it is held.",
        params: idParamsSchema,
        body: rotateSchema,
        response: { 201: rotationSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { certificateRequest, ...body } = request.body;
        const wanted = { ...body, ...(certificateRequest === undefined ? {} : { certificateRequest }) };
        return await reply.code(201).send(await devices.rotate(request.params.id, wanted));
      },
    });
  };
}
