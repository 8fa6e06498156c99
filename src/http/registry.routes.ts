import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { dataClasses, purposes, smallestGroup } from "#consent";
import { listColumns } from "#registry";
import { requireVisitor } from "./access.ts";
import { requireBasis } from "./basis.ts";
import {
  dataPageSchema,
  myDataSchema,
  onboardingSchema,
  registerEnterprisesSchema,
  registerListSchema,
} from "./registry.schema.ts";
import { pageQuerySchema } from "./evaluation.schema.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showBasis, showEnterprise } from "./show-consent.ts";
import { fileResponse, sendFile } from "./send-file.ts";

const listBytes = 8 * 1024 * 1024;

/** The register of enterprises: the list, registering one, and the stored data of an enterprise by class. */
export function registryRoutes({ areas }: HttpServices): FastifyPluginAsyncZod {
  const { registry } = areas.consent;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/enterprises",
      config: { access: { action: "enterprise.read" } },
      schema: {
        operationId: "listRegister",
        tags: ["registry"],
        description: "By name those that the party registered or that consented; the others as counts.",
        response: { 200: registerListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const items = await registry.list(visitor.party);
        const isEnterprise = visitor.party.kind === "enterprise";
        const others = isEnterprise ? [] : await registry.countOthers(visitor.party);
        return {
          items: items.map((one) => showEnterprise(one, visitor)),
          others: [...others],
          smallestGroup: smallestGroup.value,
        };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/enterprises",
      // The answer carries secrets that are kept nowhere; a code is registered once.
      config: { access: { action: "enterprise.register" }, idempotency: "none" },
      bodyLimit: listBytes,
      schema: {
        operationId: "registerEnterprises",
        tags: ["registry"],
        description: "Registers every enterprise of a list, or none: then the problems name their rows.",
        body: registerEnterprisesSchema,
        response: { 200: onboardingSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { party, account } = requireVisitor(request);
        const { contentBase64, ...list } = request.body;
        const bytes = Buffer.from(contentBase64, "base64");
        const by = { party, accountId: account.id };
        const { problems, warnings, invitations, ...counts } = await registry.onboard(by, { ...list, bytes });
        return { ...counts, problems: [...problems], warnings: [...warnings], invitations: [...invitations] };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/enterprises/template.csv",
      config: { access: { action: "enterprise.register" } },
      schema: {
        operationId: "getRegisterTemplate",
        tags: ["registry"],
        description:
          "The columns of a list of enterprises, as CSV in UTF-8 with a mark that spreadsheets need.",
        response: { ...fileResponse, ...problemResponses },
      },
      handler: async (_request, reply) =>
        await sendFile(reply, {
          name: "enterprises.csv",
          bytes: Buffer.from(`\uFEFF${listColumns.map(({ zh }) => zh).join(",")}\r\n`),
        }),
    });
    await server.register(dataRoutes(areas));
  };
}

function dataRoutes(areas: HttpServices["areas"]): FastifyPluginAsyncZod {
  const { consent } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/my/data",
      config: { access: { action: "consent.give" } },
      schema: {
        operationId: "getMyData",
        tags: ["registry"],
        description: "The visitor's own enterprise: what is stored of it by class, and how fresh it is.",
        response: { 200: myDataSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const own = (await consent.registry.list(visitor.party)).filter(
          ({ ownPartyId }) => ownPartyId === visitor.party.id,
        );
        const enterprises = [];
        for (const enterprise of own) {
          const data = await consent.summarizeData(enterprise.id);
          enterprises.push({ enterprise: showEnterprise(enterprise, visitor), data: [...data] });
        }
        return { enterprises };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/data/:dataClass",
      config: { access: { action: "enterpriseData.read" } },
      schema: {
        operationId: "readEnterpriseData",
        tags: ["registry"],
        description:
          "The stored rows of one class, oldest first; the basis is in the answer and in its header.",
        params: z.object({ enterpriseId: z.string().max(100), dataClass: z.enum(dataClasses) }),
        querystring: pageQuerySchema.extend({ purpose: z.enum(purposes).default("creditEvaluation") }),
        response: { 200: dataPageSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { enterpriseId, dataClass } = request.params;
        const { purpose, offset, limit } = request.query;
        const read = { enterpriseId, purpose, dataClasses: [dataClass], what: "enterprise.data" };
        const basis = (await requireBasis({ areas }, request, read)).get(dataClass) ?? {
          kind: "own" as const,
        };
        const receivedUntilMs = basis.kind === "covenant" ? (basis.receivedUntilMs ?? null) : null;
        const page = await consent.readData(enterpriseId, dataClass, { offset, limit, receivedUntilMs });
        reply.header("touchstone-basis", encodeURIComponent(JSON.stringify(basis)));
        const items = page.items.map((item) => ({ ...item }));
        return { total: page.total, offset, limit, basis: showBasis(basis), items };
      },
    });
  };
}
