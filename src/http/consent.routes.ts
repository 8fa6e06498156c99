import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { longestTermYears } from "#consent";
import { businessDayOf } from "#kernel";
import { requireVisitor } from "./access.ts";
import { consentFormRoutes } from "./consent-form.routes.ts";
import {
  accessReadListSchema,
  consentListSchema,
  consentSchema,
  giveConsentSchema,
  grantConsentsSchema,
  recordPapersSchema,
  requestConsentsSchema,
  revokeConsentSchema,
} from "./consent.schema.ts";
import { pageQuerySchema } from "./evaluation.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { objectionRoutes } from "./objection.routes.ts";
import { problemResponses } from "./problem.schema.ts";
import { registryRoutes } from "./registry.routes.ts";
import type { HttpServices } from "./services.ts";
import { showConsent, showRead } from "./show-consent.ts";
import { idParamsSchema } from "./field.schema.ts";

/** The routes of consent, the basis of each read, and the access log. */
export function consentRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(registryRoutes(services));
    await server.register(readingRoutes(services));
    await server.register(givingRoutes(services));
    await server.register(draftingRoutes(services));
    await server.register(consentFormRoutes(services));
    await server.register(objectionRoutes(services));
  };
}

function readingRoutes({ areas, clock }: HttpServices): FastifyPluginAsyncZod {
  const { consent } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/consents",
      config: { access: { action: "consent.read" } },
      schema: {
        operationId: "listConsents",
        tags: ["consent"],
        description: "The consents that the visitor's party gave, was given or wrote down, newest first.",
        querystring: z.object({ enterpriseId: z.string().max(100).optional() }),
        response: { 200: consentListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { enterpriseId } = request.query;
        const filter = enterpriseId === undefined ? {} : { enterpriseId };
        const today = businessDayOf(clock());
        const found = await consent.consents.list(visitor, filter);
        const items = found.map((one) => showConsent(one, visitor, today));
        return { items, today, longestTermYears: longestTermYears.value };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/access-reads",
      config: { access: { action: "accessRead.read" } },
      schema: {
        operationId: "listAccessReads",
        tags: ["consent"],
        description:
          "Who read what on which basis, newest first: of an enterprise everybody, of others the own reads.",
        querystring: pageQuerySchema.extend({ enterpriseId: z.string().max(100).optional() }),
        response: { 200: accessReadListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { enterpriseId = null, offset, limit } = request.query;
        const page = await consent.listReads(requireVisitor(request), { enterpriseId, offset, limit });
        return { total: page.total, items: page.items.map(showRead) };
      },
    });
  };
}

function givingRoutes({ areas, clock }: HttpServices): FastifyPluginAsyncZod {
  const { consents } = areas.consent;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/consents",
      config: { access: { action: "consent.give" } },
      schema: {
        operationId: "giveConsent",
        tags: ["consent"],
        description: "The owner gives a consent; it holds at once.",
        headers: keyHeaderSchema,
        body: giveConsentSchema,
        response: { 201: consentSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const { enterpriseId, ...terms } = request.body;
        const given = await consents.give(visitor, enterpriseId, terms);
        return await reply.code(201).send(showConsent(given, visitor, businessDayOf(clock())));
      },
    });
    server.route({
      method: "POST",
      url: "/v1/consents/grants",
      config: { access: { anyOf: ["consent.give", "consent.confirm"] } },
      schema: {
        operationId: "grantConsents",
        tags: ["consent"],
        description:
          "The owner agrees to requests; or a second person confirms papers that another recorded.",
        headers: keyHeaderSchema,
        body: grantConsentsSchema,
        response: { 200: z.object({ granted: z.int() }), ...problemResponses },
      },
      handler: async (request) => {
        await consents.grant(requireVisitor(request), request.body.ids);
        return { granted: request.body.ids.length };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/consents/:id/revocation",
      config: { access: { anyOf: ["consent.give", "consent.record"] } },
      schema: {
        operationId: "revokeConsent",
        tags: ["consent"],
        description: "Revokes a consent, or declines a request; the next read by it is refused.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: revokeConsentSchema,
        response: { 200: z.object({ id: z.string() }), ...problemResponses },
      },
      handler: async (request) => {
        await consents.revoke(requireVisitor(request), request.params.id, request.body.reason);
        return { id: request.params.id };
      },
    });
  };
}

function draftingRoutes({ areas, clock }: HttpServices): FastifyPluginAsyncZod {
  const { consents } = areas.consent;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/consents/requests",
      config: { access: { action: "consent.record" } },
      schema: {
        operationId: "requestConsents",
        tags: ["consent"],
        description: "Asks the owners of enterprises for a consent; it waits on their phones.",
        headers: keyHeaderSchema,
        body: requestConsentsSchema,
        response: { 201: z.object({ items: z.array(consentSchema) }), ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const { enterpriseIds, ...terms } = request.body;
        const wanted = enterpriseIds.map((enterpriseId) => ({ enterpriseId, paper: null }));
        const drafts = await consents.draft(visitor, wanted, terms);
        const today = businessDayOf(clock());
        return await reply.code(201).send({ items: drafts.map((one) => showConsent(one, visitor, today)) });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/consents/papers",
      config: { access: { action: "consent.record" } },
      schema: {
        operationId: "recordPapers",
        tags: ["consent"],
        description: "Records signed forms; they hold once another person has confirmed them.",
        headers: keyHeaderSchema,
        body: recordPapersSchema,
        response: { 201: z.object({ items: z.array(consentSchema) }), ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const { papers, ...terms } = request.body;
        const wanted = papers.map((paper) => ({ enterpriseId: paper.enterpriseId, paper }));
        const drafts = await consents.draft(visitor, wanted, terms);
        const today = businessDayOf(clock());
        return await reply.code(201).send({ items: drafts.map((one) => showConsent(one, visitor, today)) });
      },
    });
  };
}
