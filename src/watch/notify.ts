import type { Clock, EpochMs, IdSource } from "#kernel";
import { designChoice } from "./design-choice.ts";
import type {
  ChannelOpener,
  ConfiguredChannel,
  Delivery,
  NotificationStore,
  SendOutcome,
  SettingsSeal,
} from "./notification.ts";

/** Everything that telling people needs, passed in. */
export interface NotifyStores {
  readonly notifications: NotificationStore;
  readonly channels: ChannelOpener;
  readonly seal: SettingsSeal;
  readonly clock: Clock;
  readonly nextId: IdSource;
}

export const notifyParameters = {
  mostAttempts: designChoice("notify.most-attempts", 6, "", {
    zh: "一条消息最多尝试的次数",
    en: "Attempts at one message",
  }),
  firstWait: designChoice("notify.first-wait", 60, "s", {
    zh: "第一次重试前的等待，此后每次乘以 4",
    en: "Wait before the first repetition; four times as long after each",
  }),
};

/**
 * What a message says: that there are alerts and how many, where to look, and nothing of any enterprise. A channel
 * belongs to others, who read along.
 */
export function messageText(alerts: number, link: string | null): string {
  const where = link === null ? "请登录试金石查看" : `请打开 ${link}`;
  return `【试金石】您有 ${alerts} 条风险预警待处理，${where}。`;
}

/** Queues one message a channel; a key that a channel had before is not queued again. @returns how many were queued */
export async function queueMessages(
  { notifications, clock, nextId }: NotifyStores,
  partyId: string,
  {
    key,
    countOf,
    onlyChannel,
  }: {
    readonly key: string;
    readonly countOf: (audienceId: string | null) => number;
    /** For the test button: this channel, enabled or not. */
    readonly onlyChannel?: string;
  },
): Promise<number> {
  const atMs = clock();
  let queued = 0;
  for (const channel of await notifications.listChannels(partyId)) {
    const isMeant = onlyChannel === undefined ? channel.isEnabled : channel.id === onlyChannel;
    const alerts = countOf(channel.audienceId);
    if (!isMeant || (alerts === 0 && onlyChannel === undefined)) continue;
    const delivery: Delivery = {
      id: nextId(),
      channelId: channel.id,
      messageKey: key,
      alerts,
      state: "queued",
      providerCode: null,
      attempts: 0,
      nextAttemptAtMs: atMs,
      queuedAtMs: atMs,
      changedAtMs: atMs,
    };
    if (await notifications.queue(partyId, delivery)) queued++;
  }
  return queued;
}

/** Tries every message that is due, and keeps the provider's answer. @returns how many were tried */
export async function deliverDue(stores: NotifyStores, partyId: string): Promise<number> {
  const { notifications, clock } = stores;
  const due = await notifications.listDue(partyId, clock());
  if (due.length === 0) return 0;
  const channels = new Map(
    (await notifications.listChannels(partyId)).map((channel) => [channel.id, channel]),
  );
  for (const delivery of due) {
    const outcome = await attempt(stores, channels.get(delivery.channelId), delivery);
    await notifications.record(partyId, afterAttempt(delivery, outcome, clock()));
  }
  return due.length;
}

async function attempt(
  { channels, seal }: NotifyStores,
  channel: ConfiguredChannel | undefined,
  delivery: Delivery,
): Promise<SendOutcome> {
  if (channel === undefined) return { kind: "failed", providerCode: "noChannel", isFinal: true };
  const settings = seal.unseal(channel.sealedSettings);
  const link = linkOf(settings);
  return await channels
    .open(channel.kind, settings)
    .send({ key: delivery.messageKey, text: messageText(delivery.alerts, link) });
}

function linkOf(settings: unknown): string | null {
  if (typeof settings !== "object" || settings === null || !("link" in settings)) return null;
  return typeof settings.link === "string" ? settings.link : null;
}

/** The delivery after an attempt: repeated with growing waits until it is taken over or hopeless. */
export function afterAttempt(delivery: Delivery, outcome: SendOutcome, atMs: EpochMs): Delivery {
  const attempts = delivery.attempts + 1;
  const after = { ...delivery, attempts, providerCode: outcome.providerCode, changedAtMs: atMs };
  if (outcome.kind !== "failed") return { ...after, state: outcome.kind, nextAttemptAtMs: null };
  if (outcome.isFinal || attempts >= notifyParameters.mostAttempts.value) {
    return { ...after, state: "failed", nextAttemptAtMs: null };
  }
  const waitMs = notifyParameters.firstWait.value * 1000 * 4 ** (attempts - 1);
  return { ...after, state: "queued", nextAttemptAtMs: atMs + waitMs };
}
