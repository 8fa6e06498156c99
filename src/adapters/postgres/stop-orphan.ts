import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { postgresFaults } from "./errors.ts";

/**
 * Stops a PostgreSQL that a process of ours left behind on this cluster when it was killed. The caller holds the
 * lock of the data directory, so whoever started that PostgreSQL is dead. A stale `postmaster.pid` whose number now
 * belongs to another program is removed; that program is left alone.
 * @throws POSTGRES_ORPHAN_ALIVE when it survives even the immediate stop
 */
export async function stopOrphan(cluster: string, timeoutMs = 10_000): Promise<"none" | "stopped" | "stale"> {
  const pidFile = path.join(cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return "none";
  const pid = Number.parseInt(readFileSync(pidFile, "utf8"), 10);
  if (!isPostmasterOf(pid, cluster)) {
    rmSync(pidFile, { force: true });
    return "stale";
  }
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    signalProcess(pid, signal);
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      if (!isPostmasterOf(pid, cluster)) return "stopped";
      await sleep(25);
    }
  }
  throw postgresFaults.fault("POSTGRES_ORPHAN_ALIVE", { pid });
}

/** Whether the process lives and works in this very folder: a number alone may belong to somebody else by now. */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    const command = execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(cluster);
  } catch {
    return false;
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in between, which is what we want.
  }
}
