import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createDeviceKey } from "../../src/edge/device/device-key.ts";
import { writeIdentity } from "../../src/edge/device/identity.ts";
import { testIdentity } from "../../src/edge/testing/test-collector-parts.ts";
import type { TestPlatform } from "../../src/edge/testing/test-platform.ts";

const binary = path.resolve(import.meta.dirname, "../../bin/touchstone");

/** A real collector in a process of its own, which reads a folder of tables that the test writes. */
export interface CollectorProcess {
  readonly directory: string;
  readonly stateDirectory: string;
  readonly configFile: string;
  start(): ChildProcess;
  /** kill -9, as a loss of power. */
  kill(): Promise<void>;
  /** Asks it to stop. */
  stop(): Promise<number | null>;
  /** Everything that it wrote on standard error. */
  errors(): string;
  command(words: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }>;
  /** Writes readings `from … to − 1` into the folder, a millisecond apart. */
  write(from: number, to: number): void;
  remove(): void;
}

export interface CollectorOptions {
  readonly server: string;
  /** Enrols by hand at a test platform; left out, the test enrols by the command. */
  readonly platform?: TestPlatform;
  readonly stateDirectory?: string;
  readonly changes?: object;
  readonly element?: string;
  /** Time of reading 0. */
  readonly startMs?: number;
}

export async function createCollectorProcess(options: CollectorOptions): Promise<CollectorProcess> {
  const directory = mkdtempSync(path.join(tmpdir(), "touchstone-collector-"));
  const folder = path.join(directory, "tables");
  const stateDirectory = options.stateDirectory ?? path.join(directory, "state");
  const configFile = path.join(directory, "collector.json");
  const startMs = options.startMs ?? Date.now() - 3_600_000;
  mkdirSync(folder);
  mkdirSync(stateDirectory, { recursive: true });
  writeFileSync(configFile, JSON.stringify(configurationOf(options, folder, stateDirectory), null, 2));
  if (options.platform !== undefined) {
    const key = await createDeviceKey(path.join(stateDirectory, "device.key"));
    options.platform.admit(key.publicKey);
    await writeIdentity(stateDirectory, testIdentity(options.platform.platformKey, key.keyId));
  }
  writeFileSync(path.join(folder, "a.csv"), "t,n\n");
  let child: ChildProcess | undefined;
  let errors = "";
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return null;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    directory,
    stateDirectory,
    configFile,
    start: () => {
      child = spawn(binary, ["collector", "run", "--config", configFile], {
        stdio: ["ignore", "ignore", "pipe"],
      });
      child.stderr?.on("data", (part: Buffer) => (errors += part.toString()));
      return child;
    },
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    errors: () => errors,
    command: async (words) => {
      const run = spawn(binary, ["collector", ...words, "--config", configFile]);
      let text = "";
      run.stdout.on("data", (part: Buffer) => (text += part.toString()));
      run.stderr.on("data", (part: Buffer) => (text += part.toString()));
      const [code] = (await once(run, "close")) as [number | null];
      return { code, text };
    },
    write: (from, to) => {
      let lines = "";
      for (let i = from; i < to; i++) lines += `${startMs + i},${i}\n`;
      appendFileSync(path.join(folder, "a.csv"), lines);
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Waits until something holds, and says what was found when it does not. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  say: () => string,
  patienceMs = 60_000,
): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(say());
    await wait(20);
  }
}

function configurationOf(options: CollectorOptions, folder: string, stateDirectory: string): object {
  return {
    servers: [options.server],
    stateDirectory,
    buffer: { flushMs: 50, reserveBytes: 0 },
    batch: { rows: 200, intervalMs: 100, window: 4 },
    backlog: { batchesPerSecond: 200 },
    answerTimeoutMs: 5000,
    sources: [
      {
        id: "tables",
        kind: "csv",
        folder,
        everyMs: 100,
        quietMs: 100,
        time: { columns: ["t"], format: "epochMs" },
        channels: [{ element: options.element ?? "CNC-01", channel: "item_count", column: "n" }],
      },
    ],
    ...options.changes,
  };
}
