import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import pg from "pg";
import { type Clock, createIdSource, createRandom } from "#kernel";
import { randomUUID } from "node:crypto";
import { roleNames } from "./credentials.ts";
import { postgresFaults } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { databaseName, prepareRoles } from "./roles.ts";
import type { Tables } from "./schema.ts";
import { startPostgres } from "./supervisor.ts";

/** Where a PostgreSQL is, and as whom we come; an external one differs from our own in nothing but this. */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** What the bank of this installation is called; what is left out keeps what it was. */
export interface InstallationParty {
  readonly code?: string | undefined;
  readonly name?: string | undefined;
}

/** The system of record, migrated, seen as the application's role. */
export interface SystemOfRecord {
  /** The party of this installation. */
  readonly partyId: string;
  /** A transaction that sees and writes the rows of one party only; the database enforces it. */
  inParty<T>(partyId: string, work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Our own PostgreSQL and the system of record in it. */
export interface EmbeddedSystemOfRecord extends SystemOfRecord {
  readonly pid: number;
  /** Resolves when PostgreSQL ended; `unexpected` when it was not us who ended it. */
  readonly ended: Promise<"expected" | "unexpected">;
}

/**
 * Starts PostgreSQL on the folder, brings the schema up to date and opens it; `close` stops PostgreSQL again.
 * @throws the faults of starting and of migrating
 */
export async function openEmbeddedSystemOfRecord(
  directory: string,
  clock: Clock,
  installation: InstallationParty = {},
): Promise<EmbeddedSystemOfRecord> {
  const server = await startPostgres(directory);
  try {
    const { host, port, credentials } = server;
    await prepareRoles({ host, port }, credentials);
    const at = { host, port, database: databaseName };
    const record = await openSystemOfRecord(
      { ...at, user: roleNames.owner, password: credentials.owner },
      { ...at, user: roleNames.application, password: credentials.application },
      clock,
      installation,
    );
    return {
      partyId: record.partyId,
      inParty: record.inParty,
      pid: server.pid,
      ended: server.ended,
      close: async () => {
        await record.close();
        await server.stop();
      },
    };
  } catch (cause) {
    await server.stop();
    throw cause;
  }
}

/** Brings the schema up to date as its owner, then opens it as the application. */
export async function openSystemOfRecord(
  owner: PostgresAddress,
  application: PostgresAddress,
  clock: Clock,
  installation: InstallationParty = {},
): Promise<SystemOfRecord> {
  const partyId = await prepareSchema(owner, { clock, installation });
  const pool = new pg.Pool({ ...application, max: 8, types: { getTypeParser } });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema("touchstone");
  return {
    partyId,
    inParty: async (party, work) => {
      try {
        return await database.transaction().execute(async (transaction) => {
          await sql`select set_config('touchstone.party_id', ${party}, true)`.execute(transaction);
          return await work(transaction);
        });
      } catch (cause) {
        throw isImpossibleValue(cause) ? postgresFaults.fault("POSTGRES_VALUE_IMPOSSIBLE", {}, cause) : cause;
      }
    },
    close: async () => await database.destroy(),
  };
}

/**
 * Class 22 of the codes of SQL: a value has the form that the program asked for, yet is none that the database holds,
 * for example a day of the year zero, or text with a zero byte.
 */
function isImpossibleValue(cause: unknown): boolean {
  return cause instanceof pg.DatabaseError && cause.code?.startsWith("22") === true;
}

async function prepareSchema(
  owner: PostgresAddress,
  parameters: { readonly clock: Clock; readonly installation: InstallationParty },
): Promise<string> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await migrate(client);
    return await findOrMakeParty(client, parameters);
  } finally {
    await client.end();
  }
}

/** The bank that this installation belongs to: made at the first start, renamed when a start names it anew. */
async function findOrMakeParty(
  owner: pg.Client,
  { clock, installation }: { readonly clock: Clock; readonly installation: InstallationParty },
): Promise<string> {
  const { rows } = await owner.query<{ party_id: string }>("select party_id from touchstone.installation");
  const partyId = rows[0]?.party_id ?? createIdSource(clock, createRandom(randomUUID()))();
  await owner.query("begin");
  await owner.query("select set_config('touchstone.party_id', $1, true)", [partyId]);
  if (rows[0] === undefined) {
    await owner.query(
      "insert into touchstone.party (party_id, kind, code, name, created_at_ms) values ($1, 'bank', $2, $3, $4)",
      [partyId, installation.code ?? "bank", installation.name ?? "试点银行", clock()],
    );
    await owner.query("insert into touchstone.installation (party_id) values ($1)", [partyId]);
  } else {
    await owner.query(
      "update touchstone.party set code = coalesce($2, code), name = coalesce($3, name) where party_id = $1",
      [partyId, installation.code ?? null, installation.name ?? null],
    );
  }
  await owner.query("commit");
  return partyId;
}

const int8 = 20;
const date = 1082;

/**
 * 64-bit integers come as numbers: those columns hold counts and epoch milliseconds, far below 2^53. A date comes as
 * the text `YYYY-MM-DD`: it is a business day, and a JavaScript date would depend on the machine's time zone.
 */
function getTypeParser(oid: number, format?: "text" | "binary") {
  if (oid === int8 && format !== "binary") return Number;
  if (oid === date && format !== "binary") return String;
  return pg.types.getTypeParser(oid, format as "text");
}
