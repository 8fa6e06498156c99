import { randomUUID } from "node:crypto";
import path from "node:path";
import { hashPassword, type Role } from "#access";
import {
  createAccessStores,
  createDatasetStore,
  createEvaluationStore,
  createIdempotencyStore,
  createJobStore,
  createUploadStore,
} from "#adapters/postgres";
import type { Basis, ConsentServices, DataClass, WantedRead } from "#consent";
import { openJobRunner, type RunEvaluation } from "#jobs";
import { createIdSource, createRandom, systemClock } from "#kernel";
import { openTestRecord } from "../../adapters/postgres/testing/fresh-record.ts";
import { createServer } from "../server.ts";
import type { HttpServices, Knowledge } from "../services.ts";

export const password = "correct horse battery";

/** Uploads in the tests' server are kept small, so that limits can be reached. */
export const testLimits = { uploadFileBytes: 100_000, uploadBytes: 150_000, uploadFiles: 3 };

/** A server on a real PostgreSQL in a temporary folder, listening; only the evaluation itself is the test's. */
export async function openTestServer(run: RunEvaluation) {
  const { record, folder, close } = await openTestRecord();
  const nextId = createIdSource(systemClock, createRandom(randomUUID()));
  const clock = createTestClock();
  const failures: unknown[] = [];
  const runner = await openJobRunner({
    store: createJobStore(record),
    clock: clock.read,
    partyIds: [record.partyId],
    onFailure: (_job, cause) => failures.push(cause),
  });
  const services: HttpServices = {
    access: createAccessStores(record, { nextId, clock: clock.read }),
    jobs: {
      runner,
      evaluations: createEvaluationStore(record),
      uploads: createUploadStore(record),
      datasets: createDatasetStore(record),
      knownEnterprises: async () => new Set(),
      run,
      uploadFolderOf: (uploadId) => path.join(folder, "uploads", uploadId),
      nextId,
      clock: clock.read,
    },
    idempotency: createIdempotencyStore(record),
    knowledge,
    // The areas are tested on the whole composition, in test/server; here every read has a basis.
    areas: { ...emptyAreas, consent: allowingConsent } as unknown as HttpServices["areas"],
    sample: { read: () => null, enterAs: () => null },
    clock: clock.read,
    version: "test",
    status: () => "ready",
    mqttPorts: () => null,
  };
  const server = await createServer(services, {
    ...testLimits,
    host: "127.0.0.1",
    port: 0,
    webDirectory: null,
  });
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  return {
    address,
    services,
    record,
    folder,
    failures,
    clock,
    addAccount: async (name: string, role: Role) =>
      await services.access.accounts.save(
        { partyId: record.partyId, name, role, passwordHash: await hashPassword(password) },
        clock.read(),
      ),
    close: async () => {
      await runner.close();
      await server.close();
      await close();
    },
  };
}

const openLog = { state: "open", sinceMs: 0, reason: null } as const;

const knowledge: Knowledge = {
  indicators: [],
  missingReasons: {},
  readLog: async () => ({
    origin: "o",
    entries: 0,
    platformSize: 0,
    checkpoint: null,
    verifierKey: "k",
    health: openLog,
  }),
  readQuarantine: async (_evaluation, page) => ({ ...page, total: 0, items: [] }),
  readEvidence: async (_evaluation, enterprise) =>
    enterprise.code === "E1" ? Buffer.from('{"b": 1,"a":2}\n') : null,
};

/** Routes take their services apart when they are made; nothing of these is called here. */
const emptyAreas = {
  log: { health: () => openLog },
  parties: {},
  loanBook: {},
  devices: {},
  intake: { live: {} },
  imports: { readableOwn: async (_partyId: string, _dataset: string, readable: unknown) => readable },
  documents: {},
  watch: {},
  expertCard: {},
  studio: {},
  lending: {},
  fund: {},
  shadow: {},
};

/** Consent that gives every class to whoever declared an authorisation. */
const allowingConsent: Pick<ConsentServices, "basisOf" | "requireBasis" | "readPermitted" | "readList"> = {
  basisOf: async (_visitor, read) => attested(read),
  requireBasis: async (_visitor, read) => attested(read),
  readPermitted: async (_visitor, read) => attested(read),
  readList: async () => ({
    readable: { kind: "except", enterpriseIds: [] },
    record: async (enterpriseIds) => new Set(enterpriseIds),
  }),
};

function attested({ dataClasses }: WantedRead): ReadonlyMap<DataClass, Basis> {
  return new Map(dataClasses.map((dataClass) => [dataClass, { kind: "attestation", reference: "test" }]));
}

export type TestServer = Awaited<ReturnType<typeof openTestServer>>;

/** A clock that runs with the system's and can be set forward. */
function createTestClock() {
  let aheadMs = 0;
  return {
    read: () => systemClock() + aheadMs,
    advance: (byMs: number) => {
      aheadMs += byMs;
    },
  };
}

/** Somebody who is signed in, or nobody. */
export interface Caller {
  (method: string, url: string, options?: CallOptions): Promise<Response>;
}

export interface CallOptions {
  readonly json?: unknown;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
}

/** Calls the server as the browser of one person would. A POST gets a fresh idempotency key unless told otherwise. */
export function callerOf(address: string, cookie?: string): Caller {
  return async (method, url, options = {}) => {
    const key = options.key === undefined && method === "POST" ? randomUUID() : options.key;
    return await fetch(`${address}${url}`, {
      method,
      redirect: "manual",
      headers: {
        ...(cookie === undefined ? {} : { cookie }),
        ...(options.json === undefined ? {} : { "content-type": "application/json" }),
        ...(options.body === undefined ? {} : { "content-type": "application/octet-stream" }),
        ...(typeof key === "string" ? { "idempotency-key": key } : {}),
        ...options.headers,
      },
      ...(options.json === undefined ? {} : { body: JSON.stringify(options.json) }),
      ...(options.body === undefined ? {} : { body: options.body }),
    });
  };
}

/** Signs in by name and password and gives the caller with the cookie. */
export async function signInAs(server: TestServer, name: string, role: Role): Promise<Caller> {
  await server.addAccount(name, role);
  const answer = await callerOf(server.address)("POST", "/v1/session", { json: { user: name, password } });
  return callerOf(server.address, cookieOf(answer));
}

/** The cookie of an answer as a browser would send it back. */
export function cookieOf(answer: Response): string {
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

/** The body as JSON, unchecked. */
export async function bodyOf<T = Record<string, unknown>>(answer: Response | Promise<Response>): Promise<T> {
  return (await (await answer).json()) as T;
}
