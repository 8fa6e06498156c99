import { spawn } from "node:child_process";
import { spawnOptionsOf } from "./cluster.ts";
import type { Identity } from "./identity.ts";

/**
 * Waits for a word from us. When its input ends without one, we were killed: it stops PostgreSQL, the hard way after
 * ten seconds, and removes the socket's folder. The socket's lock file goes when PostgreSQL has ended; a process
 * number alone would stay while nobody collects the dead process.
 */
const script = `
read -r word && exit 0
lock="$2/.s.PGSQL.5432.lock"
kill -INT "$1" 2>/dev/null
tries=0
while [ -e "$lock" ] && kill -0 "$1" 2>/dev/null && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
[ -e "$lock" ] && kill -QUIT "$1" 2>/dev/null
rm -rf -- "$2"
`;

/** A guard beside the database that outlives us by seconds only. */
export interface Watchdog {
  /** Says that the database has been stopped properly. */
  dismiss(): Promise<void>;
}

/** Starts a small shell that stops PostgreSQL when this process dies without doing so, even by kill -9. */
export function startWatchdog(parameters: {
  readonly postmaster: number;
  readonly socketFolder: string;
  readonly identity: Identity;
}): Watchdog {
  const { postmaster, socketFolder, identity } = parameters;
  const child = spawn("/bin/sh", ["-c", script, "touchstone-watchdog", String(postmaster), socketFolder], {
    ...spawnOptionsOf("/", identity),
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => resolve());
    child.on("error", () => resolve());
  });
  child.stdin.on("error", () => {});
  child.unref();
  return {
    dismiss: async () => {
      child.ref();
      child.stdin.end("stopped\n");
      await ended;
    },
  };
}
