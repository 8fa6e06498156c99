import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openObservations } from "#adapters/clickhouse";
import { type ReadingPlan, aggregateSql, readingSql } from "./reading-columns.ts";

/** Sums by asset and day: asset, day, run, idle, alarm, good, quantity, night, peak. */
export type AggregateRow = readonly number[];

/** One way of aggregating readings that it already holds. */
export interface Contender {
  readonly name: string;
  readonly aggregate: () => Promise<readonly AggregateRow[]>;
  readonly close: () => Promise<void>;
}

/** What is used of DuckDB's own package. */
interface DuckDb {
  readonly DuckDBInstance: {
    readonly create: (path: string) => Promise<{ readonly connect: () => Promise<DuckDbConnection> }>;
  };
}

interface DuckDbConnection {
  readonly run: (sql: string) => Promise<unknown>;
  readonly runAndReadAll: (
    sql: string,
  ) => Promise<{ readonly getRows: () => readonly (readonly unknown[])[] }>;
  readonly closeSync: () => void;
}

const names = ["asset", "day", "run", "idle", "alarm", "good", "quantity", "night", "peak"] as const;

/** Plain SQL in the embedded ClickHouse, over a table in memory. */
export async function openClickHouse(plan: ReadingPlan): Promise<Contender> {
  const directory = mkdtempSync(join(tmpdir(), "touchstone-bench-readings-"));
  const observations = await openObservations(directory);
  const div = (left: string, right: number) => `intDiv(${left}, ${right})`;
  const source = `(SELECT number AS n FROM numbers(${plan.readings}))`;
  await observations.execute(`CREATE TABLE readings ENGINE = Memory AS ${readingSql(plan, source, div)}`);
  return {
    name: "ClickHouse, embedded",
    aggregate: async () => {
      const rows = await observations.query<Record<string, string | number>>(aggregateSql(div));
      return rows.map((row) => names.map((name) => Number(row[name])));
    },
    close: async () => {
      await observations.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Plain SQL in DuckDB, where it is installed; null otherwise. */
export async function openDuckDb(plan: ReadingPlan): Promise<Contender | null> {
  // By a name that is a value: the package is a tool of development and no part of what is shipped.
  const installed = "@duckdb/node-api";
  const module = (await import(installed).catch(() => null)) as DuckDb | null;
  if (module === null) return null;
  const connection = await (await module.DuckDBInstance.create(":memory:")).connect();
  const div = (left: string, right: number) => `(${left} // ${right})`;
  const source = `(SELECT range AS n FROM range(${plan.readings}))`;
  await connection.run(`CREATE TABLE readings AS ${readingSql(plan, source, div)}`);
  return {
    name: "DuckDB",
    aggregate: async () => {
      const reader = await connection.runAndReadAll(aggregateSql(div));
      return reader.getRows().map((row) => row.map(Number));
    },
    close: async () => {
      connection.closeSync();
    },
  };
}
