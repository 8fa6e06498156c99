import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const program = path.resolve(import.meta.dirname, "..", "bin", "touchstone.ts");

let folder: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "touchstone-serve-"));
});

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  }
  await waitUntil(() => postmasterOf(folder) === null);
  rmSync(folder, { recursive: true, force: true });
});

describe("touchstone serve", () => {
  it("prints its address alone on the first line, is ready, and leaves nothing behind when asked to stop", async () => {
    const server = await serve();
    expect(server.lines[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await health(server.address)).toMatchObject({ status: "ready" });
    server.child.kill("SIGTERM");
    expect(await exitOf(server.child)).toBe(0);
    expect(postmasterOf(folder)).toBe(null);
    await expect(fetch(server.address)).rejects.toThrow();
  });

  it("lets the one-time address of the terminal in once", async () => {
    const { lines, address } = await serve();
    const token = /#token=([\w-]+)$/.exec(lines[1] ?? "")?.[1];
    expect((await logIn(address, { token })).status).toBe(200);
    expect((await logIn(address, { token })).status).toBe(401);
  });

  it("lets scripts in by the password of a file, and keeps it for later starts", async () => {
    const file = path.join(folder, "password");
    writeFileSync(file, "a long enough password\n");
    const first = await serve({ TOUCHSTONE_ADMIN_PASSWORD_FILE: file });
    const credentials = { user: "admin", password: "a long enough password" };
    expect((await logIn(first.address, credentials)).status).toBe(200);
    first.child.kill("SIGINT");
    expect(await exitOf(first.child)).toBe(0);
    const second = await serve();
    expect((await logIn(second.address, credentials)).status).toBe(200);
  });

  it("refuses a data directory in use with exit code 2, naming the process", async () => {
    const server = await serve();
    const second = run(["--data-dir", path.join(folder, "data")]);
    expect(await exitOf(second.child)).toBe(2);
    expect(second.errors()).toContain(`process ${server.child.pid}`);
  });

  it("takes over after kill -9, and the killed one leaves no PostgreSQL behind", async () => {
    const first = await serve();
    const postmaster = postmasterOf(folder);
    expect(postmaster).not.toBe(null);
    first.child.kill("SIGKILL");
    await exitOf(first.child);
    const second = await serve();
    expect(postmasterOf(folder)).not.toBe(postmaster);
    expect(await health(second.address)).toMatchObject({ status: "ready" });
  });

  it("ends with exit code 3 when its database is killed, and recovers at the next start", async () => {
    const first = await serve();
    process.kill(postmasterOf(folder) ?? 0, "SIGKILL");
    expect(await exitOf(first.child)).toBe(3);
    expect(first.errors()).toContain("PostgreSQL ended unexpectedly");
    const second = await serve();
    expect(await health(second.address)).toMatchObject({ status: "ready" });
  });

  it("stops within ten seconds in the midst of an evaluation, and starts the sample again next time", async () => {
    const first = await serve({ TOUCHSTONE_SAMPLE: "evaluation" });
    await sleep(1500);
    const askedAtMs = Date.now();
    first.child.kill("SIGTERM");
    expect(await exitOf(first.child)).toBe(0);
    expect(Date.now() - askedAtMs).toBeLessThan(10_000);
    expect(postmasterOf(folder)).toBe(null);
    const second = await serve({ TOUCHSTONE_SAMPLE: "evaluation" });
    const token = /#token=([\w-]+)$/.exec(second.lines[1] ?? "")?.[1];
    const cookie = (await logIn(second.address, { token })).headers.get("set-cookie")?.split(";")[0] ?? "";
    const jobs = await fetch(`${second.address}/v1/jobs`, { headers: { cookie } });
    const { items } = (await jobs.json()) as { items: { kind: string; state: string }[] };
    expect(items.map(({ kind }) => kind)).toEqual(["sample", "sample"]);
    expect(items[1]?.state).toBe("interrupted");
  });

  it("ends when npm, its parent, is killed and cannot pass the signal on", async () => {
    const words = [
      process.execPath,
      program,
      "serve",
      "--data-dir",
      path.join(folder, "data"),
      "--port",
      "0",
    ];
    const parent = spawn("/bin/sh", ["-c", `"$@"; true`, "sh", ...words], {
      env: { ...process.env, npm_lifecycle_event: "start", TOUCHSTONE_SAMPLE: "false" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    started.push(parent);
    await new Promise((resolve, reject) => {
      parent.stdout.once("data", resolve);
      parent.once("close", () => reject(new Error("It ended before it listened")));
    });
    expect(postmasterOf(folder)).not.toBe(null);
    parent.kill("SIGKILL");
    await waitUntil(() => postmasterOf(folder) === null);
  });

  it("refuses a port that was asked for and is taken, and gives way on the usual one", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => blocker.once("listening", resolve));
    const bound = blocker.address();
    const port = typeof bound === "object" && bound !== null ? bound.port : 0;
    const refused = run(["--data-dir", path.join(folder, "data"), "--port", String(port)]);
    expect(await exitOf(refused.child)).toBe(2);
    expect(refused.errors()).toContain(`127.0.0.1:${port}`);
    blocker.close();
    const usual = createServer();
    usual.on("error", () => {}).listen(8137, "127.0.0.1");
    await sleep(100);
    const server = await serve({}, []);
    expect(server.address).not.toBe("http://127.0.0.1:8137");
    usual.close();
  });

  it("prints its configuration from flags and environment, and names a wrong one", async () => {
    const printed = run(["--print-config", "--port", "9000"], { TOUCHSTONE_HOST: "0.0.0.0" });
    expect(await exitOf(printed.child)).toBe(0);
    expect(JSON.parse(printed.output())).toMatchObject({ port: 9000, host: "0.0.0.0", dataDir: "data" });
    const wrong = run([], { TOUCHSTONE_PORT: "many" });
    expect(await exitOf(wrong.child)).toBe(2);
    expect(wrong.errors()).toContain("TOUCHSTONE_PORT");
  });
});

function run(words: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, "serve", ...words], {
    cwd: folder,
    env: { PATH: process.env["PATH"], LANG: "C", TOUCHSTONE_SAMPLE: "false", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  return { child, output: () => output, errors: () => errors };
}

/** Starts a server on the test's folder and waits until it listens. */
async function serve(environment: Record<string, string> = {}, words: readonly string[] = ["--port", "0"]) {
  const server = run(["--data-dir", path.join(folder, "data"), ...words], environment);
  await waitUntil(() => {
    if (server.child.exitCode !== null) throw new Error(`It ended at once: ${server.errors()}`);
    return server.output().split("\n").length > 2;
  });
  const lines = server.output().split("\n");
  return { ...server, lines, address: lines[0] ?? "" };
}

async function health(address: string): Promise<unknown> {
  return await (await fetch(`${address}/v1/health`)).json();
}

async function logIn(address: string, credentials: object): Promise<Response> {
  return await fetch(`${address}/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(credentials),
  });
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise((resolve) => child.once("close", resolve));
  }
  return child.exitCode;
}

/** The process number of the PostgreSQL that runs on the folder; null when none does. */
function postmasterOf(data: string): number | null {
  const file = path.join(data, "data", "postgres", "cluster", "postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
  try {
    process.kill(pid, 0);
    return pid;
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM" ? pid : null;
  }
}

async function waitUntil(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 45_000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error("It did not happen in time");
    await sleep(25);
  }
}
