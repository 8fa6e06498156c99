import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { type Asker, isAllowed } from "#access";
import { businessDayOf } from "#kernel";
import {
  type LoanContract,
  ownLoanFaults,
  payDrawdown,
  prepareContract,
  printContract,
  requestDrawdown,
  scheduleOf,
  signContract,
} from "#lending";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { showMoney } from "./show-money.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { idParamsSchema } from "./field.schema.ts";
import {
  contractListSchema,
  contractPageSchema,
  contractSchema,
  drawdownSchema,
  drawdownVerdictSchema,
  newContractSchema,
  newDrawdownSchema,
} from "./lending-contract.schema.ts";
import { pdfResponse, sendFile } from "./send-file.ts";

const tags = ["lending"];

/** Contracts and draw-downs. */
export function lendingContractRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    await server.register(readRoutes(services));
    await server.register(signRoutes(services));
    await server.register(drawdownRoutes(services));
  };
}

type Step = "allowed" | "role" | "maker" | "state";

function readRoutes({ areas, clock }: HttpServices): FastifyPluginAsyncZod {
  const { lending } = areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/lending/contracts",
      config: { access: { action: "lending.read" } },
      schema: {
        operationId: "listLoanContracts",
        tags,
        response: { 200: contractListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { party } = requireVisitor(request);
        const items = await lending.store.work(party.id, async (unit) => await unit.contracts.list());
        return { items: items.map((contract) => showMoney(contract)) };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/lending/contracts/:id",
      config: { access: { action: "lending.read" } },
      schema: {
        operationId: "getLoanContract",
        tags,
        params: idParamsSchema,
        response: { 200: contractPageSchema, ...problemResponses },
      },
      handler: async (request) => {
        const visitor = requireVisitor(request);
        const { id } = request.params;
        const page = await lending.store.work(visitor.party.id, async (unit) => {
          const contract = await unit.contracts.find(id);
          if (contract === null) throw ownLoanFaults.fault("LENDING_CONTRACT_NOT_FOUND", { id });
          const drawdowns = (await unit.drawdowns.list()).filter(({ contractId }) => contractId === id);
          return {
            contract,
            drawdowns: drawdowns.map((drawdown) => ({
              ...drawdown,
              pay: stepOf(
                visitor,
                "lending.payDrawdown",
                drawdown.state === "requested",
                drawdown.requestedById,
              ),
            })),
            reservedFen: (await unit.limits.find(contract.limitId))?.reservedFen ?? null,
            events: await unit.events.listOf([id, ...drawdowns.map((drawdown) => drawdown.id)]),
          };
        });
        return showMoney({ ...page, ...stepsOn(visitor, page.contract) });
      },
    });
    server.route({
      method: "GET",
      url: "/v1/lending/contracts/:id/pdf",
      config: { access: { action: "lending.read" } },
      schema: {
        operationId: "printLoanContract",
        tags,
        description: "The contract's summary for signing, application/pdf.",
        params: idParamsSchema,
        response: { ...pdfResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { party } = requireVisitor(request);
        const { id } = request.params;
        const contract = await lending.store.work(party.id, async (unit) => await unit.contracts.find(id));
        if (contract === null) throw ownLoanFaults.fault("LENDING_CONTRACT_NOT_FOUND", { id });
        const schedule = scheduleOf({ ...contract.terms, drawnOn: businessDayOf(clock()) });
        const bytes = await lending.pdf.render(printContract(contract, schedule, party.isSimulated));
        return await sendFile(reply, { name: `${contract.number}.pdf`, bytes, isShown: true });
      },
    });
  };
}

function signRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas } = services;
  const { lending } = areas;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/lending/contracts",
      config: { access: { action: "lending.prepareContract" } },
      schema: {
        operationId: "prepareLoanContract",
        tags,
        headers: keyHeaderSchema,
        body: newContractSchema,
        response: { 201: contractSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const contract = await prepareContract(lending, requireVisitor(request), request.body);
        await appendAudit(services, request, { action: "lending.contractPrepared", subject: contract.id });
        return await reply.code(201).send(showMoney(contract));
      },
    });
    // Two addresses, because two sides sign: each has its own right.
    for (const [side, action] of [
      ["bank", "lending.signContract"],
      ["borrower", "lending.acceptContract"],
    ] as const) {
      server.route({
        method: "POST",
        url: `/v1/lending/contracts/:id/sign-for-${side}`,
        config: { access: { action } },
        schema: {
          operationId: side === "bank" ? "signLoanContract" : "acceptLoanContract",
          tags,
          headers: keyHeaderSchema,
          params: idParamsSchema,
          response: { 200: contractSchema, ...problemResponses },
        },
        handler: async (request) => {
          const contract = await signContract(lending, requireVisitor(request), request.params.id, side);
          await appendAudit(services, request, { action: `lending.signedFor.${side}`, subject: contract.id });
          return showMoney(contract);
        },
      });
    }
  };
}

function drawdownRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { areas, clock } = services;
  const { lending } = areas;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/lending/contracts/:id/drawdowns",
      config: { access: { action: "lending.requestDrawdown" } },
      schema: {
        operationId: "requestDrawdown",
        tags,
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: newDrawdownSchema,
        response: { 201: drawdownSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { amountFen, ...rest } = request.body;
        const wanted = { ...rest, contractId: request.params.id, amountFen: BigInt(amountFen) };
        const drawdown = await requestDrawdown(lending, requireVisitor(request), wanted);
        await appendAudit(services, request, { action: "lending.drawdownRequested", subject: drawdown.id });
        return await reply.code(201).send(showMoney(drawdown));
      },
    });
    server.route({
      method: "POST",
      url: "/v1/lending/drawdowns/:id/decide",
      config: { access: { action: "lending.payDrawdown" } },
      schema: {
        operationId: "decideDrawdown",
        tags,
        description: "Pays or refuses; by another person than the one who asked.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: drawdownVerdictSchema,
        response: { 200: drawdownSchema, ...problemResponses },
      },
      handler: async (request) => {
        const today = businessDayOf(clock());
        const wanted = { id: request.params.id, verdict: request.body.verdict, today };
        const drawdown = await payDrawdown(lending, requireVisitor(request), wanted);
        await appendAudit(services, request, {
          action: `lending.drawdown.${request.body.verdict}`,
          subject: drawdown.id,
        });
        return showMoney(drawdown);
      },
    });
  };
}

/** Whether a person may take a step: by role, by state, and as somebody else than the maker. */
export function stepOf(asker: Asker, action: string, isNow: boolean, makerId: string | null): Step {
  if (!isAllowed(asker, action)) return "role";
  if (!isNow) return "state";
  return isAllowed(asker, action, { makerId }) ? "allowed" : "maker";
}

function stepsOn(asker: Asker, contract: LoanContract) {
  const isDraft = contract.state === "draft";
  const canDraw = contract.state === "signed" || contract.state === "effective";
  const bankMaker = contract.preparedById;
  return {
    signForBank: stepOf(asker, "lending.signContract", isDraft && contract.bankSignature === null, bankMaker),
    signForBorrower: stepOf(
      asker,
      "lending.acceptContract",
      isDraft && contract.borrowerSignature === null,
      null,
    ),
    requestDrawdown: stepOf(asker, "lending.requestDrawdown", canDraw, null),
  };
}
