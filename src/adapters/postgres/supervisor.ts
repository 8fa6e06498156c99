import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Fault } from "#kernel";
import { findBinaries } from "./binaries.ts";
import { createCluster, dataDirectoryNameOf, type Launch, spawnOptionsOf } from "./cluster.ts";
import { type Credentials, loadCredentials, roleNames } from "./credentials.ts";
import { postgresFaults } from "./errors.ts";
import { chooseIdentity } from "./identity.ts";
import { makeBinariesReachable } from "./reachable-binaries.ts";
import { makeSocketFolder, rememberSocketFolder, removeFormerSocketFolder } from "./socket-folder.ts";
import { stopOrphan } from "./stop-orphan.ts";
import { startWatchdog } from "./watchdog.ts";

/** A PostgreSQL of our own that runs, reachable by its Unix socket only. */
export interface RunningPostgres {
  readonly pid: number;
  /** The folder of the socket; `pg` takes it as host. */
  readonly host: string;
  readonly port: 5432;
  readonly credentials: Credentials;
  /** Resolves when it ended, whoever ended it; `expected` after `stop`. */
  readonly ended: Promise<"expected" | "unexpected">;
  /** Fast stop: open transactions are rolled back; takes seconds at most. */
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;
/** How long the children of a postmaster that was killed may take to notice that it is gone. */
const formerChildrenEndWithinMs = 10_000;
const fastStopMs = 6000;
const logBytes = 10 * 1024 * 1024;

/**
 * Starts PostgreSQL on `directory`, creating the cluster there first if needed. The caller holds the lock of the
 * data directory. A PostgreSQL left behind by a killed process is stopped first.
 * @throws POSTGRES_START_FAILED, POSTGRES_CREATION_FAILED, POSTGRES_ORPHAN_ALIVE, POSTGRES_PLATFORM_UNSUPPORTED,
 *   POSTGRES_NO_ORDINARY_USER, POSTGRES_NO_REACHABLE_FOLDER
 */
export async function startPostgres(directory: string): Promise<RunningPostgres> {
  const deadline = Date.now() + formerChildrenEndWithinMs;
  for (;;) {
    try {
      return await startOnce(directory);
    } catch (cause) {
      if (!isHeldByFormerChildren(cause) || Date.now() > deadline) throw cause;
      await sleep(100);
    }
  }
}

/** PostgreSQL refuses to start while a former postmaster's children still hold its shared memory. */
function isHeldByFormerChildren(cause: unknown): boolean {
  return (
    cause instanceof Fault && String(cause.parameters["detail"]).includes("pre-existing shared memory block")
  );
}

async function startOnce(directory: string): Promise<RunningPostgres> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const cluster = path.join(path.resolve(directory), "cluster");
  await stopOrphan(cluster);
  removeFormerSocketFolder(directory);
  const credentials = loadCredentials(directory);
  const identity = chooseIdentity(cluster);
  const launch: Launch = { native: makeBinariesReachable(findBinaries(), identity), identity };
  const socketFolder = makeSocketFolder(identity);
  rememberSocketFolder(directory, socketFolder);
  try {
    await createCluster({ cluster, scratch: socketFolder, password: credentials.superuser, launch });
    return await run({ directory, cluster, socketFolder, credentials, launch });
  } catch (cause) {
    removeFormerSocketFolder(directory);
    throw cause;
  }
}

async function run(parameters: {
  directory: string;
  cluster: string;
  socketFolder: string;
  credentials: Credentials;
  launch: Launch;
}): Promise<RunningPostgres> {
  const { directory, cluster, socketFolder, credentials, launch } = parameters;
  const log = path.join(directory, "postgres.log");
  const child = spawnPostmaster(cluster, socketFolder, log, launch);
  let isStopping = false;
  const ended = new Promise<"expected" | "unexpected">((resolve) => {
    child.on("close", () => resolve(isStopping ? "expected" : "unexpected"));
    child.on("error", () => resolve("unexpected"));
  });
  const pid = child.pid;
  if (pid === undefined)
    throw postgresFaults.fault("POSTGRES_START_FAILED", { log, detail: "not executable" });
  const watchdog = startWatchdog({ postmaster: pid, socketFolder, identity: launch.identity });
  const stop = async (): Promise<void> => {
    isStopping = true;
    for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
      child.kill(signal);
      if (await settlesWithin(ended, fastStopMs)) break;
    }
    await watchdog.dismiss();
    removeFormerSocketFolder(directory);
  };
  const connection = { host: socketFolder, user: roleNames.superuser, password: credentials.superuser };
  if (!(await becomesReady(child, connection))) {
    await stop();
    throw postgresFaults.fault("POSTGRES_START_FAILED", { log, detail: lastLinesOf(log) });
  }
  return { pid, host: socketFolder, port: 5432, credentials, ended, stop };
}

function spawnPostmaster(cluster: string, socketFolder: string, log: string, launch: Launch): ChildProcess {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > logBytes) rmSync(log);
  const settings = {
    listen_addresses: "",
    unix_socket_directories: socketFolder,
    unix_socket_permissions: "0700",
    port: "5432",
    max_connections: "32",
    shared_buffers: "32MB",
    io_method: "sync",
    max_logical_replication_workers: "0",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const output = openSync(log, "a", 0o600);
  try {
    return spawn(
      path.join(launch.native, "bin", "postgres"),
      ["-D", dataDirectoryNameOf(cluster), ...options],
      { ...spawnOptionsOf(cluster, launch.identity), stdio: ["ignore", output, output] },
    );
  } finally {
    closeSync(output);
  }
}

async function becomesReady(
  child: ChildProcess,
  connection: { host: string; user: string; password: string },
): Promise<boolean> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const client = new pg.Client({ ...connection, port: 5432, database: "postgres" });
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      // Not there yet, or still recovering; the process's end and the deadline bound this.
      await client.end().catch(() => {});
      await sleep(25);
    }
  }
  return false;
}

async function settlesWithin(promise: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  const timer = new AbortController();
  const timeout = sleep(timeoutMs, false, { signal: timer.signal }).catch(() => false);
  const isSettled = await Promise.race([promise.then(() => true), timeout]);
  timer.abort();
  return isSettled;
}

function lastLinesOf(log: string): string {
  return readFileSync(log, "utf8").trimEnd().split("\n").slice(-3).join(" | ");
}
