import type { Socket } from "node:net";
import { Aedes } from "aedes";
import { formatState, stateTopicOf } from "#telemetry";
import { type AedesClient, takeOverReading } from "./aedes-client.ts";
import { gateRules } from "./gate-rules.ts";
import { isStillGood } from "./log-in.ts";
import type { MqttHouse } from "./mqtt-service.ts";
import { mqttParameters } from "./parameters.ts";
import type { Session, SessionHouse } from "./session.ts";
import { createStrangerLimit } from "./stranger-limit.ts";

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
  const byCollector = new Map<string, Map<AedesClient, Session>>();
  const stalled = new Set<AedesClient>();
  const strangers = createStrangerLimit();
  const strangerAt = new WeakMap<object, string>();
  const known = (socket: object): void => {
    const address = strangerAt.get(socket);
    if (address === undefined) return;
    strangerAt.delete(socket);
    strangers.leave(address);
  };
  const bornAtMs = house.clock();
  let logInsRefused = 0;

  const aedes = await Aedes.createBroker({
    ...gateRules(house, {
      ...sessionHouse,
      sessionOf,
      connections: () => aedes.connectedClients,
      refused: () => (logInsRefused += 1),
    }),
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
    known(client.conn);
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
      const address = socket.remoteAddress ?? "";
      if (!strangers.enter(address)) {
        socket.destroy();
        return;
      }
      strangerAt.set(socket, address);
      socket.once("close", () => known(socket));
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
