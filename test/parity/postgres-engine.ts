import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { roleNames } from "../../src/adapters/postgres/credentials.ts";
import { startPostgres } from "../../src/adapters/postgres/supervisor.ts";
import { type ScoringEngine, cellOf, collectScores, rowsOf } from "./engine.ts";

const rowsAtOnce = 10_000;

/** A PostgreSQL of its own in a temporary folder. */
export async function openPostgres(): Promise<ScoringEngine> {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-parity-"));
  const server = await startPostgres(path.join(folder, "postgres"));
  const client = new pg.Client({
    host: server.host,
    port: server.port,
    database: "postgres",
    user: roleNames.superuser,
    password: server.credentials.superuser,
  });
  await client.connect();
  const version = await client.query<{ server_version: string }>("SHOW server_version");
  return {
    name: `PostgreSQL ${version.rows[0]?.server_version}`,
    dialect: "postgresql",
    load: async (columns) => {
      const fields = columns.map(
        ({ id, kind }) => `${pg.escapeIdentifier(id)} ${kind === "numeric" ? "double precision" : "text"}`,
      );
      await client.query("DROP TABLE IF EXISTS applicants");
      await client.query(`CREATE TABLE applicants ("row id" integer, ${fields.join(", ")})`);
      const rows = rowsOf(columns);
      const arrays = columns.map(
        ({ kind }, index) => `$${index + 2}::${kind === "numeric" ? "double precision" : "text"}[]`,
      );
      for (let from = 0; from < rows; from += rowsAtOnce) {
        const part = Array.from({ length: Math.min(rowsAtOnce, rows - from) }, (_, index) => from + index);
        await client.query(
          `INSERT INTO applicants SELECT * FROM unnest($1::integer[], ${arrays.join(", ")})`,
          [
            part,
            ...columns.map((column) =>
              part.map((row) => {
                const cell = cellOf(column, row);
                // A missing number comes as NaN in every other row, and as NULL in the rest.
                return cell === null && column.kind === "numeric" && row % 2 === 0 ? "NaN" : cell;
              }),
            ),
          ],
        );
      }
    },
    score: async (select) => {
      const result = await client.query<{ score: number; raw_pd: number }>(
        `SELECT score, raw_pd FROM (${select}) AS scored ORDER BY "row id"`,
      );
      return collectScores(result.rows.map(({ score, raw_pd }) => [score, raw_pd]));
    },
    countRows: async (select) => (await client.query(select)).rows.length,
    close: async () => {
      await client.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
