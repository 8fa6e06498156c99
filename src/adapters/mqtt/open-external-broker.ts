import mqtt, { type IPublishPacket, type MqttClient } from "mqtt";
import { formatState, parseSparkplugTopic, sparkplugNamespace, stateTopicOf } from "#telemetry";
import type { KnownCollector } from "#registry";
import { createDelivery } from "./delivery.ts";
import { createAcknowledger } from "./external-acknowledger.ts";
import type { MqttHouse, MqttService } from "./mqtt-service.ts";
import { mqttParameters } from "./parameters.ts";
import { tellReceipts } from "./receipts.ts";
import { createSparkplugDesk } from "./sparkplug-desk.ts";
import { nativePrefix, planPublish, receiptsTopicOf } from "./topic-access.ts";
import { createTurns } from "./turns.ts";

/** A broker that somebody else runs: mosquitto, EMQX … It alone decides who may publish what. */
export interface ExternalBroker {
  /** `mqtt://host:port` or `mqtts://…`. */
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** PEM of the authority that the broker's certificate must come from. */
  readonly authority?: string | undefined;
}

const reconnectMs = 1_000;
const drainMs = 6_000;

/**
 * Listens at an external broker, in a session that lasts: what was not yet durable here when a connection or the
 * program broke is sent again by the broker. PUBACK goes out when intake says that a message is durable.
 *
 * What devices are told is then the broker's word: their PUBACK comes from it, and says only that it has the message.
 */
export function openExternalBroker(broker: ExternalBroker, house: MqttHouse): MqttService {
  const load = { messages: 0, inFlight: 0, inFlightBytes: 0, ignored: 0, refused: 0 };
  const turns = createTurns(house.clock);
  const waiting: (() => void)[] = [];
  let isClosing = false;
  let bornAtMs = house.clock();
  const stateTopic = stateTopicOf(house.hostId);
  const client = connect(broker, house, bornAtMs);
  const tell = (topic: string, payload: Uint8Array, qos: 0 | 1): void => {
    if (client.connected) client.publish(topic, Buffer.from(payload), { qos });
  };
  const tellState = (isOnline: boolean): void =>
    void client.publish(stateTopic, formatState(isOnline, bornAtMs), { qos: 1, retain: true });
  const desk = createSparkplugDesk((topic, payload) => tell(topic, payload, 0), house.clock);
  const delivery = createDelivery(house.intake, desk, mqttParameters.retryMs.value);
  const acknowledger = createAcknowledger(client);
  const isFull = (): boolean =>
    isClosing ||
    house.intake.isSaturated ||
    load.inFlight >= mqttParameters.clientMessages.value ||
    load.inFlightBytes >= mqttParameters.allBytes.value;
  const goOn = (): void => {
    while (waiting.length > 0 && !isFull()) waiting.shift()?.();
  };
  const take = async (packet: IPublishPacket, acknowledge: () => void): Promise<void> => {
    const payload = typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload;
    const { topic } = packet;
    const collector = collectorOf(house, topic);
    const plan = collector === null ? null : planPublish(collector, topic);
    if (collector === null || plan === null) {
      // Kept unacknowledged it would come again for ever and stop what stands behind it.
      load.ignored += 1;
      house.log({ level: "warn", event: "mqtt.unknownTopic", reason: topic.slice(0, 200) });
      return acknowledge();
    }
    load.inFlight += 1;
    load.inFlightBytes += payload.length;
    const receivedAtMs = house.clock();
    const message = { collector, plan, topic, payload, receivedAtMs, isAuthenticated: false };
    const answer = (told: Uint8Array): void => tell(receiptsTopicOf(collector.id), told, 1);
    const turn = turns.wait(collector, receivedAtMs);
    if (turn !== null) await turn;
    for (;;) {
      const outcome = await delivery.deliver(message, answer);
      if (outcome.kind === "later") {
        await new Promise((resolve) => setTimeout(resolve, outcome.afterMs));
        continue;
      }
      if (outcome.kind === "durable") load.messages += 1;
      else {
        load.refused += 1;
        house.log({ level: "warn", event: "mqtt.refused", collector: collector.id, reason: outcome.reason });
      }
      break;
    }
    load.inFlight -= 1;
    load.inFlightBytes -= payload.length;
    acknowledge();
    goOn();
  };
  client.handleMessage = (packet, done) => {
    const acknowledge = acknowledger.of(packet);
    if (packet.topic === stateTopic) {
      // Somebody, or the will of a connection of ours that is gone, says that we are not here.
      if (!isClosing && saysOffline(packet.payload)) tellState(true);
      acknowledge();
      return done();
    }
    take(packet, acknowledge).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      house.log({ level: "error", event: "mqtt.deliveryFailed", reason });
    });
    if (isFull()) waiting.push(done);
    else done();
  };
  client.on("connect", () => {
    tellState(true);
    const filters = [
      stateTopic,
      `${nativePrefix}+/batches`,
      `${nativePrefix}+/messages`,
      ...sparkplugFilters,
    ];
    client.subscribe(filters, { qos: 1 }, (cause) => {
      if (cause) house.log({ level: "error", event: "mqtt.subscriptionRefused", reason: cause.message });
    });
    house.log({ level: "info", event: "mqtt.connected", reason: new URL(broker.url).host });
  });
  client.on("close", () => {
    // The will of the next connection and the birth after it carry one new time.
    bornAtMs = house.clock();
    client.options.will = willOf(house, bornAtMs);
  });
  client.on("error", (cause) =>
    house.log({ level: "warn", event: "mqtt.brokerFailed", reason: cause.message }),
  );
  const stopReceipts = tellReceipts(
    house.events,
    house.directory,
    () => client.connected,
    (topic, payload) => tell(topic, payload, 0),
  );
  const stopRelief = house.intake.onRelief(goOn);
  const ticking = setInterval(() => desk.tick(house.clock()), mqttParameters.sweepMs.value);
  return {
    port: null,
    tlsPort: null,
    status: () => ({
      ...statusOf(client, load),
      paused: waiting.length > 0 ? 1 : 0,
      rebirthsAsked: desk.rebirthsAsked,
    }),
    async close() {
      if (isClosing) return;
      isClosing = true;
      clearInterval(ticking);
      const until = Date.now() + drainMs;
      while (load.inFlight > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
      stopReceipts();
      stopRelief();
      acknowledger.flush();
      if (client.connected) {
        await client
          .publishAsync(stateTopic, formatState(false, bornAtMs), { qos: 1, retain: true })
          .catch(() => undefined);
      }
      await client.endAsync(true);
    },
  };
}

/** Everything of edge nodes but commands and states. */
const sparkplugFilters = ["NBIRTH", "NDATA", "NDEATH", "DBIRTH", "DDATA", "DDEATH"].map((kind) =>
  kind.startsWith("N") ? `${sparkplugNamespace}/+/${kind}/+` : `${sparkplugNamespace}/+/${kind}/+/+`,
);

function connect(broker: ExternalBroker, { hostId }: MqttHouse, bornAtMs: number): MqttClient {
  return mqtt.connect(broker.url, {
    protocolVersion: 4,
    // The session is found again under this name after a restart.
    clientId: `touchstone-${hostId}`,
    clean: false,
    reconnectPeriod: reconnectMs,
    resubscribe: false,
    ...(broker.username === undefined ? {} : { username: broker.username }),
    ...(broker.password === undefined ? {} : { password: broker.password }),
    ...(broker.authority === undefined ? {} : { ca: broker.authority }),
    will: willOf({ hostId }, bornAtMs),
  });
}

interface Load {
  readonly messages: number;
  readonly inFlight: number;
  readonly inFlightBytes: number;
  readonly ignored: number;
  readonly refused: number;
}

function statusOf(client: MqttClient, { messages, inFlight, inFlightBytes, ignored, refused }: Load) {
  return {
    mode: "external",
    isUp: client.connected,
    connections: client.connected ? 1 : 0,
    messages,
    refused,
    unknownTopics: ignored,
    inFlight,
    inFlightBytes,
    logInsRefused: 0,
    receiptsLeftOut: 0,
  } as const;
}

function willOf({ hostId }: Pick<MqttHouse, "hostId">, bornAtMs: number) {
  const payload = Buffer.from(formatState(false, bornAtMs));
  return { topic: stateTopicOf(hostId), payload, qos: 1 as const, retain: true };
}

function saysOffline(payload: Uint8Array | string): boolean {
  try {
    const told = JSON.parse(typeof payload === "string" ? payload : Buffer.from(payload).toString()) as {
      readonly online?: unknown;
    } | null;
    return told?.online === false;
  } catch {
    return true;
  }
}

/** The broker lets a client publish under its own name only; whose name that is stands in the topic. */
function collectorOf({ directory }: MqttHouse, topic: string): KnownCollector | null {
  const sparkplug = parseSparkplugTopic(topic);
  if (sparkplug !== null) return directory.findSparkplug(sparkplug.group, sparkplug.node);
  return topic.startsWith(nativePrefix) ? directory.find(topic.split("/")[2] ?? "") : null;
}
