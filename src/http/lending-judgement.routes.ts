import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { assessApplication, decideApplication, proposeVerdict, recordDiligence } from "#lending";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showMoney } from "./show-money.ts";
import { idParamsSchema } from "./field.schema.ts";
import {
  applicationSchema,
  decisionBodySchema,
  diligenceSchema,
  proposalSchema,
} from "./lending-case.schema.ts";

const answers = { 200: applicationSchema, ...problemResponses };
const tags = ["lending"];

/** What the bank's people do with an application: assess, look into it, propose, decide. */
export function lendingJudgementRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { lending } = services.areas;
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
        await appendAudit(services, request, { action: "lending.assessed", subject: application.id });
        // An answer is kept for repetitions; the result itself is read on the case page, on a basis each time.
        return showMoney({ ...application, evaluation: null });
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
        await appendAudit(services, request, { action: "lending.diligence", subject: application.id });
        return showMoney({ ...application, evaluation: null });
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
        await appendAudit(services, request, { action: "lending.proposed", subject: application.id });
        return showMoney({ ...application, evaluation: null });
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
        await appendAudit(services, request, {
          action: `lending.${request.body.verdict}`,
          subject: application.id,
        });
        return showMoney({ ...application, evaluation: null });
      },
    });
  };
}
