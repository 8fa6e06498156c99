import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#kernel";
import { roleNames } from "./credentials.ts";
import { databaseName, prepareRoles } from "./roles.ts";
import { type RunningPostgres, startPostgres } from "./supervisor.ts";
import { openSystemOfRecord, type PostgresAddress, type SystemOfRecord } from "./system-of-record.ts";

/** Tables that other parties may read, and why; nobody else may write them all the same. */
const readByOthers: Readonly<Record<string, string>> = {
  installation: "which party people log in to when they name none",
  enterprise_owner: "two names without meaning outside, so that every read finds its owner's log",
  fund_programme: "a programme's conditions are public",
  fund_programme_version: "a programme's conditions are public",
};

interface Table {
  readonly name: string;
  readonly isForced: boolean;
  readonly columns: readonly { name: string; type: string; isKey: boolean; isGenerated: boolean }[];
}

const stranger = randomUUID();
const owner = randomUUID();

let folder: string;
let server: RunningPostgres;
let record: SystemOfRecord;
let application: pg.Client;
let tables: readonly Table[];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "touchstone-rls-"));
  server = await startPostgres(folder);
  const { host, port, credentials } = server;
  await prepareRoles({ host, port }, credentials);
  const addressOf = (role: keyof typeof roleNames): PostgresAddress => ({
    host,
    port,
    database: databaseName,
    user: roleNames[role],
    password: credentials[role],
  });
  record = await openSystemOfRecord(addressOf("owner"), addressOf("application"), systemClock);
  const superuser = new pg.Client(addressOf("superuser"));
  await superuser.connect();
  tables = await listTables(superuser);
  for (const table of tables) await plantRow(superuser, table);
  await superuser.end();
  application = new pg.Client(addressOf("application"));
  await application.connect();
  await application.query("select set_config('touchstone.party_id', $1, false)", [stranger]);
});

afterAll(async () => {
  await application.end();
  await record.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("every table of the system of record", () => {
  it("has a party and forced row-level security", () => {
    expect(tables.length).toBeGreaterThan(20);
    const bare = tables.filter(
      ({ isForced, columns }) => !isForced || !columns.some(({ name }) => name === "party_id"),
    );
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  it("shows the application no row of another party, and none without one", async () => {
    const seen: string[] = [];
    for (const { name } of tables) {
      if ((await countSeen(name)) > 0) seen.push(name);
    }
    await application.query("select set_config('touchstone.party_id', '', false)");
    for (const { name } of tables) {
      if (!(name in readByOthers) && (await countSeen(name)) > 0) seen.push(`${name} without a party`);
    }
    await application.query("select set_config('touchstone.party_id', $1, false)", [stranger]);
    expect(seen.filter((name) => !(name in readByOthers))).toEqual([]);
  });

  it("lets the application change and remove no row of another party", async () => {
    for (const { name } of tables) {
      const where = `where party_id = '${owner}'`;
      expect(await tryTo(`update touchstone.${name} set party_id = party_id ${where}`), name).toBe("nothing");
      expect(await tryTo(`delete from touchstone.${name} ${where}`), name).toBe("nothing");
    }
  });

  it("lets the application add no row in the name of another party", async () => {
    for (const table of tables) {
      expect(await tryTo(insertOf(table, owner)), table.name).toBe("nothing");
    }
  });
});

/** How many rows of the other party the application sees; none where it may not even ask. */
async function countSeen(name: string): Promise<number> {
  try {
    const { rows } = await application.query<{ count: number }>(
      `select count(*)::int as count from touchstone.${name} where party_id = $1`,
      [owner],
    );
    return rows[0]?.count ?? 0;
  } catch (cause) {
    if (isRefusal(cause)) return 0;
    throw cause;
  }
}

/** Whether a statement changed something; a refusal by privilege or policy is nothing too. */
async function tryTo(statement: string): Promise<"nothing" | "something"> {
  try {
    return (await application.query(statement)).rowCount === 0 ? "nothing" : "something";
  } catch (cause) {
    if (isRefusal(cause)) return "nothing";
    throw cause;
  }
}

/** 42501: insufficient privilege, which a violated policy is as well. */
function isRefusal(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "42501";
}

async function listTables(client: pg.Client): Promise<readonly Table[]> {
  const { rows } = await client.query<{ name: string; forced: boolean; columns: Table["columns"] }>(
    `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
       (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null),
          'isGenerated', a.attgenerated <> '' or a.attidentity <> '',
          'isKey', exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary
            and a.attnum = any (i.indkey))) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
     from pg_class c where c.relnamespace = 'touchstone'::regnamespace and c.relkind in ('r', 'p')
       and c.relname <> 'schema_migration'
     order by c.relname`,
  );
  return rows.map(({ name, forced, columns }) => ({ name, isForced: forced, columns }));
}

/**
 * Takes away everything but row-level security (checks, references, triggers, obligatory columns), so that it alone
 * decides, and puts a row of each party into the table.
 */
async function plantRow(superuser: pg.Client, table: Table): Promise<void> {
  const name = `touchstone.${table.name}`;
  await superuser.query(`alter table ${name} disable trigger all`);
  const { rows } = await superuser.query<{ conname: string }>(
    "select conname from pg_constraint where conrelid = $1::regclass and contype = 'c'",
    [name],
  );
  for (const { conname } of rows) await superuser.query(`alter table ${name} drop constraint "${conname}"`);
  for (const column of table.columns) {
    if (!column.isKey && !column.isGenerated)
      await superuser.query(`alter table ${name} alter column ${column.name} drop not null`);
  }
  for (const party of [stranger, owner]) await superuser.query(insertOf(table, party));
  const { rowCount } = await superuser.query(`select 1 from ${name} where party_id = $1`, [owner]);
  expect(rowCount, table.name).toBe(1);
}

/** A row of the party with nothing but its key, which is new. */
function insertOf({ name, columns }: Table, party: string): string {
  const filled = columns.filter((column) => column.isKey || column.name === "party_id");
  const values = filled.map((column) => (column.name === "party_id" ? `'${party}'` : keyValue(column.type)));
  return `insert into touchstone.${name} (${filled.map((column) => column.name).join(", ")})
    overriding system value values (${values.join(", ")})`;
}

let nextKey = 0;

function keyValue(type: string): string {
  nextKey += 1;
  if (type === "uuid") return `'${randomUUID()}'`;
  if (type === "date") return `date '2026-01-01' + ${nextKey}`;
  return /^(integer|bigint|smallint|numeric)/.test(type) ? String(nextKey) : `'key-${nextKey}'`;
}
