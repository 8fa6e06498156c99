import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { purposes } from "#consent";
import { jobsFaults, type StoredEvaluation } from "#jobs";
import { requireVisitor } from "./access.ts";
import { readResult, requireBasis } from "./basis.ts";
import {
  enterpriseListSchema,
  enterpriseQuerySchema,
  evaluatedEnterpriseSchema,
} from "./enterprise.schema.ts";
import { evaluationIdSchema, requireResult } from "./evaluation.routes.ts";
import { problemResponses } from "./problem.schema.ts";
import { evidenceBundleSchema } from "./reference.schema.ts";
import type { HttpServices } from "./services.ts";
import { findEvaluation, toWire } from "./show-evaluation.ts";

const enterpriseParamsSchema = z.object({ id: evaluationIdSchema, enterpriseId: z.string().min(1).max(100) });

const purposeQuerySchema = z.object({ purpose: z.enum(purposes).default("creditEvaluation") });

/** The enterprises of an evaluation: the list with search and sort, one in full, its evidence. */
export function enterpriseRoutes({ jobs, knowledge, areas }: HttpServices): FastifyPluginAsyncZod {
  const findWithResult = async (partyId: string, id: string): Promise<StoredEvaluation> => {
    const evaluation = await findEvaluation(jobs.evaluations, partyId, id);
    requireResult(evaluation);
    return evaluation;
  };
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/evaluations/:id/enterprises",
      config: { access: { action: "evaluation.read" } },
      schema: {
        operationId: "listEnterprises",
        tags: ["enterprises"],
        description: "Sorted by the server; missing values come last; totals are over the whole selection.",
        params: z.object({ id: evaluationIdSchema }),
        querystring: enterpriseQuerySchema,
        response: { 200: enterpriseListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { partyId } = visitor.account;
        const { query } = request;
        const evaluation = await findWithResult(partyId, request.params.id);
        const list = {
          evaluationId: evaluation.id,
          dataClass: "evaluation",
          what: "enterprise.list",
        } as const;
        const read = await areas.consent.readList(visitor, { ...list, purpose: "creditEvaluation" });
        const page = await jobs.evaluations.listEnterprises(partyId, evaluation.id, query, read.readable);
        const shown = await read.record(page.items.map((item) => item.id));
        const items = page.items.filter((item) => shown.has(item.id));
        return toWire({ ...page, items, offset: query.offset, limit: query.limit });
      },
    });
    server.route({
      method: "GET",
      url: "/v1/evaluations/:id/enterprises/:enterpriseId",
      config: { access: { action: "evaluation.read" } },
      schema: {
        operationId: "getEnterprise",
        tags: ["enterprises"],
        description: "Without what was made of data classes that may not be read; 403 when nothing may.",
        params: enterpriseParamsSchema,
        querystring: purposeQuerySchema,
        response: { 200: evaluatedEnterpriseSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { partyId } = requireVisitor(request).account;
        const { id, enterpriseId } = request.params;
        const evaluation = await findWithResult(partyId, id);
        const found = await jobs.evaluations.findEnterprise(partyId, evaluation.id, enterpriseId);
        if (found !== null) {
          const { purpose } = request.query;
          const read = { enterpriseId, purpose, what: "enterprise.page" };
          const classes = await readResult({ areas }, request, read);
          // Loaded when first needed, so that the page is there sooner.
          const { keepPermittedResult } = await import("#flow");
          return toWire(keepPermittedResult(found, classes));
        }
        throw jobsFaults.fault("JOBS_ENTERPRISE_NOT_FOUND", { id: evaluation.id, enterprise: enterpriseId });
      },
    });
    server.route({
      method: "GET",
      url: "/v1/evaluations/:id/enterprises/:enterpriseId/evidence",
      config: { access: { action: "evaluation.read" } },
      schema: {
        operationId: "getEvidence",
        tags: ["enterprises"],
        description: "The evidence bundle as a file; `touchstone verify` checks it offline.",
        params: enterpriseParamsSchema,
        querystring: purposeQuerySchema,
        response: { 200: evidenceBundleSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { partyId } = requireVisitor(request).account;
        const { id, enterpriseId } = request.params;
        const evaluation = await findWithResult(partyId, id);
        const enterprise = await jobs.evaluations.findEnterprise(partyId, evaluation.id, enterpriseId);
        if (enterprise !== null) {
          const { purpose } = request.query;
          await requireBasis({ areas }, request, {
            enterpriseId,
            purpose,
            dataClasses: ["evaluation"],
            what: "enterprise.evidence",
          });
        }
        const bundle = enterprise && (await knowledge.readEvidence(evaluation, enterprise));
        if (!enterprise || !bundle) {
          throw jobsFaults.fault("JOBS_EVIDENCE_NOT_FOUND", { id: evaluation.id, enterprise: enterpriseId });
        }
        const name = encodeURIComponent(`${enterprise.code}.evidence.json`);
        reply.header("content-disposition", `attachment; filename*=UTF-8''${name}`);
        // The bytes go out as they were sealed; parsing them only to write them again could change them.
        return await reply
          .header("content-type", "application/json; charset=utf-8")
          .send(Buffer.from(bundle) as unknown as Record<string, unknown>);
      },
    });
  };
}
