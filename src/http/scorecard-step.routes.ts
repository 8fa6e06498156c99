import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import {
  addProjectComment,
  requireIntactArtefact,
  signStep,
  standingOf,
  type ScorecardProject,
} from "#models";
import type { DevelopmentStep } from "#scorecard";
import type { z } from "zod";
import type { Visitor } from "#access";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { jobSchema } from "./job.schema.ts";
import { showJob } from "./job.routes.ts";
import { problemResponses } from "./problem.schema.ts";
import {
  commentListSchema,
  commentOnStepSchema,
  commentSchema,
  indicatorCountsSchema,
  indicatorParamsSchema,
  projectParamsSchema,
  publishVersionSchema,
  signStepSchema,
  stepDetailSchema,
  stepParamsSchema,
} from "./scorecard-project.schema.ts";
import { versionSchema } from "./scorecard-version.schema.ts";
import type { HttpServices } from "./services.ts";
import { showComment, showStanding } from "./show-scorecard-project.ts";
import { showVersion } from "./show-scorecard-version.ts";

const tags = ["scorecardProjects"];
const reading = { access: { action: "scorecard.read" } } as const;
const developing = { access: { action: "scorecard.develop" } } as const;

/** The eight steps of a project: running, looking, signing, talking about them, and making a version of them. */
export function scorecardStepRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(stepRoutes(services));
    await server.register(signRoutes(services));
    await server.register(commentRoutes(services));
    await server.register(countRoutes(services));
  };
}

function stepRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { studio } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/scorecard-projects/:id/steps/:step",
      config: reading,
      schema: {
        operationId: "getScorecardStep",
        tags,
        description: "The step with its artefact; of an outdated step the newest one, which is not in force.",
        params: stepParamsSchema,
        response: { 200: stepDetailSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { id, step } = request.params;
        return await showStep(services, visitor, { project: await studio.find(visitor, id), step });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/scorecard-projects/:id/steps/:step/run",
      config: developing,
      schema: {
        operationId: "runScorecardStep",
        tags,
        description: "A job of kind `modelling`: runs the step and whatever before it is not up to date.",
        headers: keyHeaderSchema,
        params: stepParamsSchema,
        response: { 202: jobSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { id, step } = request.params;
        const job = await studio.startStep(requireVisitor(request), id, step);
        await appendAudit(services, request, { action: `scorecardProject.ran.${step}`, subject: id });
        return await reply.code(202).send(showJob(job));
      },
    });
  };
}

function signRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { studio } = services.areas;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/scorecard-projects/:id/steps/:step/sign-off",
      config: developing,
      schema: {
        operationId: "signScorecardStep",
        tags,
        description: "Signs the step's artefact by the fingerprint of what was looked at.",
        headers: keyHeaderSchema,
        params: stepParamsSchema,
        body: signStepSchema,
        response: { 200: stepDetailSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { id, step } = request.params;
        const project = await signStep(studio, visitor, { id, step, ...request.body });
        await appendAudit(services, request, { action: `scorecardProject.signed.${step}`, subject: id });
        return await showStep(services, visitor, { project, step });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/scorecard-projects/:id/versions",
      config: developing,
      schema: {
        operationId: "publishScorecardVersion",
        tags,
        description:
          "Makes a version of a project whose eight steps are signed, with its model card and exports.",
        headers: keyHeaderSchema,
        params: projectParamsSchema,
        body: publishVersionSchema,
        response: { 201: versionSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const version = await studio.publish(visitor, request.params.id, request.body.name);
        await appendAudit(services, request, { action: "scorecard.developed", subject: version.id });
        return await reply.code(201).send(await showVersion(services, visitor, version));
      },
    });
  };
}

function commentRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { studio } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/scorecard-projects/:id/comments",
      config: reading,
      schema: {
        operationId: "listScorecardComments",
        tags,
        description: "Oldest first.",
        params: projectParamsSchema,
        response: { 200: commentListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const project = await studio.find(visitor, request.params.id);
        const found = await studio.projects.listComments(visitor.party.id, project.id);
        return { items: found.map(showComment) };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/scorecard-projects/:id/comments",
      config: { access: { action: "scorecard.comment" } },
      schema: {
        operationId: "commentOnScorecard",
        tags,
        headers: keyHeaderSchema,
        params: projectParamsSchema,
        body: commentOnStepSchema,
        response: { 201: commentSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const comment = await addProjectComment(studio, visitor, { id: request.params.id, ...request.body });
        const subject = request.params.id;
        await appendAudit(services, request, { action: "scorecardProject.commented", subject });
        return await reply.code(201).send(showComment(comment));
      },
    });
  };
}

/** What the binning editor computes on while a cut is dragged. */
function countRoutes({ areas: { studio } }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/scorecard-projects/:id/indicators/:indicator/counts",
      config: reading,
      schema: {
        operationId: "getIndicatorCounts",
        tags,
        description:
          "Goods and bads by at most 2,000 fine values, by split and vintage, under the plan as it stands.",
        params: indicatorParamsSchema,
        response: { 200: indicatorCountsSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { id, indicator } = request.params;
        const counts = await studio.counts(requireVisitor(request), id, indicator);
        return {
          ...counts,
          ranges: [...counts.ranges],
          categories: [...counts.categories],
          vintages: [...counts.vintages],
          cells: counts.cells.map((one) => ({ ...one, goods: [...one.goods], bads: [...one.bads] })),
        };
      },
    });
  };
}

async function showStep(
  { areas: { studio } }: HttpServices,
  visitor: Visitor,
  { project, step }: { readonly project: ScorecardProject; readonly step: DevelopmentStep },
): Promise<z.input<typeof stepDetailSchema>> {
  const standing = standingOf(project).find((one) => one.step === step) ?? {
    step,
    state: "notRun",
    artefact: null,
  };
  const { artefact } = standing;
  const text =
    artefact === null
      ? null
      : requireIntactArtefact(artefact, await studio.projects.readArtefact(visitor.party.id, artefact.id));
  return { ...showStanding(project, standing), content: text === null ? null : JSON.parse(text) };
}
