import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { authorize, isAllowed } from "#access";
import { classSteps, isFreeFor, lendingFaults, nextStepOf } from "#lending";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showMoney } from "./show-money.ts";
import { idParamsSchema } from "./field.schema.ts";
import { factSchema, moveSchema, newFactSchema, queueSchema } from "./loan-class.schema.ts";

const stepActions = ["loanClass.propose", "loanClass.recognise", "loanClass.approve", "loanClass.return"];

/** Changes of class: the queue, the steps of people, and what people record about a loan. */
export function loanClassRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas } = services;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/loan-book/moves",
      config: { access: { action: "loanBook.read" } },
      schema: {
        operationId: "listClassMoves",
        tags: ["loan book"],
        description: "Changes of class that are under way, oldest first.",
        response: { 200: queueSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const queue = await areas.loanBook.reads.listQueue(visitor.party.id);
        return showMoney({
          items: queue.map((item) => {
            const nextStep = nextStepOf(item.move);
            const isFree = isFreeFor(item.move, visitor.account.id);
            const mayTake = nextStep !== null && isFree && isAllowed(visitor, `loanClass.${nextStep}`);
            return { ...item, nextStep, mayTake, isOwn: !isFree };
          }),
        });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/loan-book/moves/:id/steps",
      config: { access: { anyOf: stepActions } },
      schema: {
        operationId: "takeClassStep",
        tags: ["loan book"],
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: z.object({ step: z.enum(classSteps), reason: z.string().max(500).nullable() }),
        response: { 200: moveSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { step, reason } = request.body;
        const { id: moveId } = request.params;
        authorize(visitor, `loanClass.${step}`);
        const wanted = { moveId, step, userId: visitor.account.id, reason };
        const move = await areas.loanBook.takeStep(visitor.party.id, wanted);
        await appendAudit(services, request, { action: `loanClass.${step}`, subject: moveId });
        return showMoney(move);
      },
    });
    server.route({
      method: "POST",
      url: "/v1/loan-book/loans/:id/facts",
      config: { access: { action: "loanBook.record" } },
      schema: {
        operationId: "recordLoanFact",
        tags: ["loan book"],
        description: "Records a reason that days past due cannot show; it acts on the class at once.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: newFactSchema,
        response: { 200: factSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { account, party } = requireVisitor(request);
        const { id: loanId } = request.params;
        const loan = await areas.loanBook.book.findLoan(party.id, loanId);
        if (loan === null || loan.bankPartyId !== party.id) {
          throw lendingFaults.fault("LENDING_LOAN_NOT_FOUND", { id: loanId });
        }
        const fact = { ...request.body, loanId, recordedBy: account.id };
        const recorded = await areas.loanBook.recordFact(party.id, fact);
        await appendAudit(services, request, { action: "loanFact.recorded", subject: recorded.id });
        return { ...recorded };
      },
    });
  };
}
