import type { KnownCollector } from "#registry";
import type { AedesClient } from "./aedes-client.ts";
import type { Delivery, DeliveryOutcome } from "./delivery.ts";
import type { LogInProof } from "./log-in.ts";
import type { MqttHouse } from "./mqtt-service.ts";
import { pubacks, publishBytes } from "./packet-bytes.ts";
import { mqttParameters } from "./parameters.ts";
import type { RateBucket } from "./rate-bucket.ts";
import { doesFilterCover, planPublish, type PublishPlan, receiptsTopicOf } from "./topic-access.ts";

/** How long a client that is sent away may take to read why. */
const lingerMs = 200;

/** What all sessions share. */
export interface SessionHouse extends MqttHouse {
  readonly delivery: Delivery;
  bucketOf(collectorId: string): RateBucket;
  /** Counts what is under way over all sessions. */
  readonly load: {
    messages: number;
    refused: number;
    inFlight: number;
    inFlightBytes: number;
    receiptsLeftOut: number;
  };
  /** Called when something has become durable: others may be waiting for the room. */
  relieved(): void;
  isClosing(): boolean;
}

/** A message from a client. */
export interface Publication {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly isRetained: boolean;
  /** Of QoS 1, to be acknowledged by its number; null for others. */
  readonly messageId: number | null;
  /** Of QoS 2 and of wills: lets aedes go on. */
  readonly release?: () => void;
}

/** One connection, after its log-in. */
export interface Session {
  readonly collector: string;
  readonly proof: LogInProof;
  readonly subscriptions: Set<string>;
  /** Whether its socket should be left unread for now. */
  readonly isPaused: boolean;
  readonly inFlight: number;
  /** It was sent away: whatever still comes counts no more. */
  readonly isEnded: boolean;
  publish(publication: Publication): void;
  /** Sends to the device where it has subscribed and reads what it is sent. */
  tell(topic: string, payload: Uint8Array, isRetained?: boolean): void;
  /** Goes on after a pause. */
  pump(): void;
  /** Ends the connection at once; no acknowledgement goes out any more. */
  end(reason: string): void;
}

interface Item {
  readonly message: Parameters<Delivery["deliver"]>[0];
  readonly publication: Publication;
  readonly number: number;
  isDurable: boolean;
}

/**
 * Messages wait in `waiting` for the quota and for room; what is handed to intake is in flight until it is durable.
 * Both together are bounded, because nothing is read from the socket while one of them is full.
 */
export function createSession(
  client: AedesClient,
  { collector, proof }: { readonly collector: string; readonly proof: LogInProof },
  house: SessionHouse,
): Session {
  const planOf = createPlanner();
  const acknowledgements = createAcknowledgements(client);
  const bucket = house.bucketOf(collector);
  const { load } = house;
  let waiting: Item[] = [];
  let inFlight = 0;
  let inFlightBytes = 0;
  let count = 0;
  let timer: NodeJS.Timeout | null = null;
  let isEnded = false;
  const end = (reason: string): void => {
    if (isEnded) return;
    isEnded = true;
    if (timer !== null) clearTimeout(timer);
    waiting = [];
    house.log({ level: "warn", event: "mqtt.clientEnded", collector, reason });
    // What it was told is still sent; nothing is read any more.
    client.conn.end();
    setTimeout(() => client.conn.destroy(), lingerMs).unref();
  };
  const session: Session = {
    collector,
    proof,
    subscriptions: new Set(),
    get inFlight() {
      return inFlight;
    },
    get isEnded() {
      return isEnded;
    },
    get isPaused() {
      return waiting.length > 0 || isFull();
    },
    publish(publication) {
      const known = isEnded ? null : house.directory.find(collector);
      if (known === null) return;
      const plan = planOf(known, publication);
      if (plan === null) return end(`not its topic: ${publication.topic.slice(0, 200)}`);
      const { topic, payload } = publication;
      const message = {
        collector: known,
        plan,
        topic,
        payload,
        receivedAtMs: house.clock(),
        isAuthenticated: true,
      };
      const item = { message, publication, number: count++, isDurable: false };
      acknowledgements.expect(item);
      waiting.push(item);
      session.pump();
    },
    tell: (topic, payload, isRetained) =>
      tell(client, session, load, { topic, payload, isRetained: isRetained === true }),
    pump() {
      if (timer !== null || isEnded) return;
      let taken = 0;
      for (const item of waiting) {
        if (isFull()) break;
        const { receivedAtMs, collector: known } = item.message;
        const nowMs = taken === 0 ? house.clock() : receivedAtMs;
        const waitMs = bucket.take(nowMs, known.messagesPerSecond);
        if (waitMs > 0) {
          wait(waitMs);
          break;
        }
        taken += 1;
        start(item);
      }
      if (taken === waiting.length) waiting.length = 0;
      else if (taken > 0) waiting = waiting.slice(taken);
    },
    end,
  };
  const isFull = (): boolean =>
    inFlight >= mqttParameters.clientMessages.value ||
    inFlightBytes >= mqttParameters.clientBytes.value ||
    load.inFlightBytes >= mqttParameters.allBytes.value ||
    house.intake.isSaturatedFor(collector);
  const wait = (ms: number): void => {
    timer = setTimeout(() => {
      timer = null;
      session.pump();
      house.relieved();
    }, ms);
  };
  const answer = (payload: Uint8Array): void => session.tell(receiptsTopicOf(collector), payload);
  const start = (item: Item): void => {
    const bytes = item.message.payload.length;
    inFlight += 1;
    inFlightBytes += bytes;
    load.inFlight += 1;
    load.inFlightBytes += bytes;
    house.delivery.deliver(item.message, answer).then(
      (outcome) => settle(item, outcome),
      (cause: unknown) => {
        // Our own mistake: nothing is acknowledged, the device keeps what it has.
        const reason = cause instanceof Error ? cause.message : String(cause);
        house.log({ level: "error", event: "mqtt.deliveryFailed", collector, reason });
        settle(item, { kind: "never", reason: "internal" });
      },
    );
  };
  const settle = (item: Item, outcome: DeliveryOutcome): void => {
    const bytes = item.message.payload.length;
    inFlight -= 1;
    inFlightBytes -= bytes;
    load.inFlight -= 1;
    load.inFlightBytes -= bytes;
    if (outcome.kind === "durable") {
      load.messages += 1;
      item.isDurable = true;
      acknowledgements.release(item);
    } else if (outcome.kind === "never") {
      load.refused += 1;
      end(outcome.reason);
    } else if (!isEnded) {
      // In the order in which they came, as soon as the log may take them again.
      waiting = [...waiting, item].toSorted((a, b) => a.number - b.number);
      if (timer === null) wait(outcome.afterMs);
    }
    house.relieved();
  };
  return session;
}

/** A client publishes on few topics, again and again: what each is, is found out once. */
function createPlanner() {
  const plans = new Map<string, PublishPlan | null>();
  return (collector: KnownCollector, { topic, isRetained }: Publication): PublishPlan | null => {
    if (isRetained) return null;
    let plan = plans.get(topic);
    if (plan === undefined) {
      plan = planPublish(collector, topic);
      if (plans.size < 1000) plans.set(topic, plan);
    }
    return plan;
  };
}

/**
 * Acknowledgements of one commit go out in one write, in the order in which the messages came.
 * @source MQTT 3.1.1, 4.6
 */
function createAcknowledgements(client: AedesClient) {
  let expected: Item[] = [];
  let isFlushing = false;
  const flush = (): void => {
    isFlushing = false;
    const first = expected.findIndex((item) => !item.isDurable);
    const due = first === -1 ? expected : expected.slice(0, first);
    if (due.length === 0) return;
    expected = first === -1 ? [] : expected.slice(first);
    if (!client.conn.writable) return;
    client.conn.write(pubacks(due.map((item) => item.publication.messageId ?? 0)));
    // A client that never reads would make us keep its acknowledgements for ever.
    if (client.conn.writableLength > 4 * mqttParameters.unreadBytes.value) client.conn.destroy();
  };
  return {
    expect(item: Item): void {
      if (item.publication.messageId !== null) expected.push(item);
    },
    release(item: Item): void {
      item.publication.release?.();
      if (item.publication.messageId === null || isFlushing) return;
      isFlushing = true;
      setImmediate(flush);
    },
  };
}

function tell(
  client: AedesClient,
  { subscriptions }: Session,
  load: SessionHouse["load"],
  {
    topic,
    payload,
    isRetained,
  }: { readonly topic: string; readonly payload: Uint8Array; readonly isRetained: boolean },
): void {
  if (![...subscriptions].some((filter) => doesFilterCover(filter, topic)) || !client.conn.writable) return;
  if (client.conn.writableLength > mqttParameters.unreadBytes.value) load.receiptsLeftOut += 1;
  else client.conn.write(publishBytes(topic, payload, isRetained));
}
