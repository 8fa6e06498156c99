import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { jobsFaults, type StoredEvaluation, startEvaluation } from "#jobs";
import { requireVisitor } from "./access.ts";
import {
  evaluationListSchema,
  evaluationSchema,
  evaluationStartedSchema,
  pageQuerySchema,
  quarantinePageSchema,
  startEvaluationSchema,
} from "./evaluation.schema.ts";
import { findEvaluation, showEvaluation, summarizeEvaluation } from "./show-evaluation.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";

const listed = 100;

/** The id of an evaluation, or `latest` for the newest that succeeded. */
export const evaluationIdSchema = z.union([z.literal("latest"), z.uuid()]);

/** Evaluations: starting one, the list, the portfolio page's document, the quarantined rows. */
export function evaluationRoutes({ jobs, access, knowledge, areas }: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/evaluations",
      config: { access: { action: "evaluation.start" } },
      schema: {
        operationId: "startEvaluation",
        tags: ["evaluations"],
        headers: keyHeaderSchema,
        body: startEvaluationSchema,
        response: { 202: evaluationStartedSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { account, party } = requireVisitor(request);
        const { uploadId, dataset, budgetFen, basis } = request.body;
        const started = await startEvaluation(jobs, {
          reader: {
            party: { id: party.id, name: party.name },
            account: { id: account.id, name: account.name },
          },
          uploadId: uploadId ?? null,
          dataset,
          attestation: basis ?? null,
          ...(budgetFen === undefined ? {} : { budgetFen: BigInt(budgetFen) }),
        });
        await access.audit.append({
          partyId: account.partyId,
          accountId: account.id,
          action: "evaluation.started",
          subject: started.evaluationId,
          atMs: jobs.clock(),
        });
        reply.header("location", `/v1/evaluations/${started.evaluationId}`);
        return await reply.code(202).send(started);
      },
    });
    server.route({
      method: "GET",
      url: "/v1/evaluations",
      config: { access: { action: "evaluation.read" } },
      schema: {
        operationId: "listEvaluations",
        tags: ["evaluations"],
        description: "Newest first.",
        response: { 200: evaluationListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { partyId } = requireVisitor(request).account;
        const evaluations = await jobs.evaluations.list(partyId, listed);
        return { items: evaluations.map(summarizeEvaluation) };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/evaluations/:id",
      config: { access: { action: "evaluation.read" } },
      schema: {
        operationId: "getEvaluation",
        tags: ["evaluations"],
        params: z.object({ id: evaluationIdSchema }),
        response: { 200: evaluationSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { partyId } = requireVisitor(request).account;
        return showEvaluation(await findEvaluation(jobs.evaluations, partyId, request.params.id));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/evaluations/:id/quarantine",
      config: { access: { action: "evaluation.read" } },
      schema: {
        operationId: "listQuarantine",
        tags: ["evaluations"],
        params: z.object({ id: evaluationIdSchema }),
        querystring: pageQuerySchema,
        response: { 200: quarantinePageSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { partyId } = visitor.account;
        const evaluation = await findEvaluation(jobs.evaluations, partyId, request.params.id);
        requireResult(evaluation);
        // A quarantined row is raw data of an enterprise, of whatever class.
        const list = {
          evaluationId: evaluation.id,
          purpose: "creditEvaluation",
          what: "quarantine.list",
        } as const;
        const { readable } = await areas.consent.readList(visitor, { ...list, dataClass: "invoice" });
        const own = await areas.imports.readableOwn(partyId, evaluation.dataset, readable);
        return await knowledge.readQuarantine(evaluation, request.query, own);
      },
    });
  };
}

/** @throws JOBS_EVALUATION_NOT_READY when the evaluation has no result */
export function requireResult(evaluation: StoredEvaluation): void {
  if (evaluation.document !== null) return;
  throw jobsFaults.fault("JOBS_EVALUATION_NOT_READY", { id: evaluation.id, state: evaluation.state });
}
