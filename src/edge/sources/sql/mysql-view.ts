import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import type { SourcePlace } from "../../source-kind.ts";
import { readSecret } from "../secret.ts";
import { type SqlConfig, selectedColumns } from "./sql-config.ts";
import type { PageStart, ViewReader, ViewRow } from "./view-reader.ts";

const connectTimeoutMs = 10_000;

/** A view in MySQL or MariaDB. */
export async function openMysqlView(config: SqlConfig, place: SourcePlace): Promise<ViewReader> {
  const { database, statementTimeoutMs } = config;
  const connection = await createConnection({
    host: database.host,
    port: database.port,
    database: database.name,
    user: database.user,
    password: readSecret(database.password, place.configurationDirectory),
    connectTimeout: connectTimeoutMs,
    charset: "utf8mb4",
    multipleStatements: false,
    ...(database.authorityFile === undefined
      ? {}
      : { ssl: { ca: readFileSync(resolve(place.configurationDirectory, database.authorityFile)) } }),
  });
  connection.on("error", () => undefined);
  await connection.query("SET SESSION TRANSACTION READ ONLY");
  await limitStatements(connection, statementTimeoutMs);
  const read = async <Row>(sql: string, values: readonly string[]): Promise<readonly Row[]> => {
    await connection.query("START TRANSACTION READ ONLY");
    try {
      const [rows] = await connection.query<RowDataPacket[]>({ sql, timeout: 2 * statementTimeoutMs }, [
        ...values,
      ]);
      return rows as unknown as readonly Row[];
    } finally {
      await connection.query("ROLLBACK");
    }
  };
  const [schema, table] = config.view.includes(".") ? config.view.split(".") : [database.name, config.view];
  return {
    page: (start) => read<ViewRow>(selectText(config, start), valuesOf(start)),
    columns: async () => {
      const found = await read<{ name: string }>(
        `SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS
         WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION`,
        [schema ?? "", table ?? ""],
      );
      return found.map(({ name }) => name);
    },
    writeRights: async () => {
      const grants = await read<Record<string, string>>("SHOW GRANTS FOR CURRENT_USER()", []);
      const text = grants
        .flatMap((grant) => Object.values(grant))
        .map((grant) => grant.split(" ON ")[0] ?? "");
      return ["ALL PRIVILEGES", "INSERT", "UPDATE", "DELETE", "DROP"].filter((right) =>
        text.some((grant) => grant.includes(right)),
      );
    },
    close: () => connection.end(),
  };
}

/** MySQL counts in ms under one name, MariaDB in seconds under another. */
async function limitStatements(
  connection: Awaited<ReturnType<typeof createConnection>>,
  timeoutMs: number,
): Promise<void> {
  const [found] = await connection.query<RowDataPacket[]>("SELECT VERSION() AS version");
  const isMariaDb = String(found[0]?.["version"]).includes("MariaDB");
  await connection.query(
    isMariaDb ? "SET SESSION max_statement_time = ?" : "SET SESSION max_execution_time = ?",
    [isMariaDb ? timeoutMs / 1000 : timeoutMs],
  );
}

function selectText(config: SqlConfig, start: PageStart | null): string {
  const quote = (name: string): string => `\`${name}\``;
  const list = selectedColumns(config).map((column) => `CAST(${quote(column)} AS CHAR) AS ${quote(column)}`);
  const table = config.view.split(".").map(quote).join(".");
  const own = quote(config.view.split(".").at(-1) ?? "");
  const watermark = `${own}.${quote(config.watermark.column)}`;
  const tie = `${own}.${quote(config.watermark.tie)}`;
  const after =
    start === null
      ? `${watermark} IS NOT NULL`
      : start.tie === null
        ? `${watermark} >= ?`
        : `(${watermark} > ? OR (${watermark} = ? AND ${tie} > ?))`;
  return `SELECT ${list.join(", ")} FROM ${table} WHERE ${after} ORDER BY ${watermark}, ${tie} LIMIT ${config.rowsAtOnce}`;
}

function valuesOf(start: PageStart | null): readonly string[] {
  if (start === null) return [];
  return start.tie === null ? [start.watermark] : [start.watermark, start.watermark, start.tie];
}
