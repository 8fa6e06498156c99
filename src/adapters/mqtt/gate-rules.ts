import { hash, randomUUID } from "node:crypto";
import { TLSSocket } from "node:tls";
import type { AedesOptions, ConnectPacket } from "aedes";
import { type AedesClient, isWill } from "./aedes-client.ts";
import { logIn, type LogInRefusal } from "./log-in.ts";
import type { MqttHouse } from "./mqtt-service.ts";
import { mqttParameters } from "./parameters.ts";
import { createSession, type Session, type SessionHouse } from "./session.ts";
import { maySubscribe, planPublish } from "./topic-access.ts";

/** What the rules share with the gate. */
interface GateState extends SessionHouse {
  readonly sessionOf: WeakMap<object, Session>;
  connections(): number;
  /** Counts a refused log-in. */
  refused(): void;
}

const connectTimeoutMs = 10_000;
const nothing = Buffer.alloc(0);

/** What aedes asks before it lets a client in, hear or speak. */
export function gateRules(house: MqttHouse, shared: GateState): AedesOptions {
  const willOf = new WeakMap<object, ConnectPacket["will"]>();
  return {
    connectTimeout: connectTimeoutMs,
    queueLimit: 1000,
    maxClientsIdLength: 65_535,
    preConnect(client, packet, done) {
      const isTooMany = shared.connections() >= mqttParameters.connections.value;
      if (isTooMany || shared.isClosing()) return done(null, false);
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
        shared.refused();
        const collector = (username ?? "").slice(0, 100);
        house.log({ level: "warn", event: "mqtt.logInRefused", collector, reason });
        const error = Object.assign(new Error(reason), { returnCode: reason === "notActive" ? 5 : 4 });
        setTimeout(() => done(error, null), mqttParameters.logInRefusalMs.value);
      };
      if (verdict.kind === "refused") return refuse(verdict.reason);
      if (!isWillAllowed(house, verdict.collector, willOf.get(client))) return refuse("will");
      shared.sessionOf.set(client, createSession(client as AedesClient, verdict, shared));
      done(null, true);
    },
    authorizeSubscribe(client, subscription, done) {
      const session = shared.sessionOf.get(client);
      const collector = session === undefined ? null : house.directory.find(session.collector);
      if (session === undefined || session.isEnded || collector === null) return done(null, null);
      const isTooMany = session.subscriptions.size >= mqttParameters.subscriptionsOfOne.value;
      if (isTooMany || !maySubscribe(collector, subscription.topic, house.hostId)) {
        const reason = subscription.topic.slice(0, 200);
        house.log({ level: "warn", event: "mqtt.subscriptionRefused", collector: collector.id, reason });
        return done(null, null);
      }
      session.subscriptions.add(subscription.topic);
      done(null, subscription);
    },
    authorizePublish(client, packet, done) {
      const session = client === null ? undefined : shared.sessionOf.get(client);
      if (session === undefined) return done(new Error("nobody is logged in"));
      const payload = typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload;
      const publication = { topic: packet.topic, payload, isRetained: packet.retain };
      if (isWill(packet)) {
        session.publish({ ...publication, messageId: null, release: () => done(new Error("taken")) });
      } else if (packet.qos === 2) {
        const release = (): void => {
          // aedes keeps the packet until the client's PUBREL, which may never come: its number is all that is needed.
          packet.payload = nothing;
          done(null);
        };
        session.publish({ ...publication, messageId: null, release });
      } else {
        session.publish({ ...publication, messageId: packet.qos === 1 ? (packet.messageId ?? null) : null });
      }
    },
    // Nothing goes from client to client.
    authorizeForward: () => null,
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
