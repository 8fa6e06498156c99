import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** A mosquitto of one's own, in a temporary folder; it forgets nothing when it is stopped by SIGTERM. */
export interface Mosquitto {
  readonly url: string;
  start(): Promise<void>;
  stop(signal: NodeJS.Signals): Promise<void>;
  clean(): void;
}

export async function startMosquitto(): Promise<Mosquitto> {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-mosquitto-"));
  const port = await freePort();
  const configuration = path.join(folder, "mosquitto.conf");
  const lines = [
    `listener ${port} 127.0.0.1`,
    "allow_anonymous true",
    "persistence true",
    `persistence_location ${folder}/`,
    "autosave_interval 1",
    "max_queued_messages 0",
    "max_inflight_messages 0",
    ...(process.getuid?.() === 0 ? ["user root"] : []),
  ];
  writeFileSync(configuration, `${lines.join("\n")}\n`);
  let running: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    running = spawn("/usr/sbin/mosquitto", ["-c", configuration], { stdio: ["ignore", "ignore", "pipe"] });
    let text = "";
    await new Promise<void>((resolve, reject) => {
      running?.stderr?.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes("running")) resolve();
      });
      running?.once("exit", () => reject(new Error(`mosquitto ended: ${text}`)));
    });
  };
  await start();
  return {
    url: `mqtt://127.0.0.1:${port}`,
    start,
    async stop(signal) {
      if (running === null) return;
      const ended = once(running, "exit");
      running.kill(signal);
      await ended;
      running = null;
    },
    clean: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
