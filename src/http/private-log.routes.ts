import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { DataClass } from "#consent";
import { requireVisitor } from "./access.ts";
import { httpFaults } from "./errors.ts";
import { checkpointResponse, sendCheckpoint, sendTile } from "./log-tiles.ts";
import { problemResponses } from "./problem.schema.ts";
import { fileResponse } from "./send-file.ts";
import type { HttpServices } from "./services.ts";

/**
 * What the headers of a private log speak of; hashes alone say nothing, so a basis for any of these opens the tiles,
 * while the headers themselves want a basis for each.
 */
const spokenOf: readonly DataClass[] = [
  "invoice",
  "statement",
  "businessDocument",
  "energy",
  "machine",
  "registry",
];

const originParam = z.string().min(1).max(200).describe("Name of the private log, percent-encoded");

/** Private logs as tlog-tiles, for whoever has a basis to read the enterprise; to everybody else they are not there. */
export function privateLogRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { log } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/logs/:origin/checkpoint",
      config: { access: { action: "reference.read" } },
      schema: {
        operationId: "getPrivateCheckpoint",
        tags: ["log"],
        description:
          "The checkpoint of a private log, signed with the platform's key under the private log's name.",
        params: z.object({ origin: originParam }),
        response: { ...checkpointResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { origin } = request.params;
        await requireLog(services, request, { origin, isHeaders: false });
        return await sendCheckpoint(reply, await log.logs.checkpoint(origin));
      },
    });
    server.route({
      method: "GET",
      url: "/v1/logs/:origin/tile/*",
      config: { access: { action: "reference.read" } },
      schema: {
        operationId: "getPrivateTile",
        tags: ["log"],
        description:
          "A tile or an entry bundle of a private log; entry bundles want a basis for every class of data.",
        params: z.object({ origin: originParam, "*": z.string().max(100) }),
        response: { ...fileResponse, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { origin, "*": rest } = request.params;
        await requireLog(services, request, { origin, isHeaders: rest.startsWith("entries/") });
        const path = `tile/${rest}`;
        return await sendTile(request, reply, { logs: log.logs, origin, path, scope: "private" });
      },
    });
  };
}

/** @throws HTTP_NOT_FOUND for a log that is not there and for one that the visitor may not read, alike */
async function requireLog(
  { areas: { consent, log } }: HttpServices,
  request: FastifyRequest,
  { origin, isHeaders }: { readonly origin: string; readonly isHeaders: boolean },
): Promise<void> {
  const visitor = requireVisitor(request);
  const known = await consent.registry.list(visitor.party);
  const enterprise = known.find(({ id }) => log.originOf(id) === origin);
  if (enterprise === undefined) throw httpFaults.fault("HTTP_NOT_FOUND");
  const read = { enterpriseId: enterprise.id, purpose: "creditEvaluation", what: "log.tiles" } as const;
  const found = await consent.basisOf(visitor, { ...read, dataClasses: spokenOf });
  const isEnough = isHeaders ? found.size === spokenOf.length : found.size > 0;
  if (!isEnough) throw httpFaults.fault("HTTP_NOT_FOUND");
  await consent.requireBasis(visitor, { ...read, dataClasses: [...found.keys()] });
}
