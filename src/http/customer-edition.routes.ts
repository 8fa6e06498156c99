import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import {
  customerValueSchema,
  editionDetailSchema,
  editionListSchema,
  reproductionSchema,
  segmentListSchema,
  segmentQuerySchema,
  startEditionSchema,
} from "./customer-finding.schema.ts";
import { idParamsSchema } from "./field.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { showJob } from "./job.routes.ts";
import { jobSchema } from "./job.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showListed } from "./show-customer.ts";
import { showMoney } from "./show-money.ts";

const tags = ["customers"];
const read = { access: { action: "customer.read" } } as const;

/** Editions of the quality list, segments and what customers are worth. */
export function customerEditionRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(makeRoutes(services));
    await server.register(readRoutes(services));
  };
}

function makeRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas, jobs } = services;
  const { customers } = areas;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/customer-editions",
      config: { access: { action: "customer.edition" } },
      schema: {
        operationId: "makeCustomerEdition",
        tags,
        description:
          "A job of kind `customers`: portraits of all customers and the next edition of the list.",
        headers: keyHeaderSchema,
        body: startEditionSchema,
        response: { 202: jobSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { party, account } = requireVisitor(request);
        const { asOf, knownAt = await customers.knownAt() } = request.body;
        const job = await jobs.runner.start(
          { partyId: party.id, kind: "customers", key: asOf, id: customers.nextId() },
          async ({ onProgress }) => {
            await customers.makeEdition({ party, account }, { asOf, knownAt }, onProgress);
          },
        );
        await appendAudit(services, request, { action: "customer.editionStarted", subject: asOf });
        return await reply.code(202).send(showJob(job));
      },
    });
    server.route({
      method: "POST",
      url: "/v1/customer-editions/:id/reproductions",
      config: { access: { action: "customer.edition" } },
      schema: {
        operationId: "reproduceCustomerEdition",
        tags,
        description: "Makes an edition again from what was known then, and says whether it is the same.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        response: { 200: reproductionSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { isEqual, differing, withheld } = await customers.reproduce(
          requireVisitor(request),
          request.params.id,
        );
        return { isEqual, differing: [...differing], withheld };
      },
    });
  };
}

function readRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  const { customers } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/customer-editions",
      config: read,
      schema: {
        operationId: "listCustomerEditions",
        tags,
        response: { 200: editionListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const editions = await customers.store.listEditions(requireVisitor(request).party.id);
        return { items: editions.map((edition) => showMoney(edition)) };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/customer-editions/:id",
      config: read,
      schema: {
        operationId: "getCustomerEdition",
        tags,
        params: idParamsSchema,
        response: { 200: editionDetailSchema, ...problemResponses },
      },
      handler: async (request) => {
        const found = await customers.edition(requireVisitor(request), request.params.id);
        const { edition, items, differences, withheld } = found;
        return {
          edition: showMoney(edition),
          items: items.map(showListed),
          differences: showMoney(differences),
          withheld,
        };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/customer-segments",
      config: read,
      schema: {
        operationId: "listCustomerSegments",
        tags,
        description: "Features and needs of the segments of one axis, of the newest edition.",
        querystring: segmentQuerySchema,
        response: { 200: segmentListSchema, ...problemResponses },
      },
      handler: async (request) => ({
        items: showMoney(await customers.segments(requireVisitor(request), request.query.axis)),
      }),
    });
    server.route({
      method: "GET",
      url: "/v1/customer-value",
      config: read,
      schema: {
        operationId: "getCustomerValue",
        tags,
        description: "Retention, churn, cross-selling and the value of each customer, with intervals.",
        response: { 200: customerValueSchema, ...problemResponses },
      },
      handler: async (request) => showMoney(await customers.value(requireVisitor(request))),
    });
  };
}
