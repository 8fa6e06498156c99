import { readFile } from "node:fs/promises";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import type { MqttService } from "#adapters/mqtt";
import type { EmbeddedSystemOfRecord } from "#adapters/postgres";
import { createServer, type HttpOptions, type HttpServices } from "#http";
import type { Ledger } from "#ledger";
import type { OperatingSource } from "#operations";
import type { CommandContext } from "./command-context.ts";
import { composeAreas } from "./compose/areas.ts";
import { type Foundation, openFoundation } from "./compose/foundation.ts";
import { openMqtt } from "./compose/mqtt.ts";
import { ensureAdministrator } from "./ensure-administrator.ts";
import { listen } from "./listen.ts";
import { readKnowledge } from "./server-knowledge.ts";
import { openRegionClock } from "./region-clock.ts";
import { startSampleProject } from "./sample/start-sample-project.ts";
import { openRegionStart } from "./sample/start-region.ts";
import { startPilot } from "./sample/start-pilot.ts";
import { openTour } from "./sample/tour.ts";
import { startSampleOnce } from "./server-evaluation.ts";
import type { PlatformAddress } from "./plants/collector-configuration.ts";
import type { ServeConfiguration } from "./serve-configuration.ts";
import { startClocks } from "./start-clocks.ts";

/** A server that listens. */
export interface OpenServer {
  /** For example `http://127.0.0.1:8137`. */
  readonly address: string;
  /** A new one-time address for the administrator; valid once and for ten minutes. */
  logInAddress(): string;
  /** Resolves when the server cannot go on, because its database ended by itself. */
  readonly broken: Promise<void>;
  /** What the routes work on; for those who run a server within their own process. */
  readonly services: HttpServices;
  readonly record: EmbeddedSystemOfRecord;
  readonly ledger: Ledger;
  readonly operations: OperatingSource;
  /** The way in over MQTT; null where it is switched off. */
  readonly mqtt: MqttService | null;
  /** Drains requests, stops jobs, closes every store. */
  close(): Promise<void>;
}

const projectFolder = path.resolve(import.meta.dirname, "..", "..");
const drainMs = 3000;

/**
 * Opens the stores, starts the server on them and, on the first start, the evaluation of a simulated sample.
 * @throws FILES_DIRECTORY_IN_USE naming the process that has the data directory; the faults of the stores
 */
export async function openServer(
  configuration: ServeConfiguration,
  context: CommandContext,
): Promise<OpenServer> {
  const { dataDir, origin, bankName, bankCode, logLevel, witnessPolicy } = configuration;
  const foundation = await openFoundation(
    {
      dataDir,
      ...(origin === undefined ? {} : { origin }),
      witnessPolicy,
      bank: { code: bankCode, name: bankName },
      logger: (directory) => openLog(directory, logLevel),
    },
    context,
  );
  const { logger, record } = foundation;
  const closing: (() => Promise<void>)[] = [async () => await foundation.close()];
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  try {
    const parts = await prepareServices(foundation, configuration);
    closing.push(...startClocks(foundation, parts.services, configuration));
    const server = await createServer(parts.services, parts.options, logger);
    closing.push(async () => await drain(server));
    const address = await listen(server, configuration);
    const mqtt = await openMqtt(foundation, parts.services.areas, configuration);
    if (mqtt !== null) {
      closing.push(async () => await mqtt.close());
      parts.setMqttPorts({ plain: mqtt.port, tls: mqtt.tlsPort });
    }
    parts.setStatus("ready");
    if (configuration.sample !== "false") {
      await startSampleOnce(parts.services.jobs, parts.party, foundation.directory);
      const { jobs, areas } = parts.services;
      closing.push(startSampleProject({ jobs, studio: areas.studio }, parts.party, logger));
    }
    const region = openRegionClock({ ...parts.services, operations: foundation.stores.operations }, (cause) =>
      logger.error({ err: cause }, "gathering what the region says together failed"),
    );
    closing.push(async () => region.stop());
    if (configuration.sample === "true") {
      const platform = { http: address, mqtt: mqttAddressOf(mqtt, address) };
      closing.push(...startStory({ foundation, parts, server, platform, afterwards: region.begin }));
    } else region.begin();
    logger.info({ address, pid: process.pid, postgres: record.pid }, "listening");
    return {
      address,
      logInAddress: () => `${address}/login#token=${parts.services.access.tokens.issue(parts.administrator)}`,
      services: parts.services,
      record,
      ledger: foundation.stores.ledger,
      operations: foundation.stores.operations,
      mqtt,
      broken: whenBroken(record, context),
      close: async () => {
        parts.setStatus("stopping");
        logger.info("stopping");
        await closeAll();
        logger.info("stopped");
      },
    };
  } catch (cause) {
    await closeAll();
    throw cause;
  }
}

/** The simulated pilot, and after it the simulated region, beside the server's work. */
function startStory(at: {
  readonly foundation: Foundation;
  readonly parts: Awaited<ReturnType<typeof prepareServices>>;
  readonly server: FastifyInstance;
  readonly platform: PlatformAddress;
  readonly afterwards: () => void;
}): readonly (() => Promise<void>)[] {
  const { foundation, parts, server, platform: address, afterwards } = at;
  const { directory: folder, logger, clock, stores } = foundation;
  const { services, party } = parts;
  const stage = { ...services, party, operations: stores.operations };
  const region = openRegionStart(services.jobs, stage, { folder, logger, afterwards });
  const cast = { server, access: services.access, founder: parts.administrator };
  return [region.stop, startPilot(cast, { folder, address, clock, logger, afterwards: region.begin })];
}

/** Where a collector on this machine finds the way in over MQTT; null where it is switched off or in the clear to nobody. */
function mqttAddressOf(mqtt: MqttService | null, address: string): string | null {
  return mqtt === null || mqtt.port === null ? null : `mqtt://${new URL(address).hostname}:${mqtt.port}`;
}

function openLog(directory: string, level: string): pino.Logger {
  const destination = pino.destination({ dest: path.join(directory, "server.log"), sync: true, mode: 0o600 });
  return pino({ level }, destination);
}

async function prepareServices(foundation: Foundation, configuration: ServeConfiguration) {
  const { access, jobs, idempotency, record, stores, clock } = foundation;
  const { partyId } = record;
  const administrator = await ensureAdministrator(access.accounts, { partyId, configuration, clock });
  const party = await access.accounts.findParty(partyId);
  if (party === null) throw new Error(`The installation's party ${partyId} does not exist`);
  let status: "starting" | "ready" | "stopping" = "starting";
  let mqttPorts: ReturnType<HttpServices["mqttPorts"]> = null;
  const services: HttpServices = {
    access,
    jobs,
    idempotency,
    knowledge: readKnowledge(stores),
    areas: await composeAreas(foundation),
    sample: openTour(foundation.directory, access),
    clock,
    version: await programVersion(),
    status: () => status,
    mqttPorts: () => mqttPorts,
  };
  const options: HttpOptions = {
    ...configuration,
    port: configuration.port ?? 0,
    webDirectory: path.join(projectFolder, "web", "dist"),
  };
  return {
    services,
    options,
    party,
    administrator: { partyId, accountId: administrator.id },
    setStatus: (next: typeof status) => {
      status = next;
    },
    setMqttPorts: (ports: typeof mqttPorts) => {
      mqttPorts = ports;
    },
  };
}

/** Never resolves when it was us who stopped the database. */
function whenBroken(record: EmbeddedSystemOfRecord, context: CommandContext): Promise<void> {
  return new Promise((resolve, reject) => {
    const tell = (how: "expected" | "unexpected"): void => {
      if (how === "expected") return;
      context.stderr.write("PostgreSQL ended unexpectedly\n");
      resolve();
    };
    record.ended.then(tell, reject);
  });
}

/** Answers what is under way, within bounds: a reader that never ends must not keep the server. */
async function drain(server: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), drainMs);
  await server.close();
  clearTimeout(cut);
}

async function programVersion(): Promise<string> {
  const text = await readFile(path.join(projectFolder, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
