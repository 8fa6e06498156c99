import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { checkTemplate, placeholders } from "#report";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import {
  dueDiligenceSchema,
  manualListSchema,
  manualSchema,
  savedTemplateSchema,
  templateListSchema,
  templateSchema,
} from "./documents.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import { personOf, readForReport } from "./report-basis.ts";
import { requireBasis } from "./basis.ts";
import type { HttpServices } from "./services.ts";
import { showDocument } from "./show-report.ts";
import { idParamsSchema } from "./field.schema.ts";

const tags = ["dueDiligence"];

/** The bank's template in its versions, and what people enter for a report. */
export function documentTemplateRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { documents } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/due-diligence-templates",
      config: { access: { action: "document.read" } },
      schema: {
        operationId: "listReportTemplates",
        tags,
        response: { 200: templateListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { partyId } = requireVisitor(request).account;
        const list = {
          inForce: await documents.templateInForce(partyId),
          versions: await documents.store.listTemplates(partyId),
          placeholders: Object.keys(placeholders),
        };
        return structuredClone(list) as unknown as z.infer<typeof templateListSchema>;
      },
    });
    server.route({
      method: "POST",
      url: "/v1/due-diligence-templates",
      config: { access: { action: "document.template" } },
      schema: {
        operationId: "saveReportTemplate",
        tags,
        headers: keyHeaderSchema,
        body: templateSchema,
        response: { 201: savedTemplateSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        checkTemplate(request.body);
        const saved = await documents.store.saveTemplate(personOf(visitor), request.body, services.clock());
        const deed = { action: "dueDiligence.templateSaved", subject: String(saved.version) };
        await appendAudit(services, request, deed);
        return await reply.code(201).send({ ...saved, template: request.body });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/due-diligence/:id/preview",
      config: { access: { action: "document.template" }, idempotency: "none" },
      schema: {
        operationId: "previewReportTemplate",
        tags,
        description: "A report with another template; nothing is kept.",
        params: idParamsSchema,
        body: templateSchema,
        response: { 200: dueDiligenceSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { partyId } = requireVisitor(request).account;
        checkTemplate(request.body);
        const { report } = await documents.read(partyId, request.params.id);
        await readForReport(services, request, report, "dueDiligence.preview");
        return showDocument(await documents.preview(partyId, report.id, request.body));
      },
    });
    await server.register(manualRecordRoutes(services));
  };
}

/** The traditional four as people entered them. */
function manualRecordRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { documents } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/due-diligence-manual",
      config: { access: { action: "document.read" } },
      schema: {
        operationId: "listManualRecords",
        tags,
        description:
          "The traditional four (financials, assets, rating, shareholders) as people entered them.",
        querystring: z.object({ enterpriseId: z.string().min(1).max(100) }),
        response: { 200: manualListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { enterpriseId } = request.query;
        await requireManual(enterpriseId, request);
        const { partyId } = requireVisitor(request).account;
        const items = await documents.store.listManual(partyId, enterpriseId);
        return { items: items.map((item) => ({ ...item, fields: { ...item.fields } })) };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/due-diligence-manual",
      config: { access: { action: "document.write" } },
      schema: {
        operationId: "addManualRecord",
        tags,
        headers: keyHeaderSchema,
        body: manualSchema,
        response: { 201: z.object({ id: z.string() }), ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const { enterpriseId, ...entered } = request.body;
        await requireManual(enterpriseId, request);
        const id = await documents.addManual(personOf(visitor), enterpriseId, entered);
        return await reply.code(201).send({ id });
      },
    });
  };

  async function requireManual(
    enterpriseId: string,
    request: Parameters<typeof requireBasis>[1],
  ): Promise<void> {
    const wanted = { enterpriseId, purpose: "creditEvaluation", what: "dueDiligence.manual" } as const;
    await requireBasis(services, request, { ...wanted, dataClasses: ["evaluation"] });
  }
}
