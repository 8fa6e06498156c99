import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { IndicatorColumn } from "#scorecard";
import { openEmbeddedEngine } from "../../src/adapters/clickhouse/connection.ts";
import { type ScoringEngine, cellOf, collectScores, rowsOf } from "./engine.ts";

/** ClickHouse inside the process; rows arrive in binary, so that no parser of decimals stands between. */
export async function openClickHouse(): Promise<ScoringEngine> {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-parity-"));
  const engine = openEmbeddedEngine(path.join(folder, "chdb"));
  const { writer } = engine;
  const version = await writer.query<{ version: string }>("SELECT version() AS version");
  const quoted = (name: string): string => `\`${name.replace(/[\\`]/g, "\\$&")}\``;
  return {
    name: `ClickHouse ${version[0]?.version}`,
    dialect: "clickhouse",
    load: async (columns) => {
      await writer.execute("CREATE DATABASE IF NOT EXISTS parity");
      await writer.execute("DROP TABLE IF EXISTS parity.applicants");
      const fields = columns.map(
        ({ id, kind }) => `${quoted(id)} Nullable(${kind === "numeric" ? "Float64" : "String"})`,
      );
      await writer.execute(
        `CREATE TABLE parity.applicants (\`row id\` UInt32, ${fields.join(", ")}) ENGINE = MergeTree ORDER BY \`row id\``,
      );
      const file = path.join(folder, "rows.bin");
      writeFileSync(file, rowBinaryOf(columns));
      await writer.execute(`INSERT INTO parity.applicants SELECT * FROM file('${file}', 'RowBinary',
        'i UInt32, ${columns.map(({ kind }, index) => `c${index} Nullable(${kind === "numeric" ? "Float64" : "String"})`).join(", ")}')`);
    },
    score: async (select) => {
      const bytes = await writer.queryBytes(
        `SELECT score, raw_pd FROM (${select}) AS scored ORDER BY \`row id\``,
        "RowBinary",
      );
      const numbers = new Float64Array(bytes.slice().buffer);
      return collectScores(
        Array.from({ length: numbers.length / 2 }, (_, row) => [
          numbers[2 * row] as number,
          numbers[2 * row + 1] as number,
        ]),
      );
    },
    countRows: async (select) => (await writer.query(select)).length,
    close: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function rowBinaryOf(columns: readonly IndicatorColumn[]): Buffer {
  let bytes = Buffer.alloc(1 << 20);
  let length = 0;
  for (let row = 0; row < rowsOf(columns); row++) {
    // A row is far shorter than this.
    if (bytes.length - length < 1 << 16) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)]);
    length = bytes.writeUInt32LE(row, length);
    for (const column of columns) {
      const cell = cellOf(column, row);
      // A missing number comes as NaN in every other row, and as NULL in the rest.
      const isNull = cell === null && !(column.kind === "numeric" && row % 2 === 0);
      length = bytes.writeUInt8(isNull ? 1 : 0, length);
      if (isNull) continue;
      if (column.kind === "numeric") {
        length = bytes.writeDoubleLE(cell === null ? Number.NaN : Number(cell), length);
      } else {
        const text = Buffer.from(String(cell));
        length = bytes.writeUInt8(text.length, length);
        length += text.copy(bytes, length);
      }
    }
  }
  return bytes.subarray(0, length);
}
