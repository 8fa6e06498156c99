import { spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { roleNames } from "./credentials.ts";
import { postgresFaults } from "./errors.ts";
import type { Identity } from "./identity.ts";

/** How the programs of PostgreSQL are run. */
export interface Launch {
  readonly native: string;
  readonly identity: Identity;
}

/**
 * The name by which PostgreSQL knows its data directory. On Linux a process that stands in a folder can use it by
 * this name without searching its parents, so the data can lie below folders that only root may enter; the process
 * is started standing there. Elsewhere it is the path itself.
 */
export function dataDirectoryNameOf(cluster: string): string {
  return process.platform === "linux" ? "/proc/self/cwd" : cluster;
}

/**
 * Creates the cluster when there is none: UTF-8 and the built-in C.UTF-8 locale whatever the environment says, data
 * checksums, passwords for everybody. It appears under its name only when it is whole.
 * @param scratch  a private folder that the running user owns
 * @throws POSTGRES_CREATION_FAILED
 */
export async function createCluster(parameters: {
  readonly cluster: string;
  readonly scratch: string;
  readonly password: string;
  readonly launch: Launch;
}): Promise<void> {
  const { cluster, launch } = parameters;
  if (existsSync(cluster)) return;
  const partial = `${cluster}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  giveTo(partial, launch.identity);
  const passwordFile = path.join(parameters.scratch, "password");
  writeFileSync(passwordFile, `${parameters.password}\n`, { mode: 0o600 });
  giveTo(passwordFile, launch.identity);
  try {
    await runInitdb(partial, passwordFile, launch);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(partial, cluster);
}

/** Gives a file or folder to the user that PostgreSQL runs as. */
export function giveTo(target: string, identity: Identity): void {
  if (identity !== null) chownSync(target, identity.uid, identity.gid);
}

/** The options of `spawn` that make the child stand in the folder as that user, apart from our process group. */
export function spawnOptionsOf(folder: string, identity: Identity) {
  return {
    cwd: folder,
    // Apart from our group: Ctrl-C in a terminal would stop the database before the requests are drained.
    detached: true,
    env: { PATH: "/usr/bin:/bin", LANG: "C", LC_ALL: "C", TZ: "UTC" },
    ...(identity === null ? {} : { uid: identity.uid, gid: identity.gid }),
  } as const;
}

async function runInitdb(folder: string, passwordFile: string, { native, identity }: Launch): Promise<void> {
  const options = ["-D", dataDirectoryNameOf(folder), "-U", roleNames.superuser];
  options.push("-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
  options.push("-A", "scram-sha-256", "--pwfile", passwordFile, "--data-checksums", "--no-instructions");
  const child = spawn(path.join(native, "bin", "initdb"), options, {
    ...spawnOptionsOf(folder, identity),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output = (output + text).slice(-2000)));
  }
  const code = await new Promise<number | string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
  });
  if (code !== 0) {
    throw postgresFaults.fault("POSTGRES_CREATION_FAILED", { detail: `${code} ${output.trim()}` });
  }
  chmodSync(folder, 0o700);
}
