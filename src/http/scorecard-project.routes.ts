import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { z } from "zod";
import { isAllowed, type Visitor } from "#access";
import { changePlan, restoreRevision, type ScorecardProject } from "#models";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import {
  changePlanSchema,
  columnListSchema,
  createProjectSchema,
  projectListSchema,
  projectParamsSchema,
  projectSchema,
  revisionParamsSchema,
} from "./scorecard-project.schema.ts";
import { scorecardStepRoutes } from "./scorecard-step.routes.ts";
import type { HttpServices } from "./services.ts";
import { showProject, summarizeProject } from "./show-scorecard-project.ts";

const tags = ["scorecardProjects"];
const reading = { access: { action: "scorecard.read" } } as const;
const developing = { access: { action: "scorecard.develop" } } as const;

/** The routes of modelling projects: the project, its plan, and its eight steps. */
export function scorecardProjectRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(projectRoutes(services));
    await server.register(planRoutes(services));
    await server.register(scorecardStepRoutes(services));
  };
}

function projectRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { studio } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/scorecard-projects",
      config: reading,
      schema: {
        operationId: "listScorecardProjects",
        tags,
        description: "Newest first.",
        response: { 200: projectListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const found = await studio.projects.list(visitor.party.id);
        return {
          items: found.map(summarizeProject),
          mine: { mayCreate: isAllowed(visitor, "scorecard.develop") },
        };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/scorecard-projects",
      config: developing,
      schema: {
        operationId: "createScorecardProject",
        tags,
        description:
          "Left out, a plan is proposed from the columns. A file of an upload belongs to the project.",
        headers: keyHeaderSchema,
        body: createProjectSchema,
        response: { 201: projectSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const project = await studio.create(visitor, request.body);
        await appendAudit(services, request, { action: "scorecardProject.created", subject: project.id });
        return await reply.code(201).send(await showOne(services, visitor, project));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/scorecard-projects/:id",
      config: reading,
      schema: {
        operationId: "getScorecardProject",
        tags,
        params: projectParamsSchema,
        response: { 200: projectSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        return await showOne(services, visitor, await studio.find(visitor, request.params.id));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/scorecard-projects/:id/columns",
      config: reading,
      schema: {
        operationId: "listScorecardProjectColumns",
        tags,
        description: "What is in the project's source, before anything is decided.",
        params: projectParamsSchema,
        response: { 200: columnListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { rows, items } = await studio.columns(requireVisitor(request), request.params.id);
        return { rows, items: items.map((one) => ({ ...one, values: [...one.values] })) };
      },
    });
  };
}

/** The plan: changing it makes a revision; undo and redo are going to another one. */
function planRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { studio } = services.areas;
  return async (server) => {
    server.route({
      method: "PUT",
      url: "/v1/scorecard-projects/:id/plan",
      config: developing,
      schema: {
        operationId: "changeScorecardPlan",
        tags,
        description:
          "Makes the next revision. Results of the first step that it changes, and of those after it, are out of force.",
        params: projectParamsSchema,
        body: changePlanSchema,
        response: { 200: projectSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const project = await changePlan(studio, visitor, { id: request.params.id, ...request.body });
        await appendAudit(services, request, { action: "scorecardProject.planChanged", subject: project.id });
        return await showOne(services, visitor, project);
      },
    });
    server.route({
      method: "POST",
      url: "/v1/scorecard-projects/:id/revisions/:revision/restore",
      config: developing,
      schema: {
        operationId: "restoreScorecardPlan",
        tags,
        description: "Undo and redo: results and sign-offs made under that revision are in force again.",
        headers: keyHeaderSchema,
        params: revisionParamsSchema,
        response: { 200: projectSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const project = await restoreRevision(studio, visitor, request.params);
        await appendAudit(services, request, { action: "scorecardProject.restored", subject: project.id });
        return await showOne(services, visitor, project);
      },
    });
  };
}

async function showOne(
  { areas: { studio } }: HttpServices,
  visitor: Visitor,
  project: ScorecardProject,
): Promise<z.input<typeof projectSchema>> {
  const { id: partyId } = visitor.party;
  const [revisions, comments, versions, job] = await Promise.all([
    studio.projects.listRevisions(partyId, project.id),
    studio.projects.listComments(partyId, project.id),
    studio.versions.list(partyId),
    studio.jobOf(visitor, project.id),
  ]);
  return showProject(project, { revisions, comments, versions, job }, visitor);
}
