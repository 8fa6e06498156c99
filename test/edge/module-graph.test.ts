import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "touchstone-graph-"));
  writeFileSync(path.join(folder, "hook.mjs"), hook);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes down what Node really loads, in the order in which it loads it. */
const hook = `
import { registerHooks } from "node:module";
import { appendFileSync } from "node:fs";
registerHooks({
  load(url, context, next) {
    if (url.startsWith("file:")) appendFileSync(process.env.LOADED_FILE, url + "\\n");
    return next(url, context);
  },
});
`;

/** Runs the collector's entry and returns what it loaded, relative to the project. */
function loadedBy(words: readonly string[], config?: object): string[] {
  const loadedFile = path.join(folder, `${words[0] ?? "help"}.loaded`);
  const configFile = path.join(folder, "collector.json");
  writeFileSync(configFile, JSON.stringify(config ?? {}));
  writeFileSync(loadedFile, "");
  const args = ["--import", path.join(folder, "hook.mjs"), path.join(root, "src/bin/collector.ts"), ...words];
  const env = { ...process.env, LOADED_FILE: loadedFile, NODE_DISABLE_COMPILE_CACHE: "1" };
  try {
    execFileSync(process.execPath, config === undefined ? args : [...args, "--config", configFile], {
      env,
      stdio: "pipe",
    });
  } catch {
    // What the command answers is another test's matter.
  }
  const urls = execFileSync("cat", [loadedFile], { encoding: "utf8" }).trim().split("\n");
  return urls.map((url) => path.relative(root, new URL(url).pathname));
}

function roomsOf(files: readonly string[]): string[] {
  const rooms = files.flatMap((file) => /^src\/([^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(rooms)].sort();
}

function packagesOf(files: readonly string[]): string[] {
  const packages = files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(packages)].sort();
}

it("loads only its own rooms, for every command", () => {
  const files = loadedBy(["--help"]);
  expect(files.length).toBeGreaterThan(60);
  expect(roomsOf(files)).toEqual(["bin", "edge", "kernel", "seal", "telemetry"]);
  expect(packagesOf(files)).toEqual(["commander", "zod"]);
});

it("loads a source's packages only where the configuration names the source", () => {
  const files = loadedBy(["check"], {
    servers: ["http://127.0.0.1:9"],
    stateDirectory: folder,
    sources: [
      {
        id: "tables",
        kind: "csv",
        folder,
        time: { columns: ["t"] },
        channels: [{ element: "CNC-01", channel: "item_count", column: "n" }],
      },
    ],
  });
  expect(files.some((file) => file.endsWith("csv/csv-source.ts"))).toBe(true);
  expect(roomsOf(files)).toEqual(["bin", "edge", "kernel", "seal", "telemetry"]);
  expect(packagesOf(files)).toEqual(["commander", "zod"]);
});
