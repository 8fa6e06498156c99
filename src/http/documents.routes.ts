import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { gatherBases } from "#flow";
import { requireVisitor } from "./access.ts";
import { documentTemplateRoutes } from "./document-templates.routes.ts";
import {
  checkSchema,
  opinionsSchema,
  remadeSchema,
  reportListSchema,
  reportSchema,
  startReportSchema,
  tracedFigureSchema,
} from "./documents.schema.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import { personOf, readableReports, readForReport } from "./report-basis.ts";
import type { HttpServices } from "./services.ts";
import { showReport, showTraced } from "./show-report.ts";
import { idParamsSchema } from "./field.schema.ts";
import { pdfResponse, sendFile } from "./send-file.ts";

const tags = ["dueDiligence"];

/** The routes of printed documents, the due-diligence report first. */
export function documentsRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(reportRoutes(services));
    await server.register(reportProofRoutes(services));
    await server.register(reportStepRoutes(services));
    await server.register(documentTemplateRoutes(services));
  };
}

/** Reading reports: each names its basis, and a figure can be followed to its rows. */
function reportRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { documents } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/due-diligence",
      config: { access: { action: "document.read" } },
      schema: {
        operationId: "listDueDiligence",
        tags,
        description: "Newest first; without enterprises whose result may not be read.",
        querystring: z.object({
          enterpriseId: z.string().max(100).exactOptional(),
          state: z.enum(["draft", "submitted", "approved", "returned"]).exactOptional(),
        }),
        response: { 200: reportListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const reports = await documents.store.list(visitor.party.id, request.query);
        return { items: await readableReports(services, visitor, reports) };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/due-diligence/:id",
      config: { access: { action: "document.read" } },
      schema: {
        operationId: "getDueDiligence",
        tags,
        params: idParamsSchema,
        response: { 200: reportSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const found = await documents.read(visitor.party.id, request.params.id);
        await readForReport(services, request, found.report, "dueDiligence.report");
        return showReport(visitor, found);
      },
    });
    server.route({
      method: "GET",
      url: "/v1/due-diligence/:id/figures/:figureId",
      config: { access: { action: "document.read" } },
      schema: {
        operationId: "traceFigure",
        tags,
        description:
          "The rows or figures that a figure is made of, and the figure worked out again from them.",
        params: idParamsSchema.extend({ figureId: z.string().min(1).max(200) }),
        querystring: z.object({
          offset: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
        response: { 200: tracedFigureSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { id, figureId } = request.params;
        const { partyId } = requireVisitor(request).account;
        const { report } = await documents.read(partyId, id);
        await readForReport(services, request, report, "dueDiligence.figure");
        return showTraced(await documents.trace(partyId, id, figureId), request.query);
      },
    });
  };
}

/** A report made again, and on paper. */
function reportProofRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { documents } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/due-diligence/:id/remade",
      config: { access: { action: "document.read" } },
      schema: {
        operationId: "remakeDueDiligence",
        tags,
        description: "Makes the report again from the log and what was kept, and compares the hashes.",
        params: idParamsSchema,
        response: { 200: remadeSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { partyId } = requireVisitor(request).account;
        const { report } = await documents.read(partyId, request.params.id);
        await readForReport(services, request, report, "dueDiligence.remake");
        return await documents.remake(partyId, request.params.id);
      },
    });
    server.route({
      method: "GET",
      url: "/v1/due-diligence/:id/pdf",
      config: { access: { action: "document.read" } },
      schema: {
        operationId: "printDueDiligence",
        tags,
        params: idParamsSchema,
        response: { ...pdfResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { partyId } = requireVisitor(request).account;
        const { report } = await documents.read(partyId, request.params.id);
        await readForReport(services, request, report, "dueDiligence.pdf");
        const bytes = await documents.print(partyId, report.id);
        return await sendFile(reply, {
          name: `尽调报告-${report.enterpriseCode}-${report.asOf}.pdf`,
          bytes,
        });
      },
    });
  };
}

/** The steps of a report: made, written on, handed on by its maker; checked by somebody else. */
function reportStepRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { documents } = services.areas;
  const beforeReplay = async (request: FastifyRequest, body: unknown): Promise<void> => {
    const { id } = z.object({ id: z.string() }).parse(body);
    const { report } = await documents.read(requireVisitor(request).party.id, id);
    await readForReport(services, request, report, "dueDiligence.report");
  };
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/due-diligence",
      config: { access: { action: "document.write" }, beforeReplay },
      schema: {
        operationId: "startDueDiligence",
        tags,
        headers: keyHeaderSchema,
        body: startReportSchema,
        response: { 201: reportSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const { enterpriseId } = request.body;
        const read = { enterpriseId, what: "dueDiligence.make" };
        const bases = await gatherBases(services.areas.consent, visitor, read);
        const report = await documents.start(personOf(visitor), { ...request.body, bases });
        reply.header("location", `/v1/due-diligence/${report.id}`);
        const shown = showReport(visitor, await documents.read(visitor.party.id, report.id));
        return await reply.code(201).send(shown);
      },
    });
    server.route({
      method: "POST",
      url: "/v1/due-diligence/:id/opinions",
      config: { access: { action: "document.write" }, beforeReplay },
      schema: {
        operationId: "writeOpinions",
        tags,
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: opinionsSchema,
        response: { 200: reportSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { report } = await documents.read(visitor.party.id, request.params.id);
        await readForReport(services, request, report, "dueDiligence.make");
        await documents.writeOpinions(personOf(visitor), report.id, request.body.opinions);
        return showReport(visitor, await documents.read(visitor.party.id, report.id));
      },
    });
    server.route({
      method: "POST",
      url: "/v1/due-diligence/:id/submit",
      config: { access: { action: "document.write" }, beforeReplay },
      schema: {
        operationId: "submitDueDiligence",
        tags,
        headers: keyHeaderSchema,
        params: idParamsSchema,
        response: { 200: reportSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { report } = await documents.read(visitor.party.id, request.params.id);
        await readForReport(services, request, report, "dueDiligence.submit");
        await documents.submit(personOf(visitor), report.id);
        return showReport(visitor, await documents.read(visitor.party.id, report.id));
      },
    });
    server.route({
      method: "POST",
      url: "/v1/due-diligence/:id/check",
      config: { access: { action: "document.check" }, beforeReplay },
      schema: {
        operationId: "checkDueDiligence",
        tags,
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: checkSchema,
        response: { 200: reportSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { report } = await documents.read(visitor.party.id, request.params.id);
        await readForReport(services, request, report, "dueDiligence.check");
        await documents.check(personOf(visitor), report.id, request.body);
        return showReport(visitor, await documents.read(visitor.party.id, report.id));
      },
    });
  };
}
