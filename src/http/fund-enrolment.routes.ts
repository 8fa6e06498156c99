import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { approveEnrolment, decideEnrolment, fileEnrolment } from "#compensation";
import { nameWithBasis, partyNames, stepOf, takeStep } from "./fund-request.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { idParamsSchema } from "./field.schema.ts";
import { createdSchema } from "./fund-claim.schema.ts";
import { decisionSchema, enrolmentListSchema, newEnrolmentSchema } from "./fund-enrolment.schema.ts";

const tags = ["fund"];
const headers = keyHeaderSchema;

/** Loans in a programme (项目入库): filed and approved by the bank, decided by the fund. */
export function fundEnrolmentRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/fund/enrolments",
      config: { access: { action: "fund.read" } },
      schema: {
        operationId: "listFundEnrolments",
        tags,
        response: { 200: enrolmentListSchema, ...problemResponses },
      },
      handler: async (request) => await listEnrolments(services, request),
    });
    server.route({
      method: "POST",
      url: "/v1/fund/enrolments",
      config: { access: { action: "fund.file" } },
      schema: {
        operationId: "fileFundEnrolment",
        tags,
        headers,
        body: newEnrolmentSchema,
        response: { 201: createdSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { loanId } = request.body;
        const id = await takeStep(services, request, {
          action: "fund.enrolmentFiled",
          subject: loanId,
          work: async (step) => await fileEnrolment(services.areas.fund.desk, step, request.body),
        });
        return await reply.code(201).send({ id });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/fund/enrolments/:id/approve",
      config: { access: { action: "fund.submit" } },
      schema: {
        operationId: "approveFundEnrolment",
        tags,
        headers,
        description: "The bank's second person; answers with the state it is in now, filed or rejected.",
        params: idParamsSchema,
        response: { 200: createdSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { id } = request.params;
        const state = await takeStep(services, request, {
          action: "fund.enrolmentApproved",
          subject: id,
          work: async (step) => await approveEnrolment(services.areas.fund.desk, step, id),
        });
        return { id: state };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/fund/enrolments/:id/decide",
      config: { access: { action: "fund.decide" } },
      schema: {
        operationId: "decideFundEnrolment",
        tags,
        headers,
        description: "The fund confirms or refuses; answers with the state it is in now.",
        params: idParamsSchema,
        body: decisionSchema,
        response: { 200: createdSchema, ...problemResponses },
      },
      handler: async (request) => {
        const enrolmentId = request.params.id;
        const state = await takeStep(services, request, {
          action: "fund.enrolmentDecided",
          subject: enrolmentId,
          work: async (step) =>
            await decideEnrolment(services.areas.fund.desk, step, { enrolmentId, ...request.body }),
        });
        return { id: state };
      },
    });
  };
}

async function listEnrolments(services: HttpServices, request: Parameters<typeof stepOf>[1]) {
  const { partyId } = stepOf(services, request).actor;
  const nameOf = await partyNames(services, request);
  const { store } = services.areas.fund.desk;
  const found = await store.inParty(partyId, async (session) => ({
    enrolments: await session.list("enrolment"),
    programmes: new Map((await session.list("programme")).map((one) => [one.programmeId, one.name])),
    claims: new Map((await session.list("claim")).map((one) => [one.enrolmentId, one.claimId])),
  }));
  const items = [];
  for (const one of found.enrolments.toReversed()) {
    items.push({
      enrolmentId: one.enrolmentId,
      programmeId: one.programmeId,
      programmeName: found.programmes.get(one.programmeId) ?? "",
      bankName: nameOf(one.bankPartyId),
      loanId: one.loanId,
      loanNumber: one.loanNumber,
      borrowerName: await nameWithBasis(services, request, one),
      sizeClass: one.sizeClass,
      principalFen: one.principalFen.toString(),
      drawnOn: one.drawnOn,
      dueOn: one.dueOn,
      applicationNumber: one.applicationNumber,
      platformName: one.platformPartyId === null ? null : nameOf(one.platformPartyId),
      appliedOn: one.appliedOn,
      state: one.state,
      reasons: one.reasons.map((reason) => ({ ...reason })),
      filedBy: one.filedBy,
      filedByName: one.filedByName,
      approvedByName: one.approvedByName,
      decidedByName: one.decidedByName,
      claimId: found.claims.get(one.enrolmentId) ?? null,
    });
  }
  return { items };
}
