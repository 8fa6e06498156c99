import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#kernel";
import { roleNames } from "./credentials.ts";
import { loadMigrations, migrate } from "./migrate.ts";
import { databaseName, prepareRoles } from "./roles.ts";
import { type RunningPostgres, startPostgres } from "./supervisor.ts";
import { openSystemOfRecord, type PostgresAddress, type SystemOfRecord } from "./system-of-record.ts";

const otherParty = "01900000-0000-7000-8000-000000000001";

let folder: string;
let server: RunningPostgres;
let owner: PostgresAddress;
let application: PostgresAddress;
let record: SystemOfRecord;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "touchstone-test-"));
  server = await startPostgres(folder);
  const { host, port, credentials } = server;
  await prepareRoles({ host, port }, credentials);
  const at = { host, port, database: databaseName };
  owner = { ...at, user: roleNames.owner, password: credentials.owner };
  application = { ...at, user: roleNames.application, password: credentials.application };
  record = await openSystemOfRecord(owner, application, systemClock);
  await asOwner(async (client) => {
    await client.query("select set_config('touchstone.party_id', $1, false)", [otherParty]);
    await client.query(
      "insert into touchstone.party (party_id, kind, code, name, created_at_ms) values ($1, 'bank', 'another', 'Another', 0)",
      [otherParty],
    );
    await client.query("insert into touchstone.upload values ($1, gen_random_uuid(), 0, null)", [otherParty]);
  });
});

afterAll(async () => {
  await record.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("row-level security", () => {
  it("is forced on every table with a party, and every table has one", async () => {
    const tables = await asOwner(async (client) => {
      const { rows } = await client.query<{
        name: string;
        forced: boolean;
        has_party: boolean;
        policies: number;
      }>(
        `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
           exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'party_id'
             and a.attnotnull) as has_party,
           (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
         from pg_class c where c.relnamespace = 'touchstone'::regnamespace and c.relkind = 'r'
           and c.relname <> 'schema_migration'`,
      );
      return rows;
    });
    expect(tables.length).toBeGreaterThanOrEqual(11);
    for (const table of tables) {
      expect(table, table.name).toMatchObject({ forced: true, has_party: true });
      expect(table.policies, table.name).toBeGreaterThan(0);
    }
  });

  it("shows the application the rows of its own party only, and none without one", async () => {
    const count = async (party: string) =>
      await record.inParty(
        party,
        async (transaction) => (await transaction.selectFrom("upload").selectAll().execute()).length,
      );
    expect(await count(otherParty)).toBe(1);
    expect(await count(record.partyId)).toBe(0);
    await asApplication(async (client) => {
      expect((await client.query("select * from touchstone.upload")).rowCount).toBe(0);
    });
  });

  it("refuses a row that is written for another party", async () => {
    const write = record.inParty(record.partyId, async (transaction) =>
      transaction
        .insertInto("upload")
        .values({ party_id: otherParty, upload_id: otherParty, created_at_ms: 0, used_by: null })
        .execute(),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  it("leaves rows of another party untouched by an update or delete without a condition", async () => {
    await record.inParty(record.partyId, async (transaction) => {
      await transaction.updateTable("upload").set({ created_at_ms: 7 }).execute();
      await transaction.deleteFrom("upload").execute();
    });
    const rows = await record.inParty(otherParty, async (transaction) =>
      transaction.selectFrom("upload").selectAll().execute(),
    );
    expect(rows.map((row) => row.created_at_ms)).toEqual([0]);
  });

  it("cannot be switched off by the application's role, which is no superuser and owns nothing", async () => {
    await asApplication(async (client) => {
      const { rows } = await client.query(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user",
      );
      expect(rows).toEqual([
        { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
      ]);
      await expect(client.query("alter table touchstone.upload disable row level security")).rejects.toThrow(
        /owner/,
      );
      await expect(client.query("create table touchstone.mine (a int)")).rejects.toThrow(/permission denied/);
      await expect(client.query("create table public.mine (a int)")).rejects.toThrow(/permission denied/);
      await expect(client.query(`set role ${roleNames.owner}`)).rejects.toThrow(/permission denied/);
    });
  });

  it("refuses, as the caller's mistake, a value that no column holds", async () => {
    for (const value of [
      "'0000-01-01'::date",
      "'2027-02-30'::date",
      "9007199254740991::integer",
      "'a'::uuid",
    ]) {
      const ask = record.inParty(record.partyId, async (transaction) =>
        sql`select ${sql.raw(value)}`.execute(transaction),
      );
      await expect(ask, value).rejects.toMatchObject({ code: "POSTGRES_VALUE_IMPOSSIBLE", kind: "badInput" });
    }
    const zero = record.inParty(record.partyId, async (transaction) =>
      sql`select ${"a\u0000b"}::text`.execute(transaction),
    );
    await expect(zero).rejects.toMatchObject({ code: "POSTGRES_VALUE_IMPOSSIBLE" });
  });

  it("keeps no party on a connection after the transaction", async () => {
    await record.inParty(otherParty, async (transaction) =>
      transaction.selectFrom("party").selectAll().execute(),
    );
    const after = await record.inParty("", async (transaction) =>
      sql<{ found: number }>`select count(*)::int as found from touchstone.party`.execute(transaction),
    );
    expect(after.rows).toEqual([{ found: 0 }]);
  });
});

describe("the audit trail", () => {
  it("can be added to by the application and neither changed nor shortened", async () => {
    await record.inParty(record.partyId, async (transaction) =>
      transaction
        .insertInto("audit_event")
        .values({ party_id: record.partyId, user_id: null, action: "test", subject: "test", at_ms: 1 })
        .execute(),
    );
    const change = record.inParty(record.partyId, async (transaction) =>
      transaction.updateTable("audit_event").set({ action: "other" }).execute(),
    );
    await expect(change).rejects.toThrow(/permission denied/);
    const shorten = record.inParty(record.partyId, async (transaction) =>
      transaction.deleteFrom("audit_event").execute(),
    );
    await expect(shorten).rejects.toThrow(/permission denied/);
  });
});

describe("migrations", () => {
  it("change nothing when they are applied again", async () => {
    expect(await asOwner(async (client) => await migrate(client))).toBe(0);
  });

  it("refuse a schema that a newer program left", async () => {
    await asOwner(async (client) => {
      await client.query("insert into touchstone.schema_migration values (9999, '9999-later.sql', 'x')");
      await expect(migrate(client)).rejects.toMatchObject({ code: "POSTGRES_SCHEMA_NEWER" });
      await client.query("delete from touchstone.schema_migration where version = 9999");
    });
  });

  it("refuse to go on when an applied step was edited afterwards", async () => {
    const edited = loadMigrations().map((migration) => ({ ...migration, checksum: "edited" }));
    await asOwner(async (client) => {
      await expect(migrate(client, edited)).rejects.toMatchObject({ code: "POSTGRES_MIGRATION_CHANGED" });
    });
  });

  it("leave nothing of a step that fails half way", async () => {
    const broken = {
      version: 9000,
      name: "9000-broken.sql",
      checksum: "c",
      sql: "create table touchstone.half (a int); select 1/0",
    };
    await asOwner(async (client) => {
      await expect(migrate(client, [...loadMigrations(), broken])).rejects.toThrow(/division by zero/);
      const { rows } = await client.query("select to_regclass('touchstone.half') as half");
      expect(rows).toEqual([{ half: null }]);
    });
  });
});

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return await withClient(owner, work);
}

async function asApplication<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return await withClient(application, work);
}

async function withClient<T>(address: PostgresAddress, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
