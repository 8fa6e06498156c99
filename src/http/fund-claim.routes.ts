import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { authorize } from "#access";
import { type ClaimCase, claimFileOf, readClaimCase } from "#compensation";
import type { z } from "zod";
import { requireVisitor } from "./access.ts";
import { requireBasis } from "./basis.ts";
import { claimSteps, type ClaimStep, matterOf } from "./fund-claim-steps.ts";
import { nameWithBasis, partyNames, stepOf, takeStep } from "./fund-request.ts";
import { showCase, showRow } from "./fund-wire.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { idParamsSchema } from "./field.schema.ts";
import { amountSchema, claimCaseSchema, claimListSchema, whySchema } from "./fund-claim.schema.ts";
import { sendFile } from "./send-file.ts";

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
      handler: async (request, reply) => await sendClaimFile(services, request, reply),
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
    await server.register(claimStepRoutes(services));
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

async function sendClaimFile(services: HttpServices, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as { id: string };
  const found = await readCase(services, request, id, "fund.claimFile");
  const nameOf = await partyNames(services, request);
  const { pdf, desk } = services.areas.fund;
  const simulated = requireVisitor(request).party.isSimulated;
  const bytes = await claimFileOf(found, { pdf, trust: desk.ledger.trust(), nameOf, simulated });
  return await sendFile(reply, { name: `claim-${found.enrolment.loanNumber}.zip`, bytes });
}

async function sendEvidence(services: HttpServices, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as { id: string };
  const { evidence, enrolment } = await readCase(services, request, id, "fund.evidence");
  const bytes = Buffer.from(evidence?.bundle ?? "{}\n");
  return await sendFile(reply, { name: `${enrolment.loanNumber}.evidence.json`, bytes });
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
