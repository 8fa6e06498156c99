import { mkdirSync, rmSync, statSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { edgeFaults } from "../errors.ts";

/** Holds a state directory for one process, and answers whoever asks for the status. */
export interface StatusSocket {
  close(): Promise<void>;
}

/**
 * Takes the state directory and serves the status as one JSON document a connection.
 * On Linux the hold is a name in the kernel, which goes with the process however it ends.
 * @throws EDGE_STATE_IN_USE
 */
export async function openStatusSocket(
  stateDirectory: string,
  path: string,
  status: () => object,
): Promise<StatusSocket> {
  mkdirSync(stateDirectory, { recursive: true, mode: 0o700 });
  const hold = createServer((socket) => socket.destroy());
  if (process.platform === "linux") {
    const { dev, ino } = statSync(stateDirectory);
    if (!(await tryListen(hold, `\0touchstone-collector-${dev}-${ino}`))) {
      throw edgeFaults.fault("EDGE_STATE_IN_USE", { path: stateDirectory });
    }
  } else if (await isAnswered(path)) {
    throw edgeFaults.fault("EDGE_STATE_IN_USE", { path: stateDirectory });
  }
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.end(JSON.stringify(status()));
  });
  rmSync(path, { force: true });
  await listen(server, path);
  return {
    close: async () => {
      await Promise.all([closeServer(server), closeServer(hold)]);
      rmSync(path, { force: true });
    },
  };
}

/** The status of the collector that runs; null when none does. */
export function askStatus(path: string): Promise<unknown> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect(path);
    socket.setTimeout(5000, () => socket.destroy());
    socket.on("data", (part) => parts.push(part));
    socket.on("error", () => resolve(null));
    socket.on("close", () => {
      try {
        resolve(JSON.parse(Buffer.concat(parts).toString("utf8")));
      } catch {
        resolve(null);
      }
    });
  });
}

async function isAnswered(path: string): Promise<boolean> {
  return (await askStatus(path)) !== null;
}

function tryListen(server: Server, name: string): Promise<boolean> {
  return listen(server, name).then(
    () => true,
    (cause: unknown) => {
      if (cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE") return false;
      throw cause;
    },
  );
}

function listen(server: Server, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(name, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (server.listening) server.close(() => resolve());
    else resolve();
  });
}
