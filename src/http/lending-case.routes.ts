import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { businessDayOf } from "#kernel";
import { actionsOn, type LoanApplication, ownLoanFaults } from "#lending";
import { requireVisitor } from "./access.ts";
import { showMoney } from "./show-money.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { idParamsSchema } from "./field.schema.ts";
import { applicationListSchema, borrowerListSchema, caseSchema } from "./lending-case.schema.ts";
import { viewOf } from "./show-loan-case.ts";

const tags = ["lending"];

/** Applications and the case page. */
export function lendingCaseRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(readRoutes(services));
  };
}

function readRoutes({ areas, clock }: HttpServices): FastifyPluginAsyncZod {
  const { lending } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/lending/borrowers",
      config: { access: { action: "lending.apply" } },
      schema: {
        operationId: "listBorrowers",
        tags,
        description: "The enterprises that the visitor's party may know, for a new application.",
        response: { 200: borrowerListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { party } = requireVisitor(request);
        const known = await lending.borrowers.list(party.id, businessDayOf(clock()));
        return {
          items: known.map(({ enterpriseId, name, code, sizeClass }) => ({
            enterpriseId,
            name,
            code,
            sizeClass,
          })),
        };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/lending/applications",
      config: { access: { action: "lending.read" } },
      schema: {
        operationId: "listLoanApplications",
        tags,
        description: "The bank's cases, or the enterprise's own applications; newest first.",
        response: { 200: applicationListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const list = await lending.store.work(
          visitor.party.id,
          async (unit) => await unit.applications.list({}),
        );
        // Lists carry no result of an evaluation; the case page does, on a basis.
        return { items: list.map((one) => showMoney({ ...viewOf(visitor, one), evaluation: null })) };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/lending/applications/:id",
      config: { access: { action: "lending.read" } },
      schema: {
        operationId: "getLoanCase",
        tags,
        params: idParamsSchema,
        response: { 200: caseSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { id } = request.params;
        const found = await lending.store.work(visitor.party.id, async (unit) => {
          const application = await unit.applications.find(id);
          if (application === null) throw ownLoanFaults.fault("LENDING_CASE_NOT_FOUND", { id });
          const contract = (await unit.contracts.list()).find(
            ({ applicationId, state }) => applicationId === id && state !== "terminated",
          );
          return {
            application,
            contract,
            limit: await unit.limits.find(id),
            events: await unit.events.listOf(contract === undefined ? [id] : [id, contract.id]),
          };
        });
        const { application, contract } = found;
        const mayRead = await mayReadEvaluation(lending, request, application);
        const shown = mayRead ? application : { ...viewOf(visitor, application), evaluation: null };
        const context = { parameters: lending.parameters, hasContract: contract !== undefined };
        return showMoney({
          application: shown,
          isEvaluationHidden: application.evaluation !== null && !mayRead,
          actions: actionsOn(application, visitor, context),
          limit: found.limit,
          contractId: contract?.id ?? null,
          events: found.events,
        });
      },
    });
  };
}

/** The attached result is the enterprise's data: shown and logged on a basis, hidden without one. */
async function mayReadEvaluation(
  { consent }: Pick<HttpServices["areas"]["lending"], "consent">,
  request: FastifyRequest,
  application: LoanApplication,
): Promise<boolean> {
  if (application.evaluation === null) return false;
  const visitor = requireVisitor(request);
  // The result is the bank's own judgement and no part of what the applicant is shown of the case.
  if (visitor.party.id !== application.bankPartyId) return false;
  const read = {
    enterpriseId: application.enterpriseId,
    purpose: "creditEvaluation",
    dataClasses: ["evaluation"],
    what: "loan.case",
  } as const;
  const found = await consent.basisOf(visitor, read);
  if (!found.has("evaluation")) return false;
  await consent.requireBasis(visitor, read);
  return true;
}
