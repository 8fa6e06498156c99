import { hash, randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { Aedes, type ConnectPacket } from "aedes";
import { formatState, stateTopicOf } from "#telemetry";
import { type AedesClient, isWill, takeOverReading } from "./aedes-client.ts";
import { isStillGood, logIn, type LogInRefusal } from "./log-in.ts";
import type { MqttHouse } from "./mqtt-service.ts";
import { mqttParameters } from "./parameters.ts";
import { createSession, type Session, type SessionHouse } from "./session.ts";
import { maySubscribe, planPublish } from "./topic-access.ts";

/** The embedded broker without its sockets: whoever is let in gets a session. */
export interface Gate {
  /** Takes a connection. */
  admit(socket: Socket): void;
  sessions(): Iterable<Session>;
  sessionsOf(collectorId: string): readonly Session[];
  readonly connections: number;
  readonly paused: number;
  readonly logInsRefused: number;
  /** Goes on reading where there is room again. */
  relieve(): void;
  /** Ends the connections of collectors that are no longer admitted. */
  sweep(): void;
  /** Tells everybody that listens whether the host is there. */
  tellState(isOnline: boolean): void;
  close(): Promise<void>;
}

const connectTimeoutMs = 10_000;

/**
 * aedes speaks the protocol: connections, subscriptions, keep-alive, wills. Publications never pass through it to
 * other clients: they go to intake, and PUBACK goes out when intake says that they are durable.
 * @param lost  a collector's last connection is gone
 */
export async function openGate(
  house: MqttHouse,
  sessionHouse: SessionHouse,
  lost: (collectorId: string) => void,
): Promise<Gate> {
  const sessionOf = new WeakMap<object, Session>();
  const willOf = new WeakMap<object, ConnectPacket["will"]>();
  const byCollector = new Map<string, Map<AedesClient, Session>>();
  const stalled = new Set<AedesClient>();
  const bornAtMs = house.clock();
  let logInsRefused = 0;

  const aedes = await Aedes.createBroker({
    connectTimeout: connectTimeoutMs,
    queueLimit: 1000,
    maxClientsIdLength: 65_535,
    preConnect(client, packet, done) {
      const isTooMany = aedes.connectedClients >= mqttParameters.connections.value;
      if (isTooMany || sessionHouse.isClosing()) return done(null, false);
      // A session ends with its connection: what is unread is asked for again, nothing is kept here. And a client id
      // counts only within its user name, so that nobody can push out another's connection by its id.
      packet.clean = true;
      packet.clientId = JSON.stringify([
        packet.username ?? certificateHashOf(client.conn) ?? "",
        packet.clientId || randomUUID(),
      ]);
      willOf.set(client, packet.will);
      done(null, true);
    },
    authenticate(client, username, password, done) {
      const certificateHash = certificateHashOf(client.conn);
      const credentials = { username: username ?? null, password: password ?? null, certificateHash };
      const verdict = logIn(house.directory, credentials, house.clock());
      const refuse = (reason: LogInRefusal | "will"): void => {
        logInsRefused += 1;
        const collector = (username ?? "").slice(0, 100);
        house.log({ level: "warn", event: "mqtt.logInRefused", collector, reason });
        const error = Object.assign(new Error(reason), { returnCode: reason === "notActive" ? 5 : 4 });
        setTimeout(() => done(error, null), mqttParameters.logInRefusalMs.value);
      };
      if (verdict.kind === "refused") return refuse(verdict.reason);
      if (!isWillAllowed(house, verdict.collector, willOf.get(client))) return refuse("will");
      sessionOf.set(client, createSession(client as AedesClient, verdict, sessionHouse));
      done(null, true);
    },
    authorizeSubscribe(client, subscription, done) {
      const session = sessionOf.get(client);
      const collector = session === undefined ? null : house.directory.find(session.collector);
      if (session === undefined || session.isEnded || collector === null) return done(null, null);
      if (!maySubscribe(collector, subscription.topic, house.hostId)) {
        const reason = subscription.topic.slice(0, 200);
        house.log({ level: "warn", event: "mqtt.subscriptionRefused", collector: collector.id, reason });
        return done(null, null);
      }
      session.subscriptions.add(subscription.topic);
      done(null, subscription);
    },
    authorizePublish(client, packet, done) {
      const session = client === null ? undefined : sessionOf.get(client);
      if (session === undefined) return done(new Error("nobody is logged in"));
      const payload = typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload;
      const publication = { topic: packet.topic, payload, isRetained: packet.retain };
      if (isWill(packet)) {
        session.publish({ ...publication, messageId: null, release: () => done(new Error("taken")) });
      } else if (packet.qos === 2) {
        session.publish({ ...publication, messageId: null, release: () => done(null) });
      } else {
        session.publish({ ...publication, messageId: packet.qos === 1 ? (packet.messageId ?? null) : null });
      }
    },
    // Nothing goes from client to client.
    authorizeForward: () => null,
  });

  const read = (client: AedesClient): void => {
    while (!client.closed && client._paused !== true) {
      const session = sessionOf.get(client);
      if (sessionHouse.isClosing() || session?.isPaused === true) {
        stalled.add(client);
        return;
      }
      const bytes = client.conn.read() as Buffer | null;
      if (bytes === null) return;
      if (session?.isEnded === true) continue;
      client._parser.parse(bytes);
      const limit = session === undefined ? mqttParameters.strangerBytes : mqttParameters.packetBytes;
      if (client._parser._list.length > limit.value) client.conn.destroy();
    }
  };
  const relieve = (): void => {
    // A client that stalls again is looked at again the next time.
    for (const client of Array.from(stalled)) {
      const session = sessionOf.get(client);
      session?.pump();
      if (session?.isPaused === true && !client.closed) continue;
      stalled.delete(client);
      read(client);
    }
  };
  aedes.on("client", (client) => {
    const session = sessionOf.get(client);
    if (session === undefined) return;
    const own = byCollector.get(session.collector) ?? new Map<AedesClient, Session>();
    byCollector.set(session.collector, own.set(client as AedesClient, session));
    if (own.size <= mqttParameters.connectionsOfOne.value) return;
    for (const [, oldest] of own) return oldest.end("too many connections of one collector");
  });
  aedes.on("clientDisconnect", (client) => {
    stalled.delete(client as AedesClient);
    const session = sessionOf.get(client);
    const own = session === undefined ? undefined : byCollector.get(session.collector);
    own?.delete(client as AedesClient);
    if (session === undefined || own === undefined || own.size > 0) return;
    byCollector.delete(session.collector);
    lost(session.collector);
  });
  const stateTopic = stateTopicOf(house.hostId);
  const tellStateTo = (session: Session | undefined, isOnline: boolean): void =>
    session?.tell(stateTopic, Buffer.from(formatState(isOnline, bornAtMs)), true);
  aedes.on("subscribe", (subscriptions, client) => {
    if (subscriptions.some(({ topic }) => topic === stateTopic)) tellStateTo(sessionOf.get(client), true);
  });
  aedes.on("unsubscribe", (filters, client) => {
    for (const filter of filters) sessionOf.get(client)?.subscriptions.delete(filter);
  });
  const each = function* (): Iterable<Session> {
    for (const own of byCollector.values()) yield* own.values();
  };
  return {
    admit(socket) {
      socket.setNoDelay(true);
      const client = aedes.handle(socket) as AedesClient;
      takeOverReading(client, () => read(client));
    },
    sessions: each,
    sessionsOf: (collectorId) => [...(byCollector.get(collectorId)?.values() ?? [])],
    get connections() {
      return aedes.connectedClients;
    },
    get paused() {
      return stalled.size;
    },
    get logInsRefused() {
      return logInsRefused;
    },
    relieve,
    sweep() {
      for (const session of each()) {
        if (!isStillGood(house.directory.find(session.collector), session.proof))
          session.end("no longer admitted");
      }
      // We are the ones who do not read: that is no silence of theirs.
      for (const client of stalled) client._keepaliveTimer?.refresh();
    },
    tellState(isOnline) {
      for (const session of each()) tellStateTo(session, isOnline);
    },
    close: () => new Promise((resolve) => aedes.close(() => resolve())),
  };
}

/** A will is a publication like any other; a client that wants one elsewhere is not let in. */
function isWillAllowed(house: MqttHouse, collectorId: string, will: ConnectPacket["will"]): boolean {
  if (will === undefined) return true;
  const collector = house.directory.find(collectorId);
  return collector !== null && will.retain !== true && planPublish(collector, will.topic) !== null;
}

/** SHA-256 of the client certificate; the handshake has shown that the client holds its key. */
function certificateHashOf(connection: unknown): string | null {
  if (!(connection instanceof TLSSocket)) return null;
  const certificate = connection.getPeerX509Certificate();
  if (certificate === undefined || Date.parse(certificate.validTo) < Date.now()) return null;
  return hash("sha256", certificate.raw, "hex");
}
