import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import pg from "pg";
import type { SourcePlace } from "../../source-kind.ts";
import { readSecret } from "../secret.ts";
import { type SqlConfig, selectedColumns } from "./sql-config.ts";
import type { PageStart, ViewReader, ViewRow } from "./view-reader.ts";

const connectTimeoutMs = 10_000;

/** A view in PostgreSQL. */
export async function openPostgresView(config: SqlConfig, place: SourcePlace): Promise<ViewReader> {
  const { database, statementTimeoutMs } = config;
  const client = new pg.Client({
    host: database.host,
    port: database.port,
    database: database.name,
    user: database.user,
    password: readSecret(database.password, place.configurationDirectory),
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: 2 * statementTimeoutMs,
    application_name: "touchstone collector",
    options: "-c default_transaction_read_only=on",
    ...(database.authorityFile === undefined
      ? {}
      : { ssl: { ca: readFileSync(resolve(place.configurationDirectory, database.authorityFile)) } }),
  });
  client.on("error", () => undefined);
  await client.connect();
  const table = config.view.split(".").map(pg.escapeIdentifier).join(".");
  const read = async <Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[],
  ): Promise<Row[]> => {
    await client.query("BEGIN TRANSACTION READ ONLY");
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.query("ROLLBACK");
    }
  };
  return {
    page: (start) => read<ViewRow>(selectText(config, table, start), valuesOf(start)),
    columns: async () => {
      const found = await read<{ name: string }>(
        `SELECT attname AS name FROM pg_attribute
         WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
        [table],
      );
      return found.map(({ name }) => name);
    },
    writeRights: async () => {
      const found = await read<{ right: string }>(
        `SELECT "right" FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS "right"
         WHERE has_table_privilege($1, "right")`,
        [table],
      );
      return found.map(({ right }) => right);
    },
    close: () => client.end(),
  };
}

function selectText(config: SqlConfig, table: string, start: PageStart | null): string {
  const list = selectedColumns(config).map((column) => {
    const quoted = pg.escapeIdentifier(column);
    return `${quoted}::text AS ${quoted}`;
  });
  const watermark = `${table.split(".").at(-1)}.${pg.escapeIdentifier(config.watermark.column)}`;
  const tie = `${table.split(".").at(-1)}.${pg.escapeIdentifier(config.watermark.tie)}`;
  const after =
    start === null
      ? `${watermark} IS NOT NULL`
      : start.tie === null
        ? `${watermark} >= $1`
        : `(${watermark} > $1 OR (${watermark} = $1 AND ${tie} > $2))`;
  return `SELECT ${list.join(", ")} FROM ${table} WHERE ${after} ORDER BY ${watermark}, ${tie} LIMIT ${config.rowsAtOnce}`;
}

function valuesOf(start: PageStart | null): readonly string[] {
  if (start === null) return [];
  return start.tie === null ? [start.watermark] : [start.watermark, start.tie];
}
