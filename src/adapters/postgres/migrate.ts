import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { postgresFaults } from "./errors.ts";

/** One step of the schema: forward only, never edited once it was released. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text with line ends as LF, hex. */
  readonly checksum: string;
}

/** The migrations that come with this program, in order; their names start with their number. */
export function loadMigrations(folder = path.join(import.meta.dirname, "migrations")): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => {
      const sql = readFileSync(path.join(folder, file), "utf8").replaceAll("\r\n", "\n");
      const checksum = createHash("sha256").update(sql).digest("hex");
      return { version: Number.parseInt(file, 10), name: file, sql, checksum };
    });
}

/**
 * Brings the schema up to date as its owner: each missing migration in a transaction of its own, under one lock.
 * @returns how many were applied
 * @throws POSTGRES_SCHEMA_NEWER when a newer program was here; POSTGRES_MIGRATION_CHANGED when an applied step is
 *   not the one this program has
 */
export async function migrate(
  owner: pg.Client,
  migrations: readonly Migration[] = loadMigrations(),
): Promise<number> {
  await owner.query("create schema if not exists touchstone");
  await owner.query(
    `create table if not exists touchstone.schema_migration (
       version integer primary key, name text not null, checksum text not null,
       applied_at timestamptz not null default now())`,
  );
  // One lock for all programs that use this database; 8137 is an arbitrary number of ours.
  await owner.query("select pg_advisory_lock(8137)");
  try {
    const applied = await checkApplied(owner, migrations);
    const missing = migrations.filter(({ version }) => !applied.has(version));
    for (const migration of missing) await apply(owner, migration);
    return missing.length;
  } finally {
    await owner.query("select pg_advisory_unlock(8137)");
  }
}

async function checkApplied(owner: pg.Client, migrations: readonly Migration[]): Promise<Set<number>> {
  const { rows } = await owner.query<{ version: number; name: string; checksum: string }>(
    "select version, name, checksum from touchstone.schema_migration order by version",
  );
  const known = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const row of rows) {
    const migration = known.get(row.version);
    if (migration === undefined) {
      throw postgresFaults.fault("POSTGRES_SCHEMA_NEWER", {
        found: row.version,
        known: Math.max(0, ...known.keys()),
      });
    }
    if (migration.checksum !== row.checksum) {
      throw postgresFaults.fault("POSTGRES_MIGRATION_CHANGED", {
        name: row.name,
        expected: migration.checksum,
        found: row.checksum,
      });
    }
  }
  return new Set(rows.map((row) => row.version));
}

async function apply(owner: pg.Client, { version, name, sql, checksum }: Migration): Promise<void> {
  await owner.query("begin");
  try {
    await owner.query(sql);
    await owner.query(
      "insert into touchstone.schema_migration (version, name, checksum) values ($1, $2, $3)",
      [version, name, checksum],
    );
    await owner.query("commit");
  } catch (cause) {
    await owner.query("rollback");
    throw cause;
  }
}
