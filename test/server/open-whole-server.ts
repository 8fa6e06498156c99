import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Account, Party, PartyKind, Role } from "#access";
import { openDataDirectory } from "#adapters/files";
import { createIdSource, createRandom, systemClock } from "#kernel";
import { placeFreshRecord } from "../../src/adapters/postgres/testing/fresh-record.ts";
import { type OpenServer, openServer } from "../../src/cli/compose-server.ts";
import { serveConfigurationSchema } from "../../src/cli/serve-configuration.ts";
import { type Caller, callerOf, cookieOf } from "../../src/http/testing/open-test-server.ts";

export { bodyOf, type Caller, callerOf, cookieOf } from "../../src/http/testing/open-test-server.ts";

/** A person who is signed in; called like `await zhang("GET", "/v1/loans")`. */
export interface Person extends Caller {
  readonly account: Account;
  readonly party: Party;
  readonly cookie: string;
}

/** The whole composition in a temporary folder, listening, without the simulated sample. */
export interface WholeServer {
  readonly address: string;
  readonly services: OpenServer["services"];
  readonly record: OpenServer["record"];
  readonly ledger: OpenServer["ledger"];
  readonly operations: OpenServer["operations"];
  /** The data directory. */
  readonly directory: string;
  /** The installation's own party, a bank. */
  readonly bank: Party;
  readonly clock: { read(): number; advance(byMs: number): void };
  /** Everything that was written on standard error. */
  errors(): string;
  /** Makes a party; its code and name are made up unless given. */
  addParty(kind: PartyKind, names?: { readonly code?: string; readonly name?: string }): Promise<Party>;
  /** A new person of the party, signed in. */
  signIn(party: Party, role: Role, name?: string): Promise<Person>;
  close(): Promise<void>;
}

/** Opens the server as `touchstone serve` would, within this process. */
export async function openWholeServer(
  options: {
    readonly sample?: "true" | "evaluation" | "false";
    /** Fills the data directory before the server opens it. */
    readonly prepare?: (directory: string) => Promise<void>;
  } = {},
): Promise<WholeServer> {
  const folder = await mkdtemp(path.join(tmpdir(), "touchstone-server-"));
  const directory = path.join(folder, "data");
  openDataDirectory(directory).release();
  await options.prepare?.(directory);
  await placeFreshRecord(path.join(directory, "postgres"));
  const clock = createTestClock();
  let errors = "";
  const server = await openServer(
    serveConfigurationSchema.parse({
      dataDir: directory,
      port: 0,
      sample: options.sample ?? "false",
    }),
    {
      stdout: { write: () => true },
      stderr: { write: (text) => (errors += text) },
      env: {},
      clock: clock.read,
      language: "en",
      signal: new AbortController().signal,
      setExitCode: () => undefined,
    },
  );
  const { services, record, ledger, operations, address } = server;
  const bank = await services.access.accounts.findParty(record.partyId);
  if (bank === null) throw new Error("The installation has no party");
  const nextId = createIdSource(clock.read, createRandom(randomUUID()));
  return {
    address,
    services,
    record,
    ledger,
    operations,
    directory,
    bank,
    clock,
    errors: () => errors,
    addParty: async (kind, names = {}) => {
      const id = nextId();
      const code = names.code ?? `${kind}-${id.slice(-8)}`;
      const party: Party = { id, kind, code, name: names.name ?? code, isSimulated: false };
      await services.access.parties.create(record.partyId, [party], clock.read());
      return party;
    },
    signIn: async (party, role, name = `${role}-${nextId().slice(-6)}`) =>
      await signInAs(server, { party, role, name, atMs: clock.read() }),
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function signInAs(
  { services, address }: OpenServer,
  { party, role, name, atMs }: { party: Party; role: Role; name: string; atMs: number },
): Promise<Person> {
  const { accounts, tokens } = services.access;
  const account = await accounts.save({ partyId: party.id, name, role, passwordHash: null }, atMs);
  const token = tokens.issue({ partyId: party.id, accountId: account.id });
  const answer = await callerOf(address)("POST", "/v1/session", { json: { token } });
  if (!answer.ok) throw new Error(`Signing in failed: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  const cookie = cookieOf(answer);
  return Object.assign(callerOf(address, cookie), { account, party, cookie });
}

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
