import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import pg from "pg";
import { roleNames } from "../../../../adapters/postgres/credentials.ts";
import { startPostgres } from "../../../../adapters/postgres/supervisor.ts";
import { freePort } from "../../opcua/testing/machine-server.ts";
import { requireListener } from "../../reach.ts";

/** A business system's database with a view `erp_deliveries` and a user `reader` that may read it. */
export interface BusinessDatabase {
  /** The member `database` of a source's configuration. */
  readonly address: Record<string, unknown>;
  /** Runs statements as its owner. */
  run(...statements: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

const setUp = [
  `CREATE TABLE delivery (id integer PRIMARY KEY, number varchar(40), customer varchar(80), pieces decimal(12,3),
    amount decimal(14,2), delivered timestamp(6) NOT NULL, changed timestamp(6) NOT NULL, state varchar(10))`,
  "CREATE VIEW erp_deliveries AS SELECT * FROM delivery",
];

/** A row that was changed so many seconds after eight o'clock. */
export function insertDelivery(id: number, seconds: number, amount = "100.00"): string {
  const at = `2026-01-05 08:${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  return `INSERT INTO delivery VALUES (${id}, 'D-${id}', '客户甲', 12.5, ${amount}, '${at}', '${at}.123456', 'open')`;
}

export async function openPostgresBusiness(folder: string): Promise<BusinessDatabase> {
  const server = await startPostgres(join(folder, "postgres"));
  const { host, port } = server;
  const owner = new pg.Client({
    host,
    port,
    database: "postgres",
    user: roleNames.superuser,
    password: server.credentials.superuser,
  });
  await owner.connect();
  const run = async (...statements: readonly string[]): Promise<void> => {
    for (const statement of statements) await owner.query(statement);
  };
  await run(
    ...setUp,
    "CREATE ROLE reader LOGIN PASSWORD 'reading'",
    "GRANT SELECT ON erp_deliveries TO reader",
  );
  return {
    address: { engine: "postgresql", host, port, name: "postgres", user: "reader", password: "reading" },
    run,
    close: async () => {
      await owner.end();
      await server.stop();
    },
  };
}

const serverPath = "/usr/sbin/mariadbd";
const installPath = "/usr/bin/mariadb-install-db";

export const hasMariaDb = existsSync(serverPath) && existsSync(installPath);

export async function openMariaDbBusiness(folder: string): Promise<BusinessDatabase> {
  const data = join(folder, "mariadb");
  const port = await freePort();
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  execFileSync(
    installPath,
    ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", ...user],
    { stdio: "ignore" },
  );
  const server = spawn(
    serverPath,
    [
      "--no-defaults",
      `--datadir=${data}`,
      `--socket=${join(folder, "socket")}`,
      "--bind-address=127.0.0.1",
      `--port=${port}`,
      "--skip-name-resolve",
      `--pid-file=${join(folder, "pid")}`,
      ...user,
    ],
    { stdio: "ignore" },
  );
  const isListening = (): Promise<boolean> =>
    requireListener("127.0.0.1", port).then(
      () => true,
      () => false,
    );
  while (!(await isListening())) if (server.exitCode !== null) throw new Error("MariaDB did not start");
  const owner = await createConnection({ host: "127.0.0.1", port, user: "root", charset: "utf8mb4" });
  const run = async (...statements: readonly string[]): Promise<void> => {
    for (const statement of statements) await owner.query(statement);
  };
  await run(
    "CREATE DATABASE erp CHARACTER SET utf8mb4",
    "USE erp",
    ...setUp,
    "CREATE USER 'reader'@'%' IDENTIFIED BY 'reading'",
    "GRANT SELECT ON erp.erp_deliveries TO 'reader'@'%'",
  );
  return {
    address: { engine: "mysql", host: "127.0.0.1", port, name: "erp", user: "reader", password: "reading" },
    run,
    close: async () => {
      await owner.end();
      const exited = once(server, "exit");
      server.kill();
      await exited;
    },
  };
}
