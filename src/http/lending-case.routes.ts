import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Asker } from "#access";
import { businessDayOf } from "#kernel";
import {
  actionsOn,
  assessApplication,
  decideApplication,
  type LoanApplication,
  ownLoanFaults,
  proposeVerdict,
  recordDiligence,
  submitApplication,
  takeApplication,
  withdrawApplication,
} from "#lending";
import { requireVisitor } from "./access.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import {
  applicationListSchema,
  applicationSchema,
  borrowerListSchema,
  caseSchema,
  decisionBodySchema,
  diligenceSchema,
  newApplicationSchema,
  proposalSchema,
} from "./lending-case.schema.ts";
import { plainOf } from "./plain.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";

export const idParamsSchema = z.object({ id: z.uuid() });
const answers = { 200: applicationSchema, ...problemResponses };
const tags = ["lending"];

/** Applications and the case page. */
export function lendingCaseRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(readRoutes(services));
    await server.register(applicantRoutes(services));
    await server.register(judgementRoutes(services));
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
        return { items: list.map((one) => plainOf({ ...viewOf(visitor, one), evaluation: null })) };
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
        return plainOf({
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

function applicantRoutes({ areas, access, clock }: HttpServices): FastifyPluginAsyncZod {
  const { lending } = areas;
  const audit = auditOf({ access, clock });
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/lending/applications",
      config: { access: { action: "lending.apply" } },
      schema: {
        operationId: "applyForLoan",
        tags,
        headers: keyHeaderSchema,
        body: newApplicationSchema,
        response: { 201: applicationSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const visitor = requireVisitor(request);
        const { bankPartyId, enterpriseId, channel, request: wanted, isSubmitted } = request.body;
        const application = await takeApplication(lending, visitor, {
          bankPartyId: bankPartyId ?? visitor.party.id,
          enterpriseId: enterpriseId ?? "",
          channel,
          request: { ...wanted, amountFen: BigInt(wanted.amountFen) },
          isSubmitted,
        });
        await audit(request, "lending.applied", application.id);
        return await reply.code(201).send(plainOf(application));
      },
    });
    for (const [step, action] of [
      ["submit", submitApplication],
      ["withdraw", withdrawApplication],
    ] as const) {
      server.route({
        method: "POST",
        url: `/v1/lending/applications/:id/${step}`,
        config: { access: { action: "lending.apply" } },
        schema: {
          operationId: `${step}LoanApplication`,
          tags,
          headers: keyHeaderSchema,
          params: idParamsSchema,
          response: answers,
        },
        handler: async (request) => {
          const application = await action(lending, requireVisitor(request), request.params.id);
          await audit(request, `lending.${step}`, application.id);
          return plainOf({ ...viewOf(requireVisitor(request), application), evaluation: null });
        },
      });
    }
  };
}

function judgementRoutes({ areas, access, clock }: HttpServices): FastifyPluginAsyncZod {
  const { lending } = areas;
  const audit = auditOf({ access, clock });
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/lending/applications/:id/assess",
      config: { access: { action: "lending.assess" } },
      schema: {
        operationId: "assessLoanApplication",
        tags,
        description:
          "Checks the data, attaches the newest evaluation, and approves straight through where allowed.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        response: answers,
      },
      handler: async (request) => {
        const application = await assessApplication(lending, requireVisitor(request), request.params.id);
        await audit(request, "lending.assessed", application.id);
        return plainOf(application);
      },
    });
    server.route({
      method: "POST",
      url: "/v1/lending/applications/:id/diligence",
      config: { access: { action: "lending.diligence" } },
      schema: {
        operationId: "recordDueDiligence",
        tags,
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: diligenceSchema,
        response: answers,
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const application = await recordDiligence(lending, visitor, request.params.id, request.body);
        await audit(request, "lending.diligence", application.id);
        return plainOf({ ...application, evaluation: null });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/lending/applications/:id/propose",
      config: { access: { action: "lending.propose" } },
      schema: {
        operationId: "proposeLoanVerdict",
        tags,
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: proposalSchema,
        response: answers,
      },
      handler: async (request) => {
        const { offer, ...rest } = request.body;
        const proposal = { ...rest, offer: { ...offer, amountFen: BigInt(offer.amountFen) } };
        const application = await proposeVerdict(
          lending,
          requireVisitor(request),
          request.params.id,
          proposal,
        );
        await audit(request, "lending.proposed", application.id);
        return plainOf({ ...application, evaluation: null });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/lending/applications/:id/decide",
      config: { access: { action: "lending.decide" } },
      schema: {
        operationId: "decideLoanApplication",
        tags,
        description: "Approves, declines or returns; by another person than the one who proposed.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: decisionBodySchema,
        response: answers,
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const application = await decideApplication(lending, visitor, request.params.id, request.body);
        await audit(request, `lending.${request.body.verdict}`, application.id);
        return plainOf({ ...application, evaluation: null });
      },
    });
  };
}

/** Appends what the visitor did to the audit trail. */
export function auditOf({ access, clock }: Pick<HttpServices, "access" | "clock">) {
  return async (request: FastifyRequest, action: string, subject: string): Promise<void> => {
    const { account } = requireVisitor(request);
    await access.audit.append({
      partyId: account.partyId,
      accountId: account.id,
      action,
      subject,
      atMs: clock(),
    });
  };
}

/** What the borrower sees of a case: what it asked for and what came of it, not what the bank's people wrote. */
function viewOf({ party }: Asker, application: LoanApplication): LoanApplication {
  if (party.id === application.bankPartyId) return application;
  const { verdict } = application;
  return {
    ...application,
    findings: [],
    diligence: null,
    proposal: null,
    verdict:
      verdict === null ? null : { ...verdict, note: "", committee: null, byAccountId: null, byName: null },
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
