import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { type EntryKind, serviceStrategy } from "#customers";
import type { CustomerReader } from "#flow";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { acquisitionRoutes } from "./customer-acquisition.routes.ts";
import { customerEditionRoutes } from "./customer-edition.routes.ts";
import { moveEntrySchema, newCustomerEntrySchema } from "./customer-entry.schema.ts";
import {
  customerPageSchema,
  customerQuerySchema,
  customerRecordSchema,
  entrySchema,
} from "./customers.schema.ts";
import { customerReportRoutes } from "./customer-report.routes.ts";
import { customerRuleRoutes } from "./customer-rule.routes.ts";
import { idParamsSchema } from "./field.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { contentOf, queryOf, showEntry, showListed } from "./show-customer.ts";
import { showMoney } from "./show-money.ts";

const tags = ["customers"];
const read = { access: { action: "customer.read" } } as const;

/** The routes of customer management. */
export function customersRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(readRoutes(services));
    await server.register(writeRoutes(services));
    await server.register(customerEditionRoutes(services));
    await server.register(acquisitionRoutes(services));
    await server.register(customerRuleRoutes(services));
    await server.register(customerReportRoutes(services));
  };
}

function readRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  const { customers } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/customers",
      config: read,
      schema: {
        operationId: "listCustomers",
        tags,
        description: "One record a customer, with the portrait of its newest edition where it may be read.",
        querystring: customerQuerySchema,
        response: { 200: customerPageSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { total, items, people } = await customers.list(visitor, queryOf(request.query));
        const all = await customers.store.listCustomers(visitor.party.id);
        const of = (pick: (one: (typeof all)[number]) => string | null): string[] =>
          [...new Set(all.flatMap((one) => pick(one) ?? []))].toSorted();
        return {
          total,
          items: items.map(showListed),
          people: [...people],
          regions: of(({ region }) => region),
          industries: of(({ industry }) => industry?.slice(0, 3) ?? null),
        };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/customers/:id",
      config: read,
      schema: {
        operationId: "getCustomer",
        tags,
        params: idParamsSchema,
        response: { 200: customerRecordSchema, ...problemResponses },
      },
      handler: async (request) => {
        const record = await customers.record(requireVisitor(request), request.params.id);
        const { customer, portrait, price, history, timeline, entries, people } = record;
        const stage = portrait?.lifeStage?.stage;
        return {
          ...showListed({ customer, portrait }),
          history: history.map(({ asOf, lifeStage, quality, features }) =>
            showMoney({ asOf, lifeStage, quality, salesFen: features.salesFen }),
          ),
          timeline: [...timeline],
          entries: entries.map(showEntry),
          people: [...people],
          price,
          strategy: stage === undefined ? null : serviceStrategy[stage],
        };
      },
    });
  };
}

function writeRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { customers } = services.areas;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/customers/:id/entries",
      config: { access: { action: "customer.write" } },
      schema: {
        operationId: "addCustomerEntry",
        tags,
        description: "A contact, activity, task of the maintenance plan, service ticket or offer.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: newCustomerEntrySchema,
        response: { 201: entrySchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor: CustomerReader = requireVisitor(request);
        const { kind, onDay, content } = request.body;
        const entry = await customers.add<EntryKind>(visitor, {
          kind,
          customerId: request.params.id,
          onDay,
          content: contentOf(kind, content),
        });
        await appendAudit(services, request, { action: `customer.${kind}`, subject: entry.id });
        return await reply.code(201).send(showEntry(entry));
      },
    });
    server.route({
      method: "POST",
      url: "/v1/customer-entries/:id/moves",
      config: { access: { action: "customer.write" } },
      schema: {
        operationId: "moveCustomerEntry",
        tags,
        description: "Moves a task, ticket, offer or lead to its next state.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: moveEntrySchema,
        response: { 200: entrySchema, ...problemResponses },
      },
      handler: async (request) => {
        const entry = await customers.move(requireVisitor(request), request.params.id, request.body);
        await appendAudit(services, request, { action: `customer.${entry.kind}.moved`, subject: entry.id });
        return showEntry(entry);
      },
    });
  };
}
