import { DOUBLE, DuckDBInstance, INTEGER, VARCHAR, quotedIdentifier } from "@duckdb/node-api";
import { type ScoringEngine, cellOf, collectScores, rowsOf } from "./engine.ts";

/** DuckDB inside the process, in memory. */
export async function openDuckDb(): Promise<ScoringEngine> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  const version = await connection.runAndReadAll("SELECT version()");
  return {
    name: `DuckDB ${String(version.getRows()[0]?.[0])}`,
    dialect: "duckdb",
    load: async (columns) => {
      await connection.run("DROP TABLE IF EXISTS applicants");
      const fields = columns.map(
        ({ id, kind }) => `${quotedIdentifier(id)} ${kind === "numeric" ? "DOUBLE" : "VARCHAR"}`,
      );
      await connection.run(`CREATE TABLE applicants ("row id" INTEGER, ${fields.join(", ")})`);
      const appender = await connection.createAppender("applicants");
      for (let row = 0; row < rowsOf(columns); row++) {
        appender.appendValue(row, INTEGER);
        for (const column of columns) {
          const cell = cellOf(column, row);
          // A missing number comes as NaN in every other row, and as NULL in the rest.
          if (cell === null && column.kind === "numeric" && row % 2 === 0) appender.appendDouble(Number.NaN);
          else appender.appendValue(cell, column.kind === "numeric" ? DOUBLE : VARCHAR);
        }
        appender.endRow();
      }
      appender.closeSync();
    },
    score: async (select) => {
      const result = await connection.runAndReadAll(
        `SELECT score, raw_pd FROM (${select}) AS scored ORDER BY "row id"`,
      );
      return collectScores(result.getRows().map(([points, pd]) => [Number(points), Number(pd)]));
    },
    countRows: async (select) => (await connection.runAndReadAll(select)).currentRowCount,
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
