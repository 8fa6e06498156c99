import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { z } from "zod";
import { isAllowed } from "#access";
import { businessDayOf } from "#kernel";
import { checkMovement, type NewMovement, openBusinessDay, ownLoanFaults, recordMovement } from "#lending";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { showLoan, showLoanPage } from "./show-own-loan.ts";
import { idParamsSchema } from "./field.schema.ts";
import {
  movementVerdictSchema,
  newMovementSchema,
  ownLoanListSchema,
  ownLoanPageSchema,
  recordedMovementSchema,
} from "./lending-loan.schema.ts";

const tags = ["lending"];

/** Own loans: the list, the loan page, what is recorded on a loan. */
export function lendingLoanRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(readRoutes(services));
    await server.register(movementRoutes(services));
  };
}

function readRoutes({ areas, clock }: HttpServices): FastifyPluginAsyncZod {
  const { lending } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/lending/loans",
      config: { access: { action: "lending.read" } },
      schema: {
        operationId: "listOwnLoans",
        tags,
        description: "The bank's own loans, or the enterprise's loans; as of each one's last closed day.",
        response: { 200: ownLoanListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { party } = requireVisitor(request);
        const loans = await lending.store.work(party.id, async (unit) => await unit.loans.list());
        return { items: loans.map(showLoan) };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/lending/loans/:id",
      config: { access: { action: "lending.read" } },
      schema: {
        operationId: "getOwnLoan",
        tags,
        params: idParamsSchema,
        response: { 200: ownLoanPageSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { id } = request.params;
        const found = await lending.store.work(visitor.party.id, async (unit) => {
          const loan = await unit.loans.find(id);
          if (loan === null) throw ownLoanFaults.fault("LENDING_OWN_LOAN_NOT_FOUND", { id });
          return {
            loan,
            movements: await unit.movements.listOf(id),
            entries: await unit.journal.listOf(id),
            events: await unit.events.listOf([id]),
            openDay: await openBusinessDay(unit, businessDayOf(clock())),
          };
        });
        return showLoanPage(visitor, found, isAllowed(visitor, "lending.record"));
      },
    });
  };
}

function movementRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas, clock } = services;
  const { lending } = areas;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/lending/loans/:id/movements",
      config: { access: { action: "lending.record" } },
      schema: {
        operationId: "recordLoanMovement",
        tags,
        description: "A payment, a fee or a wish to write off; the next day close posts it.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: newMovementSchema,
        response: { 201: recordedMovementSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { body } = request;
        const { note } = body;
        const movement = movementOf(body);
        const today = businessDayOf(clock());
        const { id } = request.params;
        const sourceReference = body.kind === "receipt" ? body.sourceReference : undefined;
        const kept = await recordMovement(lending, requireVisitor(request), id, {
          movement,
          note,
          today,
          ...(sourceReference === undefined ? {} : { sourceReference }),
        });
        await appendAudit(services, request, {
          action: `lending.recorded.${body.kind}`,
          subject: kept.movement.id,
        });
        return await reply.code(201).send({ id: kept.movement.id, state: kept.state });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/lending/movements/:id/check",
      config: { access: { action: "lending.checkWriteOff" } },
      schema: {
        operationId: "checkLoanMovement",
        tags,
        description: "Decides a write-off that somebody else proposed.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: movementVerdictSchema,
        response: { 200: recordedMovementSchema, ...problemResponses },
      },
      handler: async (request) => {
        const wanted = { verdict: request.body.verdict, today: businessDayOf(clock()) };
        const kept = await checkMovement(lending, requireVisitor(request), request.params.id, wanted);
        await appendAudit(services, request, {
          action: `lending.checked.${request.body.verdict}`,
          subject: kept.movement.id,
        });
        return { id: kept.movement.id, state: kept.state };
      },
    });
  };
}

function movementOf(body: z.infer<typeof newMovementSchema>): NewMovement {
  if (body.kind === "writeOff") return { kind: body.kind };
  const { valueDate } = body;
  const amountFen = BigInt(body.amountFen);
  if (body.kind === "fee") return { kind: body.kind, amountFen, valueDate };
  return { kind: body.kind, purpose: body.purpose, amountFen, valueDate };
}
