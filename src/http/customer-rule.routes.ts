import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import {
  atLeastRules,
  customerParameters,
  type EntryKind,
  financialProducts,
  qualityRuleWords,
  rulesInForce,
  valueParameters,
} from "#customers";
import { stepParameters } from "#flow";
import { businessDayOf } from "#kernel";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { newCustomerRuleSchema } from "./customer-entry.schema.ts";
import { customerRulesSchema } from "./customer-finding.schema.ts";
import { entrySchema } from "./customers.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { contentOf, showEntry } from "./show-customer.ts";

const tags = ["customers"];

/** Rules of the quality list, outlooks, the product matrix and every parameter behind them. */
export function customerRuleRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { customers } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/customer-rules",
      config: { access: { action: "customer.read" } },
      schema: {
        operationId: "getCustomerRules",
        tags,
        response: { 200: customerRulesSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { party } = requireVisitor(request);
        const versions = await customers.store.listEntries(party.id, "qualityRules");
        const outlooks = await customers.store.listEntries(party.id, "outlook");
        const own = versions.map(({ content, onDay, madeBy }) => ({
          ...content,
          effectiveFrom: onDay,
          madeBy: madeBy ?? "",
        }));
        const inForce = rulesInForce(own, businessDayOf(customers.clock()));
        return {
          inForce: {
            ...inForce,
            rules: inForce.rules.map((rule) => {
              const { unit, zh, en } = qualityRuleWords[rule.code];
              return { ...rule, isAtLeast: atLeastRules.includes(rule.code), unit, words: { zh, en } };
            }),
          },
          versions: versions.map(showEntry),
          outlooks: outlooks.map(showEntry),
          products: financialProducts.map((product) => ({ ...product, stages: [...product.stages] })),
          parameters: [customerParameters, valueParameters, stepParameters].flatMap((group) =>
            Object.values(group),
          ),
        };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/customer-rules",
      config: { access: { action: "customer.rule" } },
      schema: {
        operationId: "addCustomerRule",
        tags,
        headers: keyHeaderSchema,
        body: newCustomerRuleSchema,
        response: { 201: entrySchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const { kind, onDay, content } = request.body;
        const before = await customers.store.listEntries(visitor.party.id, "qualityRules");
        const version = kind === "qualityRules" ? { version: before.length + 1 } : {};
        const entry = await customers.add<EntryKind>(visitor, {
          kind,
          customerId: null,
          onDay,
          content: contentOf(kind, { ...content, ...version }),
        });
        await appendAudit(services, request, { action: `customer.${kind}`, subject: entry.id });
        return await reply.code(201).send(showEntry(entry));
      },
    });
  };
}
