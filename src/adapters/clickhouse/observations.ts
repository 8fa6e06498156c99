import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ObservationStore } from "#collect";
import type { QueryParameters } from "./connection.ts";
import { openEmbeddedEngine } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { packStoredRows } from "./pack-stored-rows.ts";
import { movePosition, projectGroup } from "./project-group.ts";
import { migrations, observationTables } from "./schema.ts";
import { createStoredRows } from "./stored-rows.ts";
import { loadTotals } from "./stored-totals.ts";

/** The observation store in ClickHouse; the SQL of this adapter's files runs through it. */
export interface Observations extends ObservationStore {
  /**
   * Runs a SELECT on the reading connection. Values from outside go in as `{name:Type}` parameters, never
   * into the text; results keep 64-bit integers as decimal strings (select `toInt32` or `toFloat64` where
   * smaller ones do).
   * @throws CLICKHOUSE_QUERY with ClickHouse's own sentence
   */
  query<T>(sql: string, parameters?: QueryParameters): Promise<T[]>;
  /** As `query`, with the raw result in a ClickHouse format such as RowBinary. */
  queryBytes(sql: string, format: string, parameters?: QueryParameters): Promise<Uint8Array>;
  /** Runs a statement on the writing connection. */
  execute(sql: string, parameters?: QueryParameters): Promise<void>;
  /** Waits for what runs, then closes; the directory is free afterwards. */
  close(): Promise<void>;
}

/** Opens (and migrates) the embedded store in a directory that belongs to it alone. */
export async function openObservations(directory: string): Promise<Observations> {
  const incoming = join(directory, "incoming");
  // The rows lie there in plain text, and the engine's own files are readable to everybody.
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  const engine = openEmbeddedEngine(join(directory, "engine"));
  try {
    await migrate(engine.writer, migrations);
    await packStoredRows({ connection: engine.writer, directory: incoming });
  } catch (fault) {
    await engine.close();
    throw fault;
  }
  const rows = createStoredRows(engine.reader);
  return {
    ...rows,
    totals: async () => await loadTotals(engine.reader, await rows.position()),
    project: async (group) => await projectGroup(engine.writer, incoming, group),
    reset: async () => {
      for (const table of observationTables)
        await engine.writer.execute(`DROP TABLE IF EXISTS ${table} SYNC`);
      await migrate(engine.writer, migrations);
    },
    advance: async (position) => await movePosition(engine.writer, position),
    query: engine.reader.query,
    queryBytes: engine.reader.queryBytes,
    execute: engine.writer.execute,
    close: engine.close,
  };
}
