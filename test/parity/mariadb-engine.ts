import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import mysql, { type Connection } from "mysql2/promise";
import type { IndicatorColumn } from "#scorecard";
import { type ScoringEngine, cellOf, collectScores, rowsOf } from "./engine.ts";

const serverPaths = ["/usr/sbin/mariadbd", "/usr/sbin/mysqld", "/usr/libexec/mysqld"];
const installPaths = ["/usr/bin/mariadb-install-db", "/usr/bin/mysql_install_db"];

/** Whether a MariaDB is installed; says loudly when not. */
export function hasMariaDb(): boolean {
  const found = serverPaths.some((file) => existsSync(file)) && installPaths.some((file) => existsSync(file));
  if (!found)
    console.warn("NOT TESTED on MySQL: install mariadb-server-core (npm test does it for root on Debian)");
  return found;
}

/** A MariaDB of its own in a temporary folder, reached by its socket. */
export async function openMariaDb(): Promise<ScoringEngine> {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-parity-"));
  const socket = path.join(folder, "socket");
  const data = path.join(folder, "data");
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  const install = installPaths.find((file) => existsSync(file)) as string;
  execFileSync(
    install,
    ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", ...user],
    { stdio: "ignore" },
  );
  const server = spawn(
    serverPaths.find((file) => existsSync(file)) as string,
    [
      "--no-defaults",
      `--datadir=${data}`,
      `--socket=${socket}`,
      "--skip-networking",
      "--local-infile=1",
      `--pid-file=${path.join(folder, "pid")}`,
      ...user,
    ],
    { stdio: "ignore" },
  );
  const connection = await connect(socket, server);
  const [versions] = await connection.query("SELECT VERSION() AS version");
  return {
    name: `MariaDB ${String((versions as { version: string }[])[0]?.version)}`,
    dialect: "mysql",
    load: (columns) => loadRows(connection, columns),
    score: async (select) => {
      const [rows] = await connection.query({
        sql: `SELECT score, raw_pd FROM (${select}) AS scored ORDER BY \`row id\``,
        rowsAsArray: true,
      });
      return collectScores(rows as unknown as [number, number][]);
    },
    countRows: async (select) => ((await connection.query(select))[0] as unknown[]).length,
    close: async () => {
      await connection.end();
      server.kill();
      await new Promise((resolve) => server.once("exit", resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function connect(socketPath: string, server: ChildProcess): Promise<Connection> {
  for (let attempt = 0; ; attempt++) {
    try {
      const connection = await mysql.createConnection({ socketPath, user: "root", charset: "utf8mb4" });
      await connection.query("CREATE DATABASE IF NOT EXISTS parity CHARACTER SET utf8mb4");
      await connection.query("USE parity");
      return connection;
    } catch (cause) {
      if (attempt === 300 || server.exitCode !== null) throw cause;
      await wait(100);
    }
  }
}

async function loadRows(connection: Connection, columns: readonly IndicatorColumn[]): Promise<void> {
  const fields = columns.map(
    ({ id, kind }) => `\`${id.replaceAll("`", "``")}\` ${kind === "numeric" ? "DOUBLE" : "VARCHAR(100)"}`,
  );
  await connection.query("DROP TABLE IF EXISTS applicants");
  await connection.query(`CREATE TABLE applicants (\`row id\` INT, ${fields.join(", ")})`);
  await connection.query({
    sql: "LOAD DATA LOCAL INFILE 'rows' INTO TABLE applicants CHARACTER SET utf8mb4",
    infileStreamFactory: () => Readable.from(linesOf(columns)),
  });
}

/** Tabs between fields, \N for NULL: the default format. Numbers keep all their digits. */
function* linesOf(columns: readonly IndicatorColumn[]): Generator<Buffer> {
  for (let row = 0; row < rowsOf(columns); row++) {
    const fields = columns.map((column) => {
      const cell = cellOf(column, row);
      if (cell === null) return "\\N";
      return typeof cell === "number" ? String(cell) : cell.replace(/[\\\t\n]/g, "\\$&");
    });
    yield Buffer.from(`${[row, ...fields].join("\t")}\n`);
  }
}
