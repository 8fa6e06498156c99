import { createHash } from "node:crypto";
import type { Connection } from "./connection.ts";
import { clickhouseFaults } from "./errors.ts";
import type { Migration } from "./schema.ts";

/**
 * Brings the store to the newest version, step by step.
 * @throws CLICKHOUSE_MIGRATION_CHANGED when a step that was applied reads differently today
 * @throws CLICKHOUSE_SCHEMA_NEWER when the store was written by a newer program
 */
export async function migrate(connection: Connection, migrations: readonly Migration[]): Promise<void> {
  await connection.execute(
    `CREATE TABLE IF NOT EXISTS schema_migration (version UInt32, checksum String, applied_at DateTime DEFAULT now())
     ENGINE = MergeTree ORDER BY version SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  );
  const applied = await connection.query<{ version: number; checksum: string }>(
    "SELECT version, checksum FROM schema_migration ORDER BY version",
  );
  const known = migrations.length;
  if (applied.length > known) {
    throw clickhouseFaults.fault("CLICKHOUSE_SCHEMA_NEWER", { found: applied.length, known });
  }
  for (const migration of migrations) {
    const checksum = checksumOf(migration);
    const earlier = applied.find((step) => step.version === migration.version);
    if (earlier === undefined) {
      await apply(connection, migration, checksum);
    } else if (earlier.checksum !== checksum) {
      throw clickhouseFaults.fault("CLICKHOUSE_MIGRATION_CHANGED", {
        version: migration.version,
        expected: earlier.checksum,
        found: checksum,
      });
    }
  }
}

/** A step cut short by a crash is run again, so a table that exists already is not an error. */
async function apply(connection: Connection, migration: Migration, checksum: string): Promise<void> {
  for (const statement of migration.statements) {
    await connection.execute(statement.replace(/^CREATE TABLE /, "CREATE TABLE IF NOT EXISTS "));
  }
  await connection.execute(
    "INSERT INTO schema_migration (version, checksum) SELECT {version:UInt32}, {checksum:String}",
    { version: migration.version, checksum },
  );
}

function checksumOf(migration: Migration): string {
  return createHash("sha256").update(migration.statements.join(";\n")).digest("hex");
}
