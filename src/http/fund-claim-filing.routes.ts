import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { bookRecovery, openClaim, openRound, reportRecovery } from "#compensation";
import type { z } from "zod";
import { takeStep } from "./fund-request.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { idParamsSchema } from "./field.schema.ts";
import {
  amountSchema,
  createdSchema,
  declarationSchema,
  newClaimSchema,
  newRecoverySchema,
} from "./fund-claim.schema.ts";

const tags = ["fund"];
const headers = keyHeaderSchema;

/** What the bank files: a claim, its next round, a recovery, which the fund books. */
export function fundClaimFilingRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { desk } = services.areas.fund;
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/fund/claims",
      config: { access: { action: "fund.file" } },
      schema: {
        operationId: "openClaim",
        tags,
        headers,
        body: newClaimSchema,
        response: { 201: createdSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const wanted = { ...declarationOf(request.body), enrolmentId: request.body.enrolmentId };
        const id = await takeStep(services, request, {
          action: "fund.claimOpened",
          subject: wanted.enrolmentId,
          work: async (step) => await openClaim(desk, step, wanted),
        });
        return await reply.code(201).send({ id });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/fund/claims/:id/rounds",
      config: { access: { action: "fund.file" } },
      schema: {
        operationId: "openClaimRound",
        tags,
        headers,
        params: idParamsSchema,
        body: declarationSchema,
        response: { 201: createdSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const claimId = request.params.id;
        const wanted = { ...declarationOf(request.body), claimId };
        const round = await takeStep(services, request, {
          action: "fund.roundOpened",
          subject: claimId,
          work: async (step) => await openRound(desk, step, wanted),
        });
        return await reply.code(201).send({ id: String(round) });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/fund/claims/:id/recoveries",
      config: { access: { action: "fund.file" } },
      schema: {
        operationId: "reportRecovery",
        tags,
        headers,
        params: idParamsSchema,
        body: newRecoverySchema,
        response: { 201: createdSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { grossFen, costFen, note } = request.body;
        const claimId = request.params.id;
        const wanted = { claimId, grossFen: BigInt(grossFen), costFen: BigInt(costFen), note };
        const id = await takeStep(services, request, {
          action: "fund.recoveryReported",
          subject: claimId,
          work: async (step) => await reportRecovery(desk, step, wanted),
        });
        return await reply.code(201).send({ id });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/fund/recoveries/:id/book",
      config: { access: { action: "fund.decide" } },
      schema: {
        operationId: "bookRecovery",
        tags,
        headers,
        params: idParamsSchema,
        response: { 200: amountSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { id } = request.params;
        const split = await takeStep(services, request, {
          action: "fund.recoveryBooked",
          subject: id,
          work: async (step) => await bookRecovery(desk, step, id),
        });
        return { amountFen: split.fundFen.toString() };
      },
    });
  };
}

function declarationOf(body: z.infer<typeof declarationSchema>) {
  const { lossFen, otherPolicyFen, otherFen, ...said } = body;
  return {
    lossFen: BigInt(lossFen),
    otherPolicyFen: BigInt(otherPolicyFen),
    otherFen: BigInt(otherFen),
    ...said,
  };
}
