import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { commandsOfVersion, modelsFaults } from "#models";
import { cardFileName } from "#scorecard";
import { requireVisitor } from "./access.ts";
import { problemResponses } from "./problem.schema.ts";
import { sideOfIndicator } from "./show-scorecard-comparison.ts";
import {
  comparisonSchema,
  monitoringSchema,
  scoredRecordSchema,
  scoreRecordSchema,
} from "./scorecard-use.schema.ts";
import {
  compareParamsSchema,
  compareQuerySchema,
  exportParamsSchema,
  modelCardSchema,
  versionParamsSchema,
} from "./scorecard-version.schema.ts";
import { fileResponse, pdfResponse, sendFile } from "./send-file.ts";
import type { HttpServices } from "./services.ts";
import { showVersionSummary } from "./show-scorecard-version.ts";

const tags = ["scorecards"];
const reading = { access: { action: "scorecard.read" } } as const;

/** What a version is used for: files, the model card, comparing, trying, watching. */
export function scorecardUseRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(fileRoutes(services));
    await server.register(modelCardRoutes(services));
    await server.register(compareRoutes(services));
    await server.register(tryRoutes(services));
  };
}

function fileRoutes({ areas: { studio } }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/scorecards/:id/exports/:format",
      config: reading,
      schema: {
        operationId: "exportScorecard",
        tags,
        description: "The file as it was made and sealed with the version.",
        params: exportParamsSchema,
        response: { ...fileResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const { id, format } = request.params;
        const { version } = await studio.findVersion(visitor, id);
        const { bytes } = await studio.readExport(visitor, id, format);
        return await sendFile(reply, { name: cardFileName(version, format), bytes });
      },
    });
  };
}

function modelCardRoutes({ areas: { studio } }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/scorecards/:id/model-card",
      config: reading,
      schema: {
        operationId: "getModelCard",
        tags,
        description: "What is signed, each signature, and where each is sealed in the log.",
        params: versionParamsSchema,
        response: { 200: modelCardSchema, ...problemResponses },
      },
      handler: async (request) => {
        const card = await studio.modelCard(requireVisitor(request), request.params.id);
        return structuredClone(card) as never;
      },
    });
    server.route({
      method: "GET",
      url: "/v1/scorecards/:id/model-card.pdf",
      config: reading,
      schema: {
        operationId: "printModelCard",
        tags,
        params: versionParamsSchema,
        response: { ...pdfResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const { version } = await studio.findVersion(visitor, request.params.id);
        const bytes = await studio.printModelCard(visitor, request.params.id);
        return await sendFile(reply, { name: `模型卡-第${version}版.pdf`, bytes });
      },
    });
  };
}

function compareRoutes({ areas: { studio } }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/scorecards/:id/compare/:other",
      config: reading,
      schema: {
        operationId: "compareScorecards",
        tags,
        description:
          "Two versions: their indicators and points, and both on the rows of the first one's project.",
        params: compareParamsSchema,
        querystring: compareQuerySchema,
        response: { 200: comparisonSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { id, other } = request.params;
        const left = await studio.findVersion(visitor, id);
        const right = await studio.findVersion(visitor, other);
        const summaryOf = async (versionId: string) => {
          const summary = await studio.versions.summarize(visitor.party.id, versionId);
          if (summary === null) throw modelsFaults.fault("MODELS_VERSION_NOT_FOUND", { id: versionId });
          return showVersionSummary(summary);
        };
        const wanted = { left: id, right: other, acceptedShare: request.query.acceptedShare };
        const onData = await studio.compareOnData(visitor, wanted);
        const ids = [...left.card.indicators, ...right.card.indicators].map((one) => one.id);
        return {
          left: await summaryOf(id),
          right: await summaryOf(other),
          indicators: [...new Set(ids)].map((indicator) => ({
            id: indicator,
            left: sideOfIndicator(left.card, indicator),
            right: sideOfIndicator(right.card, indicator),
          })),
          onData: onData === null ? null : { ...onData, scores: [...onData.scores] },
        };
      },
    });
  };
}

/** A single record, and how the population moved. */
function tryRoutes({ areas: { studio } }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/scorecards/:id/score",
      config: { ...reading, idempotency: "none" },
      schema: {
        operationId: "scoreRecord",
        tags,
        description: "Scores one record with its reasons and the nearest change; stores nothing.",
        params: versionParamsSchema,
        body: scoreRecordSchema,
        response: { 200: scoredRecordSchema, ...problemResponses },
      },
      handler: async (request) => {
        const scored = await studio.score(requireVisitor(request), request.params.id, request.body);
        return structuredClone(scored) as never;
      },
    });
    server.route({
      method: "GET",
      url: "/v1/scorecards/:id/monitoring",
      config: reading,
      schema: {
        operationId: "monitorScorecard",
        tags,
        description: "Stability of scores and indicators by vintage and by evaluation, with alarms.",
        params: versionParamsSchema,
        response: { 200: monitoringSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const version = await studio.findVersion(visitor, request.params.id);
        const found = await studio.monitoring(visitor, version.id);
        return { ...structuredClone(found), command: commandsOfVersion(version).monitor } as never;
      },
    });
  };
}
