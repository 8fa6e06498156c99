import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findBinaries } from "./binaries.ts";
import { canReach } from "./identity.ts";
import { makeBinariesReachable } from "./reachable-binaries.ts";
import { isPostmasterOf, stopOrphan } from "./stop-orphan.ts";
import { startPostgres } from "./supervisor.ts";

const isRoot = process.getuid?.() === 0;
const keeper = path.join(import.meta.dirname, "testing", "keep-postgres.ts");
const nobody = 65534;
const isProgramReachable = [process.execPath, path.dirname(keeper)].every((file) =>
  canReach(file, { uid: nobody, gid: nobody }),
);
if (isRoot && !isProgramReachable) {
  console.warn(`SKIPPED: an ordinary user cannot reach ${keeper}, so one test cannot run the program as one`);
}

let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  // Only its owner may enter, as root's home and a clone in a private folder.
  folder = mkdtempSync(path.join(tmpdir(), "touchstone-test-"));
  chmodSync(folder, 0o700);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await stopOrphan(path.join(folder, "cluster"));
  rmSync(folder, { recursive: true, force: true });
});

describe("our own PostgreSQL", () => {
  it("starts in a folder that only its owner may enter, stops, and starts again on the same data", async () => {
    const first = await startPostgres(folder);
    expect(isPostmasterOf(first.pid, path.join(folder, "cluster"))).toBe(true);
    await first.stop();
    expect(await first.ended).toBe("expected");
    expect(existsSync(first.host)).toBe(false);
    const second = await startPostgres(folder);
    expect(second.credentials).toEqual(first.credentials);
    await second.stop();
  });

  it("is UTF-8 with the built-in C.UTF-8 locale whatever the environment says, and listens on no port", async () => {
    const before = process.env["LANG"];
    process.env["LANG"] = "de_DE.ISO-8859-1";
    const server = await startPostgres(folder);
    process.env["LANG"] = before;
    const show = async (text: string) => await queryAsSuperuser(server, text);
    expect(
      await show(
        "select datcollate, datlocprovider, datlocale, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'postgres'",
      ),
    ).toEqual([{ datcollate: "C", datlocprovider: "b", datlocale: "C.UTF-8", encoding: "UTF8" }]);
    expect(
      await show(
        "select setting from pg_settings where name in ('listen_addresses', 'fsync', 'data_checksums') order by name",
      ),
    ).toEqual([{ setting: "on" }, { setting: "on" }, { setting: "" }]);
    await server.stop();
  });

  it("leaves nothing behind when its starter is killed: no process and no socket folder", async () => {
    const { child, pid, host } = await startKeeper();
    child.kill("SIGKILL");
    await waitUntil(() => !isPostmasterOf(pid, path.join(folder, "cluster")));
    await waitUntil(() => !existsSync(host));
  });

  it("stops the orphan of a killed starter whose watchdog was killed too, and keeps the data", async () => {
    const { child, pid } = await startKeeper();
    for (const watchdog of childrenOf(child, "touchstone-watchdog")) process.kill(watchdog, "SIGKILL");
    child.kill("SIGKILL");
    await sleep(300);
    expect(isPostmasterOf(pid, path.join(folder, "cluster"))).toBe(true);
    const server = await startPostgres(folder);
    expect(isPostmasterOf(pid, path.join(folder, "cluster"))).toBe(false);
    expect(await queryAsSuperuser(server, "select word from kept")).toEqual([{ word: "试金石" }]);
    await server.stop();
  });

  it("recovers after the database itself was killed", async () => {
    const { child, pid } = await startKeeper();
    process.kill(pid, "SIGKILL");
    await new Promise((resolve) => child.on("close", resolve));
    const server = await startPostgres(folder);
    expect(await queryAsSuperuser(server, "select word from kept")).toEqual([{ word: "试金石" }]);
    await server.stop();
  });

  it("leaves a stranger alone whose process number stands in a stale postmaster.pid", async () => {
    const server = await startPostgres(folder);
    await server.stop();
    const stranger = spawn("sleep", ["60"]);
    children.push(stranger);
    writeFileSync(path.join(folder, "cluster", "postmaster.pid"), `${stranger.pid}\n`);
    const again = await startPostgres(folder);
    expect(stranger.exitCode).toBe(null);
    expect(stranger.signalCode).toBe(null);
    await again.stop();
  });

  it("creates the cluster anew when its creation was broken off", async () => {
    mkdirSync(path.join(folder, "cluster.partial", "base"), { recursive: true });
    const server = await startPostgres(folder);
    expect(await queryAsSuperuser(server, "select 1 as one")).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it("says where the log is when the cluster is broken", async () => {
    const server = await startPostgres(folder);
    await server.stop();
    rmSync(path.join(folder, "cluster", "global"), { recursive: true });
    await expect(startPostgres(folder)).rejects.toThrow(/POSTGRES_START_FAILED|postgres\.log/);
  });
});

describe.runIf(isRoot)("as root", () => {
  it("runs as another user, who owns the cluster", async () => {
    const server = await startPostgres(folder);
    const status = readFileSync(`/proc/${server.pid}/status`, "utf8");
    expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).not.toBe("0");
    await server.stop();
  });

  it("copies the binaries from where only root can read, and refuses a folder that somebody else planted", () => {
    const hidden = path.join(folder, "native");
    const { native, version } = findBinaries();
    for (const name of ["bin", "lib"])
      cpSync(path.join(native, name), path.join(hidden, name), { recursive: true, verbatimSymlinks: true });
    mkdirSync(path.join(hidden, "share"));
    const parent = mkdtempSync(path.join(tmpdir(), "touchstone-place-"));
    chmodSync(parent, 0o755);
    const place = path.join(parent, "touchstone");
    const umask = process.umask(0o077);
    try {
      const identity = { uid: nobody, gid: nobody };
      const copy = makeBinariesReachable({ native: hidden, version }, identity, [place]);
      expect(path.dirname(copy)).toBe(realpathSync(place));
      expect(
        execFileSync(path.join(copy, "bin", "postgres"), ["--version"], { ...identity, encoding: "utf8" }),
      ).toMatch(/^postgres \(PostgreSQL\) \d+/);
      expect(makeBinariesReachable({ native: hidden, version }, identity, [place])).toBe(copy);
      chownSync(copy, nobody, nobody);
      expect(makeBinariesReachable({ native: hidden, version }, identity, [place])).not.toBe(copy);
    } finally {
      process.umask(umask);
      rmSync(parent, { recursive: true, force: true });
    }
  });

  it.skipIf(!isProgramReachable)("starts for an ordinary user too", async () => {
    chownSync(folder, nobody, nobody);
    const { child, pid } = await startKeeper({ uid: nobody, gid: nobody });
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).toBe(String(nobody));
    child.stdin?.end();
    await new Promise((resolve) => child.on("close", resolve));
    expect(child.exitCode).toBe(0);
  });
});

async function startKeeper(identity: { uid?: number; gid?: number } = {}) {
  const child = spawn(process.execPath, [keeper, folder], {
    ...identity,
    cwd: "/",
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").once("data", resolve);
    child.once("close", () => reject(new Error("The keeper ended before it was ready")));
  });
  const { pid, host } = JSON.parse(line) as { pid: number; host: string };
  return { child, pid, host };
}

async function queryAsSuperuser(
  server: Awaited<ReturnType<typeof startPostgres>>,
  text: string,
): Promise<unknown[]> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({
    host: server.host,
    user: "touchstone_super",
    password: server.credentials.superuser,
    database: "postgres",
  });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

function childrenOf(parent: ChildProcess, word: string): number[] {
  const table = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
  return table
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1] === String(parent.pid) && columns.includes(word))
    .map((columns) => Number(columns[0]));
}

async function waitUntil(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error("It did not happen within ten seconds");
    await sleep(25);
  }
}
