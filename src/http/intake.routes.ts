import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { actorOf, type Visitor } from "#access";
import { channelBoundsParameters, type CollectorLive, intakeFaults, intakeParameters } from "#intake";
import { requireVisitor } from "./access.ts";
import { collectorLiveSchema, intakeLiveSchema, liveQuerySchema } from "./intake.schema.ts";
import { metricsRoutes } from "./metrics.routes.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showCollectorLive, showLive } from "./show-live.ts";

/** What is coming in right now: for a page that asks again every few seconds, and for Prometheus. */
export function intakeRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(liveRoutes(services));
    await server.register(metricsRoutes(services));
  };
}

/** How long the list of collectors that a person may see is taken as it was. */
const visibleForMs = 10_000;

function liveRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas, clock } = services;
  const seen = new Map<string, { readonly atMs: number; readonly ids: Promise<ReadonlySet<string>> }>();
  /** The registry's own rule of who sees which collector: registered by the party, its own, or by consent. */
  const visibleTo = async (visitor: Visitor): Promise<ReadonlySet<string>> => {
    const key = `${visitor.party.id}/${visitor.account.id}`;
    const nowMs = clock();
    const known = seen.get(key);
    if (known !== undefined && nowMs - known.atMs < visibleForMs) return await known.ids;
    if (seen.size > 1000) seen.clear();
    const ids = areas.devices.collectors
      .list(actorOf(visitor))
      .then((cards) => new Set(cards.map(({ id }) => id)));
    seen.set(key, { atMs: nowMs, ids });
    ids.catch(() => seen.delete(key));
    return await ids;
  };
  const namesFor = async ({ party }: Visitor): Promise<ReadonlyMap<string, string>> =>
    new Map((await areas.consent.registry.list(party)).map(({ id, name }) => [id, name]));
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/intake/live",
      config: { access: { action: "intake.read" } },
      schema: {
        operationId: "getIntakeLive",
        tags: ["intake"],
        description: "Collectors that the visitor may see, with what came in and what became of it.",
        querystring: liveQuerySchema,
        response: { 200: intakeLiveSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const visible = await visibleTo(visitor);
        const shown: CollectorLive[] = [];
        for (const id of visible) {
          const live = areas.intake.live.find(id);
          if (live !== null) shown.push(live);
        }
        const { isSaturated, isReadOnly } = areas.intake.live.totals();
        const names = await namesFor(visitor);
        return showLive(shown, request.query, { names, atMs: clock(), isSaturated, isReadOnly });
      },
    });
    server.route({
      method: "GET",
      url: "/v1/intake/collectors/:id",
      config: { access: { action: "intake.read" } },
      schema: {
        operationId: "getCollectorLive",
        tags: ["intake"],
        params: z.object({ id: z.string().max(100) }),
        response: { 200: collectorLiveSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { id } = request.params;
        const visitor = requireVisitor(request);
        const live = (await visibleTo(visitor)).has(id) ? areas.intake.live.find(id) : null;
        if (live === null) throw intakeFaults.fault("INTAKE_NO_COLLECTOR", { collector: id });
        return showCollectorLive(live, await namesFor(visitor), clock());
      },
    });
    server.route({
      method: "GET",
      url: "/v1/intake/parameters",
      config: { access: { action: "intake.read" } },
      schema: {
        operationId: "listIntakeParameters",
        tags: ["intake"],
        description: "Thresholds of flags and quarantine, with where they come from.",
        response: { 200: parametersSchema, ...problemResponses },
      },
      handler: async () => ({
        items: [...Object.values(intakeParameters), ...channelBoundsParameters].map(
          ({ value, ...parameter }) => ({
            ...parameter,
            value: typeof value === "number" ? String(value) : `${value.min} … ${value.max}`,
          }),
        ),
      }),
    });
  };
}

const parametersSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      value: z.string(),
      unit: z.string(),
      effectiveFrom: z.string(),
      origin: z.string(),
      zh: z.string(),
      en: z.string(),
    }),
  ),
});
