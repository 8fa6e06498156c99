import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { submitApplication, takeApplication, withdrawApplication } from "#lending";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { viewOf } from "./show-loan-case.ts";
import { showMoney } from "./show-money.ts";
import { idParamsSchema } from "./field.schema.ts";
import { applicationSchema, newApplicationSchema } from "./lending-case.schema.ts";

const answers = { 200: applicationSchema, ...problemResponses };
const tags = ["lending"];

/** What an applicant does: apply, submit, withdraw. */
export function lendingApplicationRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { lending } = services.areas;
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
        await appendAudit(services, request, { action: "lending.applied", subject: application.id });
        return await reply.code(201).send(showMoney(application));
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
          await appendAudit(services, request, { action: `lending.${step}`, subject: application.id });
          return showMoney({ ...viewOf(requireVisitor(request), application), evaluation: null });
        },
      });
    }
  };
}
