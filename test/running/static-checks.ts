import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../boundaries/source-files.ts";
import type { Tally } from "./tally.ts";

/** A command whose exit code says whether the sources are in order. */
interface StaticCheck {
  readonly name: string;
  readonly program: string;
  readonly parameters: readonly string[];
  /** A file without which the check has nothing to do. */
  readonly needs?: string;
}

const typeCheck = ["node_modules/typescript-native/bin/tsc", "--noEmit", "-p"];

const checks: readonly StaticCheck[] = [
  { name: "types", program: process.execPath, parameters: [...typeCheck, "tsconfig.json"] },
  {
    name: "types of the web app",
    program: process.execPath,
    parameters: [...typeCheck, "web/tsconfig.json"],
    needs: "web/tsconfig.json",
  },
  { name: "lint", program: "node_modules/.bin/oxlint", parameters: ["--deny-warnings"] },
  { name: "format", program: "node_modules/.bin/biome", parameters: ["format", "."] },
  {
    name: "unused files, packages and exports",
    program: "node_modules/.bin/knip",
    parameters: ["--no-progress"],
  },
  {
    // The browser tests open what is built here.
    name: "build of the web app",
    program: process.execPath,
    parameters: ["node_modules/vite/bin/vite.js", "build", "web", "--logLevel", "warn"],
    needs: "web/vite.config.ts",
  },
];

/** Runs each check, shows what it found, and counts it as one test. */
export function runStaticChecks(): Tally[] {
  return checks.filter(isApplicable).map((check) => {
    const startedMs = performance.now();
    const ended = spawnSync(check.program, check.parameters, { cwd: repositoryRoot, encoding: "utf8" });
    const isPassed = ended.status === 0;
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    process.stdout.write(`${isPassed ? "✓" : "✗"} ${check.name} (${seconds} s)\n`);
    if (!isPassed) process.stdout.write(`${ended.error?.message ?? ""}${ended.stdout}${ended.stderr}\n`);
    return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: 0 };
  });
}

function isApplicable({ needs }: StaticCheck): boolean {
  return needs === undefined || existsSync(join(repositoryRoot, needs));
}
