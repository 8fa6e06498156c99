import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { smallestGroup } from "#consent";
import type { EntryKind } from "#customers";
import { shareOf } from "#lending";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { newAcquisitionEntrySchema } from "./customer-entry.schema.ts";
import {
  acquisitionSchema,
  idleAssetsSchema,
  prospectsSchema,
  weakStepsSchema,
} from "./customer-finding.schema.ts";
import { entrySchema } from "./customers.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { contentOf, showEntry, showListed } from "./show-customer.ts";
import { showMoney } from "./show-money.ts";

const tags = ["customers"];
const read = { access: { action: "customer.read" } } as const;

/** Prospects, the acquisition funnel, weak steps and idle assets. */
export function acquisitionRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(funnelRoutes(services));
    await server.register(findingRoutes(services));
  };
}

function funnelRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { customers } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/acquisition",
      config: read,
      schema: {
        operationId: "getAcquisition",
        tags,
        description: "The funnel by channel; its applications add up to those of own lending.",
        response: { 200: acquisitionSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { funnels, applications, campaigns, leads } = await customers.acquisition(
          requireVisitor(request),
        );
        return {
          applications,
          leads,
          campaigns: campaigns.map(showEntry),
          funnels: showMoney(funnels).map(({ ...funnel }) => ({
            ...funnel,
            channel: String(funnel.channel),
          })),
        };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/acquisition/entries",
      config: { access: { action: "customer.acquire" } },
      schema: {
        operationId: "addAcquisitionEntry",
        tags,
        headers: keyHeaderSchema,
        body: newAcquisitionEntrySchema,
        response: { 201: entrySchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { kind, onDay, content } = request.body;
        const entry = await customers.add<EntryKind>(requireVisitor(request), {
          kind,
          customerId: null,
          onDay,
          content: contentOf(kind, content),
        });
        await appendAudit(services, request, { action: `customer.${kind}`, subject: entry.id });
        return await reply.code(201).send(showEntry(entry));
      },
    });
  };
}

function findingRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  const { customers } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/prospects",
      config: read,
      schema: {
        operationId: "listProspects",
        tags,
        description:
          "Enterprises that let this bank see them, by name; all others as counts of the month, never by name.",
        response: { 200: prospectsSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { items, ownRegistered, counts, month } = await customers.prospects(requireVisitor(request));
        return {
          month,
          smallestGroup: smallestGroup.value,
          items: items.map(showListed),
          ownRegistered,
          counts: [...counts],
        };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/weak-steps",
      config: read,
      schema: {
        operationId: "listWeakSteps",
        tags,
        description:
          "Waiting, drop-off, rework and refusals at each step of the bank's service, worst first.",
        response: { 200: weakStepsSchema, ...problemResponses },
      },
      handler: async (request) => ({ items: showMoney(await customers.weakSteps(requireVisitor(request))) }),
    });
    server.route({
      method: "GET",
      url: "/v1/idle-assets",
      config: read,
      schema: {
        operationId: "listIdleAssets",
        tags,
        description:
          "Unpledged receivables, slow stock and idle machines of the newest edition, largest first.",
        response: { 200: idleAssetsSchema, ...problemResponses },
      },
      handler: async (request) => {
        const rows = await customers.idleAssets(requireVisitor(request));
        const offers = rows.flatMap(({ offer }) => (offer === null ? [] : [offer]));
        const converted = offers.filter(({ content }) => content.state === "converted");
        return {
          items: rows.map(({ customerId, customerName, asset, offer }) => ({
            customerId,
            customerName,
            asset: showMoney(asset),
            offer: offer === null ? null : showEntry(offer),
          })),
          offers: offers.length,
          converted: shareOf(converted.length, offers.length),
        };
      },
    });
  };
}
