import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { z } from "zod";
import { type DataClass, dataClasses } from "#consent";
import type { ProfileRead } from "#flow";
import { requireVisitor } from "./access.ts";
import { problemResponses } from "./problem.schema.ts";
import { chainSchema, chainQuerySchema, flowsSchema } from "./profile-chain.schema.ts";
import { streamsSchema, twinSchema } from "./profile-streams.schema.ts";
import {
  connectionQuerySchema,
  connectionReportSchema,
  enterpriseProfileSchema,
  pagedQuerySchema,
  peersSchema,
  profileParamsSchema,
  profileQuerySchema,
  streamsQuerySchema,
  twinQuerySchema,
} from "./profile.schema.ts";
import type { HttpServices } from "./services.ts";
import { showChain, showFlows } from "./show-profile-chain.ts";
import { showConnection, showPeers, showProfile } from "./show-profile.ts";
import { showStreams, showTwin } from "./show-profile-streams.ts";

const tags = ["profile"];
const access = { action: "profile.read" } as const;
/** What the portrait is made of; the result of an evaluation is none of it. */
const observed = dataClasses.filter((dataClass) => dataClass !== "evaluation");

type Query = Pick<z.infer<typeof profileQuerySchema>, "asOf" | "knownAt" | "purpose">;

/** The portrait of one enterprise, from whatever of its data the visitor has a basis for. */
export function profileRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { profile } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/profile",
      config: { access },
      schema: {
        operationId: "getEnterpriseProfile",
        tags,
        description: "Portrait, stage of life, proxy balance sheet, authenticity, couplings and value.",
        params: profileParamsSchema,
        querystring: profileQuerySchema,
        response: { 200: enterpriseProfileSchema, ...problemResponses },
      },
      handler: async (request) => {
        const read = await permittedRead(services, request, request.params, request.query, "profile.page");
        return showProfile(await profile.profile(read));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/twin",
      config: { access },
      schema: {
        operationId: "getEnterpriseTwin",
        tags,
        description: "Machines and goods as they stood at the end of a day, as known at a place of the log.",
        params: profileParamsSchema,
        querystring: twinQuerySchema,
        response: { 200: twinSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { day, ...query } = request.query;
        const wanted = { ...query, asOf: day };
        const read = await permittedRead(services, request, request.params, wanted, "profile.twin");
        return showTwin(await profile.twin(read));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/streams",
      config: { access },
      schema: {
        operationId: "getEnterpriseStreams",
        tags,
        description: "Machine timeline, load curve, calendar of cash and orders; at most 366 days.",
        params: profileParamsSchema,
        querystring: streamsQuerySchema,
        response: { 200: streamsSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { days, ...query } = request.query;
        const read = await permittedRead(services, request, request.params, query, "profile.streams");
        return showStreams(await profile.streams(read, days));
      },
    });
    await server.register(tradeRoutes(services));
    await server.register(comparisonRoutes(services));
  };
}

function tradeRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { profile } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/chain",
      config: { access },
      schema: {
        operationId: "getSupplyChain",
        tags,
        description: "Customers and suppliers, how much hangs on each, and what follows when one stops.",
        params: profileParamsSchema,
        querystring: chainQuerySchema,
        response: { 200: chainSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { knockOut, ...query } = request.query;
        const read = await permittedRead(services, request, request.params, query, "profile.chain");
        const registered = await services.areas.consent.registry.list(requireVisitor(request).party);
        const chain = await profile.chain(read, {
          knockOut,
          registered: new Map(registered.map(({ id, name }) => [name, id])),
        });
        return showChain(chain, await exposureOf(services, request, chain.enterpriseIds));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/flows",
      config: { access },
      schema: {
        operationId: "getFiveFlows",
        tags,
        description:
          "Orders with their five flows, newest first, and how much went on from each into the next.",
        params: profileParamsSchema,
        querystring: pagedQuerySchema,
        response: { 200: flowsSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { verdict, direction, offset, limit, ...query } = request.query;
        const read = await permittedRead(services, request, request.params, query, "profile.flows");
        const filter = { verdict, direction, offset, limit };
        return showFlows(await profile.flows(read, filter), filter);
      },
    });
  };
}

function comparisonRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { profile } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/peers",
      config: { access },
      schema: {
        operationId: "getPeerComparison",
        tags,
        description:
          "Among enterprises of its industry and size, where there are enough of them to hide each.",
        params: profileParamsSchema,
        querystring: profileQuerySchema,
        response: { 200: peersSchema, ...problemResponses },
      },
      handler: async (request) => {
        const read = await permittedRead(services, request, request.params, request.query, "profile.peers");
        return showPeers(await profile.peers(read));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/enterprises/:enterpriseId/connection-report",
      config: { access },
      schema: {
        operationId: "getConnectionReport",
        tags,
        description: "OEE, energy for a piece and scrap before and after the machines were connected.",
        params: profileParamsSchema,
        querystring: connectionQuerySchema,
        response: { 200: connectionReportSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { costFen, subsidyFen, ...query } = request.query;
        const read = await permittedRead(services, request, request.params, query, "profile.connection");
        const retrofit =
          costFen === undefined ? null : { costFen: BigInt(costFen), subsidyFen: BigInt(subsidyFen ?? "0") };
        return showConnection(await profile.connectionReport(read, retrofit));
      },
    });
  };
}

/**
 * The classes that the visitor has a basis for, recorded as one read of them, before anything is read.
 * @throws CONSENT_NO_BASIS when there is none at all
 */
async function permittedRead(
  services: HttpServices,
  request: FastifyRequest,
  { enterpriseId }: { readonly enterpriseId: string },
  { asOf, knownAt, purpose }: Query,
  what: string,
): Promise<ProfileRead> {
  const wanted = { enterpriseId, purpose, dataClasses: observed, what };
  const bases = await services.areas.consent.readPermitted(requireVisitor(request), wanted);
  return { enterpriseId, asOf, knownAt, classes: new Set<DataClass>(bases.keys()) };
}

/** What the visitor's bank is owed by these enterprises; null where the visitor is of no bank. */
async function exposureOf(
  services: HttpServices,
  request: FastifyRequest,
  enterpriseIds: readonly string[],
): Promise<bigint | null> {
  const { party } = requireVisitor(request);
  if (party.kind !== "bank") return null;
  const { book } = services.areas.loanBook;
  const loans = await Promise.all(
    enterpriseIds.map(async (enterpriseId) => await book.listLoans(party.id, { enterpriseId })),
  );
  return loans.flat().reduce((sum, { balanceFen }) => sum + balanceFen, 0n);
}
