import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  confirmMovement,
  createProgramme,
  defaultTerms,
  draftVersion,
  fundParameters,
  listProgrammes,
  problemsOf,
  proposeMovement,
  publishVersion,
  readStanding,
  simulateTerms,
  termsFromWire,
  termsToWire,
} from "#compensation";
import { requireVisitor } from "./access.ts";
import { partyNames, stepOf, takeStep } from "./fund-request.ts";
import { showProgramme, showStanding } from "./fund-wire.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { idParamsSchema } from "./field.schema.ts";
import { createdSchema } from "./fund-claim.schema.ts";
import {
  newMovementSchema,
  newProgrammeSchema,
  newVersionSchema,
  programmeListSchema,
  standingSchema,
  termsEffectsSchema,
  termsSchema,
  versionParamsSchema,
} from "./fund-programme.schema.ts";

const tags = ["fund"];
const read = { access: { action: "fund.read" } };
const write = { access: { action: "fund.write" } };
const headers = keyHeaderSchema;

/** Programmes, their versions, and what other terms would mean. */
export function fundProgrammeRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/fund/programmes",
      config: read,
      schema: {
        operationId: "listProgrammes",
        tags,
        response: { 200: programmeListSchema, ...problemResponses },
      },
      handler: async (request) => await showProgrammes(services, request),
    });
    server.route({
      method: "POST",
      url: "/v1/fund/programmes",
      config: write,
      schema: {
        operationId: "createProgramme",
        tags,
        headers,
        body: newProgrammeSchema,
        response: { 201: createdSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const wanted = { ...request.body, terms: termsFromWire(request.body.terms) };
        const id = await takeStep(services, request, {
          action: "fund.programmeCreated",
          subject: wanted.code,
          work: async (step) => await createProgramme(services.areas.fund.desk, step, wanted),
        });
        return await reply.code(201).send({ id });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/fund/programmes/:id/versions",
      config: write,
      schema: {
        operationId: "draftProgrammeVersion",
        tags,
        headers,
        params: idParamsSchema,
        body: newVersionSchema,
        response: { 201: createdSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { effectiveFrom } = request.body;
        const programmeId = request.params.id;
        const terms = termsFromWire(request.body.terms);
        const version = await takeStep(services, request, {
          action: "fund.versionDrafted",
          subject: programmeId,
          work: async (step) =>
            await draftVersion(services.areas.fund.desk, step, { programmeId, effectiveFrom, terms }),
        });
        return await reply.code(201).send({ id: String(version) });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/fund/programmes/:id/versions/:version/publish",
      config: { access: { action: "fund.publish" } },
      schema: {
        operationId: "publishProgrammeVersion",
        tags,
        headers,
        params: versionParamsSchema,
        response: { 200: createdSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { id: programmeId, version } = request.params;
        await takeStep(services, request, {
          action: "fund.versionPublished",
          subject: `${programmeId}:${version}`,
          work: async (step) =>
            await publishVersion(services.areas.fund.desk, step, { programmeId, version }),
        });
        return { id: programmeId };
      },
    });
    await server.register(fundPoolRoutes(services));
  };
}

/** The pool's standing and its movements. */
function fundPoolRoutes(services: HttpServices): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/fund/programmes/:id/simulation",
      config: { access: { action: "fund.write" }, idempotency: "none" },
      schema: {
        operationId: "simulateProgrammeTerms",
        tags,
        description: "What other terms would mean for the claims that exist; nothing is changed.",
        params: idParamsSchema,
        body: z.object({ terms: termsSchema }),
        response: { 200: termsEffectsSchema, ...problemResponses },
      },
      handler: async (request) => {
        const terms = termsFromWire(request.body.terms);
        const { partyId } = stepOf(services, request).actor;
        const wanted = { partyId, programmeId: request.params.id, terms };
        const effects = await simulateTerms(services.areas.fund.desk, wanted);
        return {
          problems: [...problemsOf(terms)],
          items: effects.map(({ claim, class: claimClass, entitledFen, wouldBeFen }) => ({
            claimId: claim.claimId,
            borrowerName: null,
            class: claimClass,
            sizeClass: claim.sizeClass,
            paidFen: claim.paidFen.toString(),
            entitledFen: entitledFen.toString(),
            wouldBeFen: wouldBeFen.toString(),
          })),
        };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/fund/programmes/:id/standing",
      config: { access: { action: "fund.pool.read" } },
      schema: {
        operationId: "getFundStanding",
        tags,
        description: "The pool of one of the fund's own programmes, its book and its ratios.",
        params: idParamsSchema,
        response: { 200: standingSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { actor, on } = stepOf(services, request);
        const wanted = { partyId: actor.partyId, programmeId: request.params.id, on };
        const standing = await readStanding(services.areas.fund.desk, wanted);
        return showStanding(standing, await partyNames(services, request));
      },
    });
    server.route({
      method: "POST",
      url: "/v1/fund/programmes/:id/movements",
      config: write,
      schema: {
        operationId: "proposeFundMovement",
        tags,
        headers,
        params: idParamsSchema,
        body: newMovementSchema,
        response: { 201: createdSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const programmeId = request.params.id;
        const wanted = { ...request.body, programmeId, amountFen: BigInt(request.body.amountFen) };
        const id = await takeStep(services, request, {
          action: "fund.movementProposed",
          subject: programmeId,
          work: async (step) => await proposeMovement(services.areas.fund.desk, step, wanted),
        });
        return await reply.code(201).send({ id });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/fund/movements/:id/confirm",
      config: { access: { action: "fund.confirmMovement" } },
      schema: {
        operationId: "confirmFundMovement",
        tags,
        headers,
        params: idParamsSchema,
        response: { 200: createdSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { id } = request.params;
        await takeStep(services, request, {
          action: "fund.movementConfirmed",
          subject: id,
          work: async (step) => await confirmMovement(services.areas.fund.desk, step, id),
        });
        return { id };
      },
    });
  };
}

async function showProgrammes(services: HttpServices, request: Parameters<typeof requireVisitor>[0]) {
  const { actor, on } = stepOf(services, request);
  const nameOf = await partyNames(services, request);
  const known = await services.access.parties.list(actor.partyId);
  const found = await listProgrammes(services.areas.fund.desk, actor.partyId);
  const unsure = Object.values(fundParameters).filter(({ origin }) => origin === "designChoice");
  return {
    items: found.map((programme) => showProgramme(programme, { nameOf, on })),
    platforms: known.filter(({ kind }) => kind === "platform").map(({ id, name }) => ({ partyId: id, name })),
    defaults: termsToWire(defaultTerms),
    unconfirmed: unsure.map(({ id, zh, en }) => ({ term: id, zh, en })),
  };
}
