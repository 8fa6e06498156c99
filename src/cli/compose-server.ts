import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { createLoginLimit, createLoginTokens } from "#access";
import {
  createAccountStore,
  createAuditStore,
  createEvaluationStore,
  createIdempotencyStore,
  createJobStore,
  createSessionStore,
  createUploadStore,
  type EmbeddedSystemOfRecord,
  openEmbeddedSystemOfRecord,
} from "#adapters/postgres";
import { createServer, type HttpOptions, type HttpServices } from "#http";
import { openJobRunner } from "#jobs";
import { createIdSource, createRandom } from "#kernel";
import type { CommandContext } from "./command-context.ts";
import { ensureAdministrator } from "./ensure-administrator.ts";
import { listen } from "./listen.ts";
import { type OpenStores, openStores } from "./open-stores.ts";
import { readKnowledge } from "./server-knowledge.ts";
import { evaluateForServer, startSampleOnce } from "./server-evaluation.ts";
import type { ServeConfiguration } from "./serve-configuration.ts";

/** A server that listens. */
export interface OpenServer {
  /** For example `http://127.0.0.1:8137`. */
  readonly address: string;
  /** A new one-time address for the administrator; valid once and for ten minutes. */
  logInAddress(): string;
  /** Resolves when the server cannot go on, because its database ended by itself. */
  readonly broken: Promise<void>;
  /** Drains requests, stops jobs, closes every store. */
  close(): Promise<void>;
}

const projectFolder = path.resolve(import.meta.dirname, "..", "..");
const dayMs = 86_400_000;
const drainMs = 3000;

/**
 * Opens the stores, starts the server on them and, on the first start, the evaluation of a simulated sample.
 * @throws FILES_DIRECTORY_IN_USE naming the process that has the data directory; the faults of the stores
 */
export async function openServer(
  configuration: ServeConfiguration,
  context: CommandContext,
): Promise<OpenServer> {
  const { clock } = context;
  const { origin } = configuration;
  const stores = await openStores(
    configuration.dataDir,
    origin === undefined ? { clock } : { clock, origin },
  );
  const closing: (() => Promise<void>)[] = [async () => await stores.close()];
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  try {
    const destination = pino.destination({
      dest: path.join(stores.directory, "server.log"),
      sync: true,
      mode: 0o600,
    });
    const logger = pino({ level: configuration.logLevel }, destination);
    const record = await openEmbeddedSystemOfRecord(path.join(stores.directory, "postgres"), clock);
    closing.push(async () => await record.close());
    const parts = await prepareServices({ configuration, context, stores, record, logger });
    closing.push(async () => await parts.services.jobs.runner.close());
    const server = await createServer(parts.services, parts.options, logger);
    closing.push(async () => await drain(server));
    const address = await listen(server, configuration);
    parts.setStatus("ready");
    if (configuration.sample === "true")
      await startSampleOnce(parts.services.jobs, record.partyId, stores.directory);
    logger.info({ address, pid: process.pid, postgres: record.pid }, "listening");
    return {
      address,
      logInAddress: () =>
        `${address}/login#token=${parts.services.access.tokens.issue(parts.administratorId)}`,
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

async function prepareServices(parameters: {
  configuration: ServeConfiguration;
  context: CommandContext;
  stores: OpenStores;
  record: EmbeddedSystemOfRecord;
  logger: pino.Logger;
}) {
  const { configuration, context, stores, record, logger } = parameters;
  const { clock } = context;
  const { partyId } = record;
  const nextId = createIdSource(clock, createRandom(randomUUID()));
  const accounts = createAccountStore(record, nextId);
  const administrator = await ensureAdministrator(accounts, { partyId, configuration, clock });
  const idempotency = createIdempotencyStore(record);
  await idempotency.clean(partyId, clock() - dayMs);
  const runner = await openJobRunner({
    store: createJobStore(record),
    clock,
    partyId,
    onFailure: (job, cause) => {
      logger.error({ err: cause, job: job.id }, "job failed");
      const [line] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
      context.stderr.write(`${job.kind} ${job.id}: ${line}\n`);
    },
  });
  let status: "starting" | "ready" | "stopping" = "starting";
  const services: HttpServices = {
    access: {
      accounts,
      sessions: createSessionStore(record),
      audit: createAuditStore(record),
      tokens: createLoginTokens(clock),
      limit: createLoginLimit(clock),
      clock,
      partyId,
    },
    jobs: {
      runner,
      evaluations: createEvaluationStore(record),
      uploads: createUploadStore(record),
      run: evaluateForServer(stores, clock),
      uploadFolderOf: (uploadId) => path.join(stores.directory, "uploads", uploadId),
      nextId,
      clock,
    },
    idempotency,
    knowledge: readKnowledge(stores),
    clock,
    version: await programVersion(),
    status: () => status,
  };
  const options: HttpOptions = {
    ...configuration,
    port: configuration.port ?? 0,
    webDirectory: path.join(projectFolder, "web", "dist"),
  };
  return {
    services,
    options,
    administratorId: administrator.id,
    setStatus: (next: typeof status) => {
      status = next;
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
