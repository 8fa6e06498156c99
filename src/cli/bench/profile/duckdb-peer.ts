import { readdirSync } from "node:fs";
import { join } from "node:path";
import type * as DuckDbModule from "@duckdb/node-api";

/** One enterprise as of a day, after so many deliveries. */
export interface WantedRows {
  readonly code: string;
  readonly asOf: string;
  readonly deliveries: number;
}

/** The same rows in another engine, to be measured beside ours. */
export interface RowsPeer {
  readonly name: string;
  readonly version: string;
  /** How long it took to bring all rows in. */
  readonly loadSeconds: number;
  readonly rows: number;
  /** Every row of the enterprise as objects, one query a stream. @returns how many */
  read(wanted: WantedRows): Promise<number>;
  close(): void;
}

/**
 * DuckDB in memory over the files of the deliveries themselves: a table a stream, ordered by enterprise and day, as one
 * would lay them out for this question. Null where DuckDB is not installed: it is needed for this comparison only.
 */
export async function openDuckDb(directory: string, deliveries: readonly string[]): Promise<RowsPeer | null> {
  // By a name that is a value: the package is a tool of development and no part of what is shipped.
  const installed = "@duckdb/node-api";
  const duckdb = (await import(installed).catch(() => null)) as typeof DuckDbModule | null;
  if (duckdb === null) return null;
  const startedAtMs = performance.now();
  const instance = await duckdb.DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  const tables = new Set(deliveries.flatMap((month) => csvFilesOf(join(directory, month))));
  const reads: { readonly sql: string }[] = [];
  let rows = 0;
  for (const file of tables) {
    const table = file.slice(0, -".csv".length).replaceAll("-", "_");
    const parts = deliveries.flatMap((month, index) =>
      csvFilesOf(join(directory, month)).includes(file)
        ? [
            `SELECT ${index} AS delivery, * FROM read_csv('${join(directory, month, file)}', header = true, sample_size = -1)`,
          ]
        : [],
    );
    const columns = await columnsOf(connection, parts[0] ?? "");
    const day = table === "declared" ? "filedOn" : columns.includes("onDay") ? "onDay" : "day";
    await connection.run(
      `CREATE TABLE ${table} AS SELECT * FROM (${parts.join(" UNION ALL BY NAME ")}) ORDER BY enterprise, "${day}"`,
    );
    const counted = await connection.runAndReadAll(`SELECT count(*)::INTEGER AS n FROM ${table}`);
    rows += Number(counted.getRowObjects()[0]?.["n"] ?? 0);
    reads.push({
      sql: `SELECT * FROM ${table} WHERE enterprise = $1 AND "${day}" <= CAST($2 AS DATE) AND delivery < $3
        ORDER BY "${day}", delivery`,
    });
  }
  const statements = await Promise.all(reads.map(async ({ sql }) => await connection.prepare(sql)));
  return {
    name: "DuckDB",
    version: duckdb.version(),
    loadSeconds: Math.round((performance.now() - startedAtMs) / 100) / 10,
    rows,
    read: async ({ code, asOf, deliveries: known }) => {
      let found = 0;
      for (const statement of statements) {
        statement.bindVarchar(1, code);
        statement.bindVarchar(2, asOf);
        statement.bindInteger(3, known);
        const result = await statement.runAndReadAll();
        found += result.getRowObjectsJS().length;
      }
      return found;
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function csvFilesOf(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".csv"));
}

async function columnsOf(
  connection: { runAndReadAll(sql: string): Promise<{ columnNames(): readonly string[] }> },
  sql: string,
): Promise<readonly string[]> {
  const { columnNames } = await connection.runAndReadAll(`${sql} LIMIT 0`).then((read) => ({
    columnNames: read.columnNames(),
  }));
  return columnNames;
}
