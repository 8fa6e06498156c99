import { readFileSync } from "node:fs";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { mqttFaults } from "./errors.ts";
import { openGate } from "./gate.ts";
import type { MqttHouse, MqttService } from "./mqtt-service.ts";
import { mqttParameters } from "./parameters.ts";
import { tellReceipts } from "./receipts.ts";
import { createSessionHouse } from "./session-house.ts";
import { createSparkplugDesk } from "./sparkplug-desk.ts";

/** Where the embedded broker listens. */
export interface BrokerAddress {
  readonly host: string;
  /** 0 for a free one, null for none. */
  readonly port: number | null;
  /** With a registered client certificate a device needs no password. */
  readonly tls: {
    readonly port: number;
    readonly certificateFile: string;
    readonly keyFile: string;
    /** PEM of those who issue client certificates, so that clients know which of theirs to show. */
    readonly authority?: string;
  } | null;
}

const drainMs = 6_000;

/**
 * Opens the MQTT broker inside the server.
 * @throws MQTT_CANNOT_LISTEN, MQTT_CERTIFICATE_UNREADABLE
 */
export async function openMqttBroker(address: BrokerAddress, house: MqttHouse): Promise<MqttService> {
  let isClosing = false;
  let isRelieving = false;
  const desk = createSparkplugDesk((topic, payload) => {
    for (const session of gate.sessions()) session.tell(topic, payload);
  }, house.clock);
  const relieved = (): void => {
    if (isRelieving) return;
    isRelieving = true;
    setImmediate(() => {
      isRelieving = false;
      gate.relieve();
    });
  };
  const sessionHouse = createSessionHouse(house, desk, { relieved, isClosing: () => isClosing });
  const gate = await openGate(house, sessionHouse, (collectorId) => {
    const sparkplug = house.directory.find(collectorId)?.sparkplug;
    if (sparkplug !== null && sparkplug !== undefined) desk.lose(sparkplug.group, sparkplug.node);
  });
  const stopReceipts = tellReceipts(
    house.events,
    house.directory,
    (topic, collector) => gate.sessionsOf(collector).some(({ subscriptions }) => subscriptions.has(topic)),
    (topic, payload, collector) => {
      for (const session of gate.sessionsOf(collector)) session.tell(topic, payload);
    },
  );
  const stopRelief = house.intake.onRelief(relieved);
  const sweeping = setInterval(() => {
    gate.sweep();
    desk.tick(house.clock());
  }, mqttParameters.sweepMs.value);
  const { load } = sessionHouse;
  const servers = await listenOn(address, (socket) => gate.admit(socket));
  return {
    port: servers.port,
    tlsPort: servers.tlsPort,
    status: () => ({
      mode: "embedded",
      isUp: !isClosing,
      connections: gate.connections,
      inFlight: load.inFlight,
      inFlightBytes: load.inFlightBytes,
      paused: gate.paused,
      logInsRefused: gate.logInsRefused,
      messages: load.messages,
      refused: load.refused,
      unknownTopics: 0,
      receiptsLeftOut: load.receiptsLeftOut,
      rebirthsAsked: desk.rebirthsAsked,
    }),
    async close() {
      if (isClosing) return;
      isClosing = true;
      clearInterval(sweeping);
      const closed = servers.close();
      await drained(() => load.inFlight === 0);
      gate.tellState(false);
      stopReceipts();
      stopRelief();
      await gate.close();
      servers.destroy();
      await closed;
    },
  };
}

/** Waits until what is under way is durable and its acknowledgements are out, or the time is up. */
async function drained(isDone: () => boolean): Promise<void> {
  const until = Date.now() + drainMs;
  while (!isDone() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
  await new Promise((resolve) => setImmediate(resolve));
}

interface Listening {
  readonly port: number | null;
  readonly tlsPort: number | null;
  close(): Promise<void>;
  destroy(): void;
}

async function listenOn(
  { host, port, tls }: BrokerAddress,
  admit: (socket: Socket) => void,
): Promise<Listening> {
  const sockets = new Set<Socket>();
  const servers: Server[] = [];
  const take = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // What happens to a socket before or after aedes listens must not end the server.
    socket.on("error", () => undefined);
    admit(socket);
  };
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  };
  const open = async (server: Server, at: number): Promise<number> => {
    await new Promise<void>((resolve, reject) => {
      server.once("error", (cause) =>
        reject(mqttFaults.fault("MQTT_CANNOT_LISTEN", { host, port: at }, cause)),
      );
      server.listen(at, host, resolve);
    });
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };
  try {
    const plainPort = port === null ? null : await open(createTcpServer(take), port);
    const tlsPort = tls === null ? null : await open(createTlsDoor(tls, take), tls.port);
    return {
      port: plainPort,
      tlsPort,
      close,
      destroy() {
        for (const socket of sockets) socket.destroy();
      },
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

function createTlsDoor(tls: NonNullable<BrokerAddress["tls"]>, take: (socket: Socket) => void): Server {
  const server = createTlsServer(
    {
      cert: readPem(tls.certificateFile),
      key: readPem(tls.keyFile),
      minVersion: "TLSv1.2",
      // A device may come with a password instead; what its certificate is worth the registry knows.
      requestCert: true,
      rejectUnauthorized: false,
      handshakeTimeout: 10_000,
      ...(tls.authority === undefined ? {} : { ca: [tls.authority] }),
    },
    take,
  );
  server.on("tlsClientError", () => undefined);
  return server;
}

function readPem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw mqttFaults.fault("MQTT_CERTIFICATE_UNREADABLE", { file }, cause);
  }
}
