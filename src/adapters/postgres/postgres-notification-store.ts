import type { Selectable } from "kysely";
import { z } from "zod";
import {
  channelKinds,
  type ConfiguredChannel,
  type Delivery,
  type NotificationStore,
  watchFaults,
} from "#watch";
import type { WatchTables } from "./schema/watch.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** Notification channels and deliveries in PostgreSQL. */
export function createNotificationStore(record: SystemOfRecord): NotificationStore {
  return { ...channelsOf(record), ...deliveriesOf(record) };
}

function channelsOf(
  record: SystemOfRecord,
): Pick<NotificationStore, "listChannels" | "addChannel" | "enableChannel"> {
  return {
    listChannels: async (partyId) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction.selectFrom("notification_channel").selectAll().orderBy("name").execute(),
      );
      return rows.map(readChannel);
    },
    addChannel: async (partyId, channel, { userId, atMs }) => {
      const added = await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("notification_channel")
          .values({
            party_id: partyId,
            channel_id: channel.id,
            kind: channel.kind,
            name: channel.name,
            audience_id: channel.audienceId,
            sealed_settings: channel.sealedSettings,
            shown_target: channel.shownTarget,
            is_enabled: channel.isEnabled,
            created_by: userId,
            created_at_ms: atMs,
          })
          .onConflict((conflict) => conflict.columns(["party_id", "name"]).doNothing())
          .executeTakeFirst(),
      );
      if (added.numInsertedOrUpdatedRows !== 1n) {
        throw watchFaults.fault("WATCH_CHANNEL_NAME_TAKEN", { name: channel.name });
      }
    },
    enableChannel: async (partyId, channelId, isEnabled) => {
      const changed = await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("notification_channel")
          .set({ is_enabled: isEnabled })
          .where("channel_id", "=", channelId)
          .executeTakeFirst(),
      );
      if (changed.numUpdatedRows !== 1n)
        throw watchFaults.fault("WATCH_CHANNEL_NOT_FOUND", { id: channelId });
    },
  };
}

function deliveriesOf(
  record: SystemOfRecord,
): Pick<NotificationStore, "queue" | "listDue" | "listDeliveries" | "record"> {
  return {
    queue: async (partyId, delivery) => {
      const queued = await record.inParty(partyId, async (transaction) =>
        transaction
          .insertInto("notification_delivery")
          .values(deliveryRow(partyId, delivery))
          .onConflict((conflict) => conflict.columns(["party_id", "channel_id", "message_key"]).doNothing())
          .executeTakeFirst(),
      );
      return queued.numInsertedOrUpdatedRows === 1n;
    },
    listDue: async (partyId, atMs) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("notification_delivery")
          .selectAll()
          .where("state", "=", "queued")
          .where("next_attempt_at_ms", "<=", atMs)
          .orderBy("next_attempt_at_ms")
          .limit(100)
          .execute(),
      );
      return rows.map(readDelivery);
    },
    listDeliveries: async (partyId, limit) => {
      const rows = await record.inParty(partyId, async (transaction) =>
        transaction
          .selectFrom("notification_delivery")
          .selectAll()
          .orderBy("queued_at_ms", "desc")
          .orderBy("delivery_id", "desc")
          .limit(limit)
          .execute(),
      );
      return rows.map(readDelivery);
    },
    record: async (partyId, delivery) => {
      await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("notification_delivery")
          .set(deliveryRow(partyId, delivery))
          .where("delivery_id", "=", delivery.id)
          .execute(),
      );
    },
  };
}

function readChannel(row: Selectable<WatchTables["notification_channel"]>): ConfiguredChannel {
  return {
    id: row.channel_id,
    kind: z.enum(channelKinds).parse(row.kind),
    name: row.name,
    audienceId: row.audience_id,
    sealedSettings: row.sealed_settings,
    shownTarget: row.shown_target,
    isEnabled: row.is_enabled,
  };
}

function deliveryRow(partyId: string, delivery: Delivery) {
  return {
    party_id: partyId,
    delivery_id: delivery.id,
    channel_id: delivery.channelId,
    message_key: delivery.messageKey,
    alerts: delivery.alerts,
    state: delivery.state,
    provider_code: delivery.providerCode,
    attempts: delivery.attempts,
    next_attempt_at_ms: delivery.nextAttemptAtMs,
    queued_at_ms: delivery.queuedAtMs,
    changed_at_ms: delivery.changedAtMs,
  };
}

function readDelivery(row: Selectable<WatchTables["notification_delivery"]>): Delivery {
  return {
    id: row.delivery_id,
    channelId: row.channel_id,
    messageKey: row.message_key,
    alerts: row.alerts,
    state: z.enum(["queued", "sent", "delivered", "failed"]).parse(row.state),
    providerCode: row.provider_code,
    attempts: row.attempts,
    nextAttemptAtMs: row.next_attempt_at_ms,
    queuedAtMs: row.queued_at_ms,
    changedAtMs: row.changed_at_ms,
  };
}
