import type { EpochMs } from "#kernel";

export const channelKinds = ["weCom", "dingTalk", "sms", "email"] as const;
/** 企业微信群机器人, 钉钉群机器人, 短信网关, 电子邮件. */
export type ChannelKind = (typeof channelKinds)[number];

/** A channel as an administrator set it up; addresses and secrets are never shown again. */
export interface ConfiguredChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  /** Whose alerts are counted; null counts those of the whole party. */
  readonly audienceId: string | null;
  /** Encrypted; only `SettingsSeal` opens it. */
  readonly sealedSettings: string;
  /** What a person sees of it, for example `qyapi.weixin.qq.com`. */
  readonly shownTarget: string;
  readonly isEnabled: boolean;
}

/** A message that waits for somebody; it says how many alerts there are, and nothing else. */
export interface NotificationMessage {
  /** The same for every attempt, so that a receiver can tell a repetition. */
  readonly key: string;
  readonly text: string;
}

export type SendOutcome =
  /** `delivered` where the provider says that it reached the reader, `sent` where it took it over. */
  | { readonly kind: "sent" | "delivered"; readonly providerCode: string }
  /** `isFinal`: trying again is of no use. */
  | { readonly kind: "failed"; readonly providerCode: string; readonly isFinal: boolean };

/**
 * Port to one way of telling people. Sends at least once: after a crash the same key may come again. Never throws for
 * what the network or the provider does; keeps nothing.
 */
export interface NotificationChannel {
  send(message: NotificationMessage): Promise<SendOutcome>;
}

/** Port to the kinds of channel: checks settings and opens one. */
export interface ChannelOpener {
  /** @throws WATCH_CHANNEL_SETTINGS naming what is wrong, without the value */
  check(kind: ChannelKind, settings: unknown): { readonly settings: unknown; readonly shownTarget: string };
  open(kind: ChannelKind, settings: unknown): NotificationChannel;
}

/** Port to encryption at rest with a key that only this program's user can read. */
export interface SettingsSeal {
  seal(settings: unknown): string;
  unseal(sealed: string): unknown;
}

export interface Delivery {
  readonly id: string;
  readonly channelId: string;
  readonly messageKey: string;
  readonly alerts: number;
  readonly state: "queued" | "sent" | "delivered" | "failed";
  readonly providerCode: string | null;
  readonly attempts: number;
  readonly nextAttemptAtMs: EpochMs | null;
  readonly queuedAtMs: EpochMs;
  readonly changedAtMs: EpochMs;
}

/** Port to channels and deliveries; durable when it resolves. */
export interface NotificationStore {
  listChannels(partyId: string): Promise<readonly ConfiguredChannel[]>;
  /** @throws WATCH_CHANNEL_NAME_TAKEN */
  addChannel(
    partyId: string,
    channel: ConfiguredChannel,
    by: { readonly userId: string; readonly atMs: EpochMs },
  ): Promise<void>;
  /** @throws WATCH_CHANNEL_NOT_FOUND */
  enableChannel(partyId: string, channelId: string, isEnabled: boolean): Promise<void>;
  /** False when the channel has a delivery of this key already: then nothing is queued. */
  queue(partyId: string, delivery: Delivery): Promise<boolean>;
  listDue(partyId: string, atMs: EpochMs): Promise<readonly Delivery[]>;
  /** Newest first. */
  listDeliveries(partyId: string, limit: number): Promise<readonly Delivery[]>;
  record(partyId: string, delivery: Delivery): Promise<void>;
}
