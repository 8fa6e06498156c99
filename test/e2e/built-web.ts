import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../boundaries/source-files.ts";

const page = join(repositoryRoot, "web/dist/index.html");
const sources = join(repositoryRoot, "web/src");

/** Builds the pages when they are missing or older than their sources, so that no test looks at yesterday's. */
export function buildWebWhenStale(): void {
  const builtAtMs = statSync(page, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const changedAtMs = readdirSync(sources, { recursive: true })
    .map((path) => statSync(join(sources, String(path))).mtimeMs)
    .reduce((newest, at) => Math.max(newest, at), 0);
  if (builtAtMs > changedAtMs) return;
  const vite = join(repositoryRoot, "node_modules/vite/bin/vite.js");
  const built = spawnSync(process.execPath, [vite, "build", "web"], {
    cwd: repositoryRoot,
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`The pages could not be built:\n${built.stdout}${built.stderr}`);
}
