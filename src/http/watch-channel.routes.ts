import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import {
  type ConfiguredChannel,
  deliverDue,
  type Delivery,
  isOpen,
  queueMessages,
  watchFaults,
} from "#watch";
import { requireVisitor } from "./access.ts";
import { appendAudit } from "./append-audit.ts";
import { keyHeaderSchema } from "./idempotency.ts";
import { problemResponses } from "./problem.schema.ts";
import type { HttpServices } from "./services.ts";
import { namesOf, showPeople } from "./show-alert.ts";
import { addChannelSchema, channelListSchema, doneSchema, enableChannelSchema } from "./watch-list.schema.ts";
import { idParamsSchema } from "./field.schema.ts";

const listedDeliveries = 100;

/** Channels by which people are told; off until an administrator sets one up and enables it. */
export function watchChannelRoutes(services: HttpServices): FastifyPluginAsyncZod {
  const { watch } = services.areas;
  const { notify } = watch;
  return async (server) => {
    server.route({
      method: "GET",
      url: "/v1/watch/channels",
      config: { access: { action: "watch.channel" } },
      schema: {
        operationId: "listChannels",
        tags: ["watch"],
        response: { 200: channelListSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { partyId } = requireVisitor(request).account;
        const channels = await notify.notifications.listChannels(partyId);
        const nameOf = new Map(channels.map(({ id, name }) => [id, name]));
        const deliveries = await notify.notifications.listDeliveries(partyId, listedDeliveries);
        return {
          items: channels.map(showChannel),
          deliveries: deliveries.map((delivery) => showDelivery(delivery, nameOf)),
          people: showPeople(await namesOf(services, partyId)),
        };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/watch/channels",
      // The body holds secrets, so neither it nor its fingerprint is remembered beside the key.
      config: { access: { action: "watch.channel" }, idempotency: "none" },
      schema: {
        operationId: "addChannel",
        tags: ["watch"],
        description: "Made disabled. The settings are checked, encrypted and never given back.",
        body: addChannelSchema,
        response: { 201: doneSchema, ...problemResponses },
      },
      handler: async (request, reply) => {
        const { account } = requireVisitor(request);
        const { kind, name, audienceId, settings } = request.body;
        const checked = notify.channels.check(kind, settings);
        const id = watch.nextId();
        await notify.notifications.addChannel(
          account.partyId,
          {
            id,
            kind,
            name,
            audienceId,
            sealedSettings: notify.seal.seal(checked.settings),
            shownTarget: checked.shownTarget,
            isEnabled: false,
          },
          { userId: account.id, atMs: watch.clock() },
        );
        await appendAudit(services, request, { action: "channel.added", subject: id });
        return await reply.code(201).send({ id });
      },
    });
    server.route({
      method: "POST",
      url: "/v1/watch/channels/:id/enable",
      config: { access: { action: "watch.channel" } },
      schema: {
        operationId: "enableChannel",
        tags: ["watch"],
        headers: keyHeaderSchema,
        params: idParamsSchema,
        body: enableChannelSchema,
        response: { 200: doneSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { account } = requireVisitor(request);
        const { id } = request.params;
        await notify.notifications.enableChannel(account.partyId, id, request.body.isEnabled);
        await appendAudit(services, request, {
          action: request.body.isEnabled ? "channel.enabled" : "channel.disabled",
          subject: id,
        });
        return { id };
      },
    });
    server.route({
      method: "POST",
      url: "/v1/watch/channels/:id/test",
      config: { access: { action: "watch.channel" } },
      schema: {
        operationId: "testChannel",
        tags: ["watch"],
        description:
          "Sends the message of a usual day now, with the present number of alerts; its receipt is listed.",
        headers: keyHeaderSchema,
        params: idParamsSchema,
        response: { 200: doneSchema, ...problemResponses },
      },
      handler: async (request) => {
        const { account } = requireVisitor(request);
        const { id } = request.params;
        const open = (await watch.store.listAlerts(account.partyId)).filter(({ state }) => isOpen(state));
        const queued = await queueMessages(notify, account.partyId, {
          key: `test/${watch.nextId()}`,
          onlyChannel: id,
          countOf: (audienceId) =>
            open.filter(({ ownerId }) => audienceId === null || ownerId === audienceId).length,
        });
        if (queued === 0) throw watchFaults.fault("WATCH_CHANNEL_NOT_FOUND", { id });
        await deliverDue(notify, account.partyId);
        await appendAudit(services, request, { action: "channel.tested", subject: id });
        return { id };
      },
    });
  };
}

/** The settings stay where they are. */
function showChannel({ id, kind, name, audienceId, shownTarget, isEnabled }: ConfiguredChannel) {
  return { id, kind, name, audienceId, shownTarget, isEnabled };
}

function showDelivery(delivery: Delivery, nameOf: ReadonlyMap<string, string>) {
  const { id, alerts, state, providerCode, attempts, nextAttemptAtMs, queuedAtMs, changedAtMs } = delivery;
  const channel = nameOf.get(delivery.channelId) ?? delivery.channelId;
  return { id, channel, alerts, state, providerCode, attempts, nextAttemptAtMs, queuedAtMs, changedAtMs };
}
