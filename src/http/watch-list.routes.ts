import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { businessDayOf } from "#kernel";
import { type WatchedEnterprise, type WatchEntry, watchFaults } from "#watch";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { type AlertNames, namesOf, showPeople } from "./show-alert.ts";
import {
  addEntrySchema,
  doneSchema,
  endEntrySchema,
  entryListSchema,
  keeperListSchema,
  keeperSchema,
} from "./watch-list.schema.ts";
import { idParamsSchema } from "./field.schema.ts";

/** The watch list (关注名单), and who keeps which customer. */
export function watchListRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { watch } = services.areas;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/watch/entries",
      config: { access: { action: "watch.read" } },
      schema: {
        operationId: "listWatchEntries",
        tags: ["watch"],
        response: { 200: entryListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { partyId } = requireVisitor(request).account;
        const names = await namesOf(services, partyId);
        const items = (await watch.store.listEntries(partyId)).map((entry) => showEntry(entry, names));
        return { today: names.today, items };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/watch/entries",
      config: { access: { action: "watch.list" } },
      schema: {
        operationId: "addWatchEntry",
        tags: ["watch"],
        headers: keyHeaderSchema,
        body: addEntrySchema,
        response: { 201: doneSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { account } = requireVisitor(request);
        const { enterpriseId, reviewOn, reason } = request.body;
        await requireEnterprise(services, account.partyId, enterpriseId);
        const id = watch.nextId();
        const sinceOn = businessDayOf(watch.clock());
        const entry = {
          id,
          enterpriseId,
          sinceOn,
          reviewOn,
          reason,
          addedBy: account.id,
          endedOn: null,
          endReason: null,
        };
        await watch.store.addEntry(account.partyId, entry);
        await appendAudit(services, request, { action: "watchEntry.added", subject: enterpriseId });
        return await reply.code(201).send({ id });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/watch/entries/:id/end",
      config: { access: { action: "watch.list" } },
      schema: {
        operationId: "endWatchEntry",
        tags: ["watch"],
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: endEntrySchema,
        response: { 200: doneSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { account } = requireVisitor(request);
        const { id } = request.params;
        const on = businessDayOf(watch.clock());
        await watch.store.endEntry(account.partyId, id, { on, by: account.id, reason: request.body.reason });
        await appendAudit(services, request, { action: "watchEntry.ended", subject: id });
        return { id };
      },
    });
    server.route({
      method: "GET",
      url: "/v1/watch/keepers",
      config: { access: { action: "watch.read" } },
      schema: {
        operationId: "listKeepers",
        tags: ["watch"],
        response: { 200: keeperListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const names = await namesOf(services, requireVisitor(request).account.partyId);
        const items = [...names.enterprises.values()].map(showKeeper);
        return { people: showPeople(names), items };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/watch/keepers/:id",
      config: { access: { action: "watch.assign" } },
      schema: {
        operationId: "setKeeper",
        tags: ["watch"],
        headers: keyHeaderSchema,
        params: z.object({ id: z.string().max(100) }),
        body: keeperSchema,
        response: { 200: doneSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { account } = requireVisitor(request);
        const { id } = request.params;
        await requireEnterprise(services, account.partyId, id);
        await requirePeople(services, account.partyId, Object.values(request.body));
        await watch.store.keep(account.partyId, { id, ...request.body });
        await appendAudit(services, request, { action: "keeper.set", subject: id });
        return { id };
      },
    });
  };
}

/** An entry as the interface gives it. */
export function showEntry(entry: WatchEntry, { enterprises, people }: AlertNames) {
  return {
    ...entry,
    enterpriseName: enterprises.get(entry.enterpriseId)?.name ?? entry.enterpriseId,
    addedBy: people.get(entry.addedBy)?.name ?? entry.addedBy,
  };
}

async function requireEnterprise(
  { areas: { watch } }: HttpServices,
  partyId: string,
  id: string,
): Promise<void> {
  const known = (await watch.store.listEnterprises(partyId)).some((enterprise) => enterprise.id === id);
  if (!known) throw watchFaults.fault("WATCH_ENTERPRISE_UNKNOWN", { id });
}

async function requirePeople(
  { areas: { watch } }: HttpServices,
  partyId: string,
  ids: readonly (string | null)[],
): Promise<void> {
  const people = new Set((await watch.store.listPeople(partyId)).map(({ id }) => id));
  const unknown = ids.find((id) => id !== null && !people.has(id));
  if (unknown !== undefined && unknown !== null)
    throw watchFaults.fault("WATCH_OWNER_UNKNOWN", { id: unknown });
}

function showKeeper({ id, name, industry, accountManagerId, postLoanManagerId }: WatchedEnterprise) {
  return { id, name, industry, accountManagerId, postLoanManagerId };
}
