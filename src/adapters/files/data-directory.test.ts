import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataDirectory } from "./data-directory.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "touchstone-directory-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const door = new URL("./data-directory.ts", import.meta.url).href;

/** A process that opens the directory, prints its pid or the fault's code, and waits to be killed. */
function startHolder(path: string) {
  const script = `
    const { openDataDirectory } = await import(${JSON.stringify(door)});
    try { openDataDirectory(${JSON.stringify(path)}); console.log("open"); setInterval(() => {}, 1000); }
    catch (cause) { console.log(cause.code, cause.parameters.pid); }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
  const line = new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (data: Buffer) => resolve(data.toString().trim()));
    child.once("error", reject);
    child.stderr.on("data", (data: Buffer) => process.stderr.write(data));
  });
  return { child, line, ended: new Promise((resolve) => child.once("exit", resolve)) };
}

test("a directory in use is refused with the pid of its holder", async () => {
  const holder = startHolder(directory);
  expect(await holder.line).toBe("open");
  expect(() => openDataDirectory(directory)).toThrow(
    expect.objectContaining({
      code: "FILES_DIRECTORY_IN_USE",
      kind: "conflict",
      parameters: expect.objectContaining({ pid: holder.child.pid }),
    }),
  );
  holder.child.kill("SIGKILL");
  await holder.ended;
});

test("the directory of a killed process is taken over", async () => {
  const holder = startHolder(directory);
  await holder.line;
  holder.child.kill("SIGKILL");
  await holder.ended;
  const opened = openDataDirectory(directory);
  opened.release();
});

test("of eight starters after a kill exactly one gets the directory", async () => {
  const first = startHolder(directory);
  await first.line;
  first.child.kill("SIGKILL");
  await first.ended;
  const starters = Array.from({ length: 8 }, () => startHolder(directory));
  const lines = await Promise.all(starters.map((starter) => starter.line));
  for (const { child } of starters) child.kill("SIGKILL");
  await Promise.all(starters.map((starter) => starter.ended));
  expect(lines.filter((line) => line === "open")).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith("FILES_DIRECTORY_IN_USE"))).toHaveLength(7);
});

test("the same process cannot open a directory twice, but again after a release", () => {
  const opened = openDataDirectory(directory);
  expect(() => openDataDirectory(directory)).toThrow(
    expect.objectContaining({ code: "FILES_DIRECTORY_IN_USE" }),
  );
  opened.release();
  openDataDirectory(directory).release();
});

test("a lock whose pid belongs to another process by now is stale", () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  openDataDirectory(directory).release();
  writeFileSync(join(directory, "lock", "9"), `${process.ppid} 1 00000000-0000\n`);
  openDataDirectory(directory).release();
  writeFileSync(join(directory, "lock", "99"), `${pid} unknown\n`);
  openDataDirectory(directory).release();
});

test("a newer or unreadable version is refused, and the lock given back", () => {
  openDataDirectory(directory).release();
  for (const text of ["2\n", "1", "1\r\n", "x\n", ""]) {
    writeFileSync(join(directory, "VERSION"), text);
    expect(() => openDataDirectory(directory)).toThrow(
      expect.objectContaining({ code: "FILES_DIRECTORY_NEWER" }),
    );
  }
  writeFileSync(join(directory, "VERSION"), "1\n");
  openDataDirectory(directory).release();
});

test("a folder with other files is not made a data directory", () => {
  writeFileSync(join(directory, "thesis.txt"), "");
  expect(() => openDataDirectory(directory)).toThrow(
    expect.objectContaining({ code: "FILES_NOT_A_DATA_DIRECTORY" }),
  );
});

test("a path that is a file is bad input, not a crash", () => {
  const file = join(directory, "file");
  writeFileSync(file, "");
  expect(() => openDataDirectory(join(file, "below"))).toThrow(
    expect.objectContaining({ code: "FILES_DIRECTORY_UNUSABLE", kind: "badInput" }),
  );
});
