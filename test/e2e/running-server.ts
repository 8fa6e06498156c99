import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { repositoryRoot } from "../boundaries/source-files.ts";

/** The real server of `npm start`, on a free port and a data directory of its own. */
export interface RunningServer {
  readonly address: string;
  /** With the one-time token; good once. */
  readonly logInAddress: string;
  readonly dataDirectory: string;
  /** Of the user `admin`. */
  readonly password: string;
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;

/**
 * Starts the server and waits until it prints its addresses.
 * @param sample  what its first start shows
 */
export async function startServer(
  sample: "true" | "evaluation" | "false" = "evaluation",
): Promise<RunningServer> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "touchstone-e2e-"));
  const password = randomBytes(12).toString("hex");
  const passwordFile = join(dataDirectory, "..", `${basename(dataDirectory)}.password`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const server = spawn(process.execPath, [join(repositoryRoot, "src/bin/touchstone.ts"), "serve"], {
    cwd: repositoryRoot,
    env: {
      ...process.env,
      TOUCHSTONE_DATA_DIR: dataDirectory,
      TOUCHSTONE_PORT: "0",
      TOUCHSTONE_SAMPLE: sample,
      TOUCHSTONE_ADMIN_PASSWORD_FILE: passwordFile,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = async () => {
    await stopped(server);
    await rm(passwordFile, { force: true });
    await rm(dataDirectory, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const logInAddress = await whenPrinted(server, /https?:\/\/\S+#token=\S+/);
    return { address: new URL(logInAddress).origin, logInAddress, dataDirectory, password, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function whenPrinted(server: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const timer = setTimeout(
      () => reject(new Error(`The server did not start:\n${printed}`)),
      startTimeoutMs,
    );
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const found = pattern.exec(printed);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found[0]);
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`The server ended with ${code}:\n${printed}`));
    });
  });
}

function stopped(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve();
    server.once("exit", () => resolve());
    server.kill("SIGTERM");
  });
}
