import { defineDesignChoice } from "#kernel";

/** Bounds of the MQTT door; every one is our own choice and shown as such. */
export const mqttParameters = {
  packetBytes: defineDesignChoice("mqtt.packet.bytes", 12 * 2 ** 20, "bytes", {
    zh: "一个 MQTT 报文最多的字节数",
    en: "Most bytes of one MQTT packet",
  }),
  strangerBytes: defineDesignChoice("mqtt.stranger.bytes", 64 * 2 ** 10, "bytes", {
    zh: "登录之前最多接收的字节数",
    en: "Most bytes taken before the log-in",
  }),
  // Whatever floods waits before everybody else: with 2,000 a tenant beside twelve floods waited 0.13 s for its receipt.
  clientMessages: defineDesignChoice("mqtt.client.messages", 500, "messages", {
    zh: "一个连接等待落盘的消息数上限，超过即暂停读取",
    en: "Messages of one connection that may wait for the disk before its socket is paused",
  }),
  clientBytes: defineDesignChoice("mqtt.client.bytes", 16 * 2 ** 20, "bytes", {
    zh: "一个连接等待落盘的字节数上限，超过即暂停读取",
    en: "Bytes of one connection that may wait for the disk before its socket is paused",
  }),
  allBytes: defineDesignChoice("mqtt.all.bytes", 64 * 2 ** 20, "bytes", {
    zh: "全部连接等待落盘的字节数上限，超过即全部暂停读取",
    en: "Bytes of all connections that may wait for the disk before every socket is paused",
  }),
  unreadBytes: defineDesignChoice("mqtt.unread.bytes", 2 ** 20, "bytes", {
    zh: "客户端未读走的字节数超过它，回执不再发送（可再查询）",
    en: "With more bytes that a client has not read, receipts to it are left out (it can ask again)",
  }),
  connections: defineDesignChoice("mqtt.connections", 20_000, "connections", {
    zh: "同时的 MQTT 连接数上限",
    en: "Most MQTT connections at a time",
  }),
  connectionsOfOne: defineDesignChoice("mqtt.connectionsOfOne", 8, "connections", {
    zh: "一个采集器同时的连接数上限",
    en: "Most connections of one collector at a time",
  }),
  strangers: defineDesignChoice("mqtt.strangers", 4_096, "connections", {
    zh: "尚未登录的连接数上限",
    en: "Most connections that have not logged in yet",
  }),
  strangersOfOne: defineDesignChoice("mqtt.strangersOfOne", 512, "connections", {
    zh: "同一地址尚未登录的连接数上限",
    en: "Most connections of one address that have not logged in yet",
  }),
  subscriptionsOfOne: defineDesignChoice("mqtt.subscriptionsOfOne", 100, "subscriptions", {
    zh: "一个连接的订阅数上限",
    en: "Most subscriptions of one connection",
  }),
  topicCharacters: defineDesignChoice("mqtt.topic.characters", 512, "characters", {
    zh: "主题最多的字符数",
    en: "Most characters of a topic",
  }),
  logInSkewMs: defineDesignChoice("mqtt.logIn.skew.ms", 5 * 60_000, "ms", {
    zh: "签名登录允许的时钟偏差",
    en: "How far the time in a signed password may be from the platform's",
  }),
  logInRefusalMs: defineDesignChoice("mqtt.logIn.refusal.ms", 500, "ms", {
    zh: "登录被拒绝前的等待",
    en: "How long a refused log-in is kept waiting",
  }),
  sweepMs: defineDesignChoice("mqtt.sweep.ms", 1_000, "ms", {
    zh: "多久核对一次已连接采集器的状态",
    en: "How often the standing of connected collectors is looked up",
  }),
  retryMs: defineDesignChoice("mqtt.retry.ms", 250, "ms", {
    zh: "日志暂不可写时，多久再试一次",
    en: "How soon a message is tried again while the log cannot take it",
  }),
} as const;
