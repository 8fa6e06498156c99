import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { authorize } from "#access";
import {
  bookRecovery,
  type ClaimCase,
  claimFileOf,
  openClaim,
  openRound,
  readClaimCase,
  reportRecovery,
} from "#compensation";
import type { z } from "zod";
import { requireVisitor } from "./access.ts";
import { requireBasis } from "./basis.ts";
import { claimSteps, type ClaimStep, matterOf } from "./fund-claim-steps.ts";
import { nameWithBasis, partyNames, stepOf, takeStep } from "./fund-request.ts";
import {
  amountSchema,
  claimCaseSchema,
  claimListSchema,
  createdSchema,
  declarationSchema,
  idParamsSchema,
  newClaimSchema,
  newRecoverySchema,
  whySchema,
} from "./fund.schema.ts";
import { showCase, showRow } from "./fund-wire.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";

const tags = ["fund"];
const headers = keyHeaderSchema;

/** Claims (补偿申请): the queue, the case, its steps, recoveries, and the claim file. */
export function fundClaimRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/fund/claims",
      config: { access: { action: "fund.read" } },
      schema: {
        operationId: "listClaims",
        tags,
        response: { 200: claimListSchema, ...problemResponses },
      },
      handler: async (request) => ({ items: await listClaims(services, request) }),
    });
    server.route({
      method: "GET",
      url: "/v1/fund/claims/:id",
      config: { access: { action: "fund.read" } },
      schema: {
        operationId: "getClaim",
        tags,
        params: idParamsSchema,
        response: { 200: claimCaseSchema, ...problemResponses },
      },
      handler: async (request) => {
        const found = await readCase(services, request, request.params.id, "fund.claim");
        const nameOf = await partyNames(services, request);
        return showCase(found, { asker: requireVisitor(request), nameOf });
      },
    });
    server.route({
      method: "GET",
      url: "/v1/fund/claims/:id/file",
      config: { access: { action: "fund.export" } },
      schema: {
        operationId: "getClaimFile",
        tags,
        description: "The claim file as a zip: an index (PDF), its parts, and a list of checksums.",
        params: idParamsSchema,
        response: { ...problemResponses },
      },
      handler: async (request, reply) => await sendFile(services, request, reply),
    });
    server.route({
      method: "GET",
      url: "/v1/fund/claims/:id/evidence",
      config: { access: { action: "fund.export" } },
      schema: {
        operationId: "getClaimEvidence",
        tags,
        description: "The evidence bundle of the claim's enterprise, for `touchstone verify`.",
        params: idParamsSchema,
        response: { ...problemResponses },
      },
      handler: async (request, reply) => await sendEvidence(services, request, reply),
    });
    await server.register(claimFilingRoutes(services));
    await server.register(claimStepRoutes(services));
  };
}

/** What the bank files: a claim, its next round, a recovery. */
function claimFilingRoutes(services: HttpServices): FastifyPluginAsyncZod {
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

/** One route a step, each asking the policies about the claim it is taken on. */
function claimStepRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    for (const claimStep of claimSteps.filter(({ run }) => run !== undefined)) {
      server.route({
        method: "POST",
        url: `/v1/fund/claims/:id/${claimStep.name}`,
        config: { access: { action: claimStep.action } },
        schema: {
          operationId: `${claimStep.name}Claim`,
          tags,
          headers,
          params: idParamsSchema,
          body: whySchema.partial(),
          response: { 200: amountSchema, ...problemResponses },
        },
        handler: async (request) => {
          const why = request.body.why ?? "";
          return await takeClaimStep(services, request, { claimStep, claimId: request.params.id, why });
        },
      });
    }
  };
}

async function takeClaimStep(
  services: HttpServices,
  request: FastifyRequest,
  { claimStep, claimId, why }: { claimStep: ClaimStep; claimId: string; why: string },
): Promise<z.infer<typeof amountSchema>> {
  const { desk } = services.areas.fund;
  const { partyId } = stepOf(services, request).actor;
  const [claim, round] = await desk.store.inParty(partyId, async (session) => {
    const [found] = await session.list("claim", { claimId });
    const [last] = found === undefined ? [] : await session.list("round", { claimId, round: found.round });
    return [found, last];
  });
  // What the visitor cannot see is answered by the step itself, as not found.
  if (claim !== undefined && round !== undefined) {
    authorize(requireVisitor(request), claimStep.action, matterOf(claimStep, { claim, round }));
  }
  const amount = await takeStep(services, request, {
    action: `fund.claim.${claimStep.name}`,
    subject: claimId,
    work: async (step) => await claimStep.run?.(desk, step, { claimId, why }),
  });
  return { amountFen: typeof amount === "bigint" ? amount.toString() : null };
}

/** A case, after the basis of reading it was found and logged. */
async function readCase(
  services: HttpServices,
  request: FastifyRequest,
  claimId: string,
  what: string,
): Promise<ClaimCase> {
  const { desk } = services.areas.fund;
  const { actor, on } = stepOf(services, request);
  const [claim] = await desk.store.inParty(
    actor.partyId,
    async (session) => await session.list("claim", { claimId }),
  );
  if (claim?.enterpriseId !== undefined && claim.enterpriseId !== null) {
    const { enterpriseId } = claim;
    await requireBasis(services, request, {
      enterpriseId,
      purpose: "compensation",
      dataClasses: ["loan"],
      what,
    });
  }
  return await readClaimCase(desk, { partyId: actor.partyId, claimId, on });
}

async function sendFile(services: HttpServices, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as { id: string };
  const found = await readCase(services, request, id, "fund.claimFile");
  const nameOf = await partyNames(services, request);
  const { pdf, desk } = services.areas.fund;
  const file = await claimFileOf(found, { pdf, trust: desk.ledger.trust(), nameOf });
  return await reply
    .header("content-type", "application/zip")
    .header("content-disposition", `attachment; filename="claim-${found.enrolment.loanNumber}.zip"`)
    .serializer((value: unknown) => value as string)
    .send(Buffer.from(file));
}

async function sendEvidence(services: HttpServices, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as { id: string };
  const { evidence, enrolment } = await readCase(services, request, id, "fund.evidence");
  return await reply
    .header("content-type", "application/json; charset=utf-8")
    .header("content-disposition", `attachment; filename="${enrolment.loanNumber}.evidence.json"`)
    .serializer((value: unknown) => String(value))
    .send(evidence?.bundle ?? "{}\n");
}

async function listClaims(services: HttpServices, request: FastifyRequest) {
  const { partyId } = stepOf(services, request).actor;
  const nameOf = await partyNames(services, request);
  const { store } = services.areas.fund.desk;
  const found = await store.inParty(partyId, async (session) => ({
    claims: await session.list("claim"),
    rounds: await session.list("round"),
    enrolments: new Map((await session.list("enrolment")).map((one) => [one.enrolmentId, one])),
    programmes: new Map((await session.list("programme")).map((one) => [one.programmeId, one])),
  }));
  const items = [];
  for (const claim of found.claims.toReversed()) {
    const round = found.rounds.find((one) => one.claimId === claim.claimId && one.round === claim.round);
    const enrolment = found.enrolments.get(claim.enrolmentId);
    const programme = found.programmes.get(claim.programmeId);
    if (round === undefined || enrolment === undefined || programme === undefined) continue;
    const borrowerName = await nameWithBasis(services, request, enrolment);
    items.push({ ...showRow({ claim, round, enrolment, programme }, nameOf), borrowerName });
  }
  return items;
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
