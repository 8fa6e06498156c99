import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { actorOf, isAllowed, type Visitor } from "#access";
import { businessDayOf } from "#kernel";
import { registryFaults, twinAt } from "#registry";
import { requireVisitor } from "./access.ts";
import { collectorRoutes } from "./collectors.routes.ts";
import { deviceImportRoutes } from "./devices-import.routes.ts";
import {
  changeTwinSchema,
  elementKindSchema,
  elementListSchema,
  elementPageSchema,
  elementParamsSchema,
  saveElementsSchema,
  savedElementsSchema,
  twinVersionSchema,
} from "./devices.schema.ts";
import { daySchema } from "./field.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showTwinVersion } from "./show-device.ts";

/** Elements with their twins, collectors and their life, and registering many at once. */
export function devicesRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(elementListRoutes(services));
    await server.register(elementPageRoutes(services));
    await server.register(deviceImportRoutes(services));
    await server.register(collectorRoutes(services));
  };
}

/**
 * Of these enterprises those whose machine data the visitor may read: its own and those that it registered, and by a
 * basis that is recorded the others.
 */
async function readableEnterprises(
  { areas }: HttpServices,
  visitor: Visitor,
  enterpriseIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const known = await areas.consent.registry.list(visitor.party);
  const wanted = [...new Set(enterpriseIds)];
  const keptIds = await areas.devices.elements.kept(actorOf(visitor), wanted);
  const bases = await areas.consent.readMany(visitor, {
    enterpriseIds: wanted.filter((id) => !keptIds.has(id)),
    purpose: "creditEvaluation",
    dataClasses: ["machine"],
    what: "device.elements",
  });
  return new Map(
    known.filter(({ id }) => keptIds.has(id) || bases.has(id)).map(({ id, name }) => [id, name]),
  );
}

function elementListRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { devices } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/devices/elements",
      config: { access: { action: "device.read" } },
      schema: {
        operationId: "listElements",
        tags: ["devices"],
        description: "Elements that the visitor may see, with their twins as they held at a moment.",
        querystring: z.object({
          enterpriseId: z.string().max(100).optional(),
          kind: elementKindSchema.optional(),
          at: daySchema.optional().describe("The day that the twins held on; today when left out"),
          knownAtMs: z.coerce.number().int().optional().describe("As far as was known at this instant"),
        }),
        response: { 200: elementListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { enterpriseId, kind, at, knownAtMs } = request.query;
        const found = await devices.elements.list(actorOf(visitor), {
          ...(enterpriseId === undefined ? {} : { enterpriseIds: [enterpriseId] }),
          ...(kind === undefined ? {} : { kinds: [kind] }),
          ...(at === undefined ? {} : { on: at }),
          ...(knownAtMs === undefined ? {} : { knownAtMs }),
        });
        const ids = found.map((one) => one.enterpriseId);
        const names = await readableEnterprises(services, visitor, ids);
        const readable = found.filter((one) => names.has(one.enterpriseId));
        const last = await devices.assets.lastReadings([...new Set(readable.map((one) => one.enterpriseId))]);
        const items = readable.map((one) => ({
          ...one,
          enterpriseName: names.get(one.enterpriseId) ?? null,
          lastReadingAtMs: last.get(`${one.enterpriseId}\n${one.code}`) ?? null,
          twin: showTwinVersion(one.twin),
        }));
        return { items, mayWrite: isAllowed(visitor, "device.write") };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/devices/elements",
      config: { access: { action: "device.write" } },
      schema: {
        operationId: "saveElements",
        tags: ["devices"],
        description: "Registers elements, all or none; what says something new of a known one is a version.",
        headers: keyHeaderSchema,
        body: saveElementsSchema,
        response: { 200: savedElementsSchema, ...problemResponses },
      },
      handler: async (request) =>
        await devices.elements.save(actorOf(requireVisitor(request)), request.body.elements),
    });
  };
}

function elementPageRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas, clock } = services;
  const { devices } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/devices/elements/:id",
      config: { access: { action: "device.read" } },
      schema: {
        operationId: "getElement",
        tags: ["devices"],
        description:
          "One element with every version of its twin, and the one that held on a day as far as was known then.",
        params: elementParamsSchema,
        querystring: z.object({ at: daySchema.optional(), knownAtMs: z.coerce.number().int().optional() }),
        response: { 200: elementPageSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const element = await devices.elements.find(actorOf(visitor), request.params.id);
        const { enterpriseId, code, versions } = element;
        const names = await readableEnterprises(services, visitor, [enterpriseId]);
        if (!names.has(enterpriseId)) {
          throw registryFaults.fault("REGISTRY_ELEMENT_NOT_FOUND", { id: element.id });
        }
        const { at = businessDayOf(clock()), knownAtMs = clock() } = request.query;
        const twin = twinAt(versions, { on: at, knownAtMs });
        const last = await devices.assets.lastReadings([enterpriseId]);
        const collectors = await devices.collectors.list(actorOf(visitor), enterpriseId);
        const { partyId, ownerPartyId, ...shown } = element;
        const isKeeper = [partyId, ownerPartyId].includes(visitor.party.id);
        return {
          ...shown,
          enterpriseName: names.get(enterpriseId) ?? null,
          lastReadingAtMs: last.get(`${enterpriseId}\n${code}`) ?? null,
          mayWrite: isKeeper && isAllowed(visitor, "device.write"),
          on: at,
          knownAtMs,
          twin: twin === null ? null : showTwinVersion(twin),
          versions: versions.map(showTwinVersion),
          collectors: collectors
            .filter(({ bindings }) => bindings.some(({ elementId }) => elementId === element.id))
            .map(({ id, name, kind, state }) => ({ id, name, kind, state })),
        };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/devices/elements/:id/versions",
      config: { access: { action: "device.write" } },
      schema: {
        operationId: "changeTwin",
        tags: ["devices"],
        description: "Says something new of an element from a day on; what was said before stays.",
        headers: keyHeaderSchema,
        params: elementParamsSchema,
        body: changeTwinSchema,
        response: { 201: twinVersionSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const actor = actorOf(requireVisitor(request));
        const version = await devices.elements.change(actor, request.params.id, request.body);
        return await reply.code(201).send(showTwinVersion(version));
      },
    });
  };
}
