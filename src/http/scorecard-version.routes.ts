import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { VersionState } from "#models";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import { scorecardUseRoutes } from "./scorecard-use.routes.ts";
import {
  signVersionSchema,
  versionListSchema,
  versionParamsSchema,
  versionSchema,
} from "./scorecard-version.schema.ts";
import type { HttpServices } from "./services.ts";
import { showVersion, showVersionSummary } from "./show-scorecard-version.ts";

const tags = ["scorecards"];

/** The steps of a version's life: the address, who may, and what is said of it. */
const lifeSteps: readonly {
  readonly url: string;
  readonly to: Exclude<VersionState, "developed">;
  readonly action: string;
  readonly operationId: string;
  readonly description: string;
}[] = [
  {
    url: "validate",
    to: "validated",
    action: "scorecard.validate",
    operationId: "validateScorecard",
    description: "By another person than the developer, with findings in words.",
  },
  {
    url: "approve",
    to: "approved",
    action: "scorecard.approve",
    operationId: "approveScorecard",
    description: "Not by the developer.",
  },
  {
    url: "shadow",
    to: "shadow",
    action: "scorecard.shadow",
    operationId: "shadowScorecard",
    description: "Scores beside the card in force, without deciding.",
  },
  {
    url: "champion",
    to: "champion",
    action: "scorecard.promote",
    operationId: "promoteScorecard",
    description: "Puts it into force; the one before it retires. Not by the developer.",
  },
  {
    url: "retire",
    to: "retired",
    action: "scorecard.retire",
    operationId: "retireScorecard",
    description: "Takes it out of use for good.",
  },
];

/** The routes of the versions of scorecards: their list, their life, and their use. */
export function scorecardVersionRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(versionRoutes(services));
    for (const step of lifeSteps) await server.register(lifeRoute(services, step));
    await server.register(scorecardUseRoutes(services));
  };
}

function versionRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { studio } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/scorecards",
      config: { access: { action: "scorecard.read" } },
      schema: {
        operationId: "listScorecards",
        tags,
        description: "Versions of the bank's scorecards, newest first.",
        response: { 200: versionListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const found = await studio.versions.list(requireVisitor(request).party.id);
        return { items: found.map(showVersionSummary) };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/scorecards/:id",
      config: { access: { action: "scorecard.read" } },
      schema: {
        operationId: "getScorecard",
        tags,
        params: versionParamsSchema,
        response: { 200: versionSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        return await showVersion(services, visitor, await studio.findVersion(visitor, request.params.id));
      },
    });
  };
}

function lifeRoute(services: HttpServices, step: (typeof lifeSteps)[number]): FastifyPluginAsyncZod {
  const { url, to, action, operationId, description } = step;
  return async (server) => {
    server.route({
      method: "POST",
      url: `/v1/scorecards/:id/${url}`,
      config: { access: { action } },
      schema: {
        operationId,
        tags,
        description,
        headers: keyHeaderSchema,
        params: versionParamsSchema,
        body: signVersionSchema,
        response: { 200: versionSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { id } = request.params;
        const version = await services.areas.studio.move(visitor, { id, to, ...request.body });
        await appendAudit(services, request, { action: `scorecard.${to}`, subject: id });
        return await showVersion(services, visitor, version);
      },
    });
  };
}
