import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MeasuredServer } from "./child-process.ts";

/** Where Debian puts it. */
const program = "/usr/sbin/mosquitto";
const ticksPerSecond = 100;

/** mosquitto with nothing to keep and nobody to check, for comparison; null where it is not installed. */
export async function startMosquitto(): Promise<Omit<MeasuredServer, "count" | "httpPort"> | null> {
  if (!existsSync(program)) return null;
  const folder = mkdtempSync(join(tmpdir(), "touchstone-bench-mosquitto-"));
  const port = await freePort();
  const configuration = join(folder, "mosquitto.conf");
  writeFileSync(
    configuration,
    `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\nmax_inflight_messages 0\nlog_type none\n`,
  );
  const child = spawn(program, ["-c", configuration], { stdio: "ignore" });
  await untilListening(port);
  return {
    mqttPort: port,
    usage: async () => ({
      cpuMs: cpuMsOf(child.pid ?? 0),
      residentMb: Math.round(
        Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024,
      ),
    }),
    close: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => setTimeout(() => resolve(false), 20));
    });
    if (isOpen) return;
  }
  throw new Error("mosquitto does not listen");
}
