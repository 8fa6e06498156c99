import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "#kernel";
import { runCommandLine } from "./run-command-line.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "touchstone-mistyped-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Each reads a data directory, or goes on in one that somebody began; none may begin one. */
const readers = [
  ["audit"],
  ["close-day", "--date", "2026-01-01"],
  ["consent", "list"],
  ["customer", "list"],
  ["customer", "edition", "--as-of", "2026-01-01"],
  ["device", "list"],
  ["due-diligence", "E1", "--out", "report.pdf"],
  ["enterprise", "list"],
  ["enterprise", "profile", "E1"],
  ["expert-card", "list"],
  ["fund", "status"],
  ["indices"],
  ["loan-book", "reconcile"],
  ["log", "export", "--out", "log"],
  ["log", "witnesses"],
  ["party", "list"],
  ["prove", "--enterprise", "e", "--out", "bundle.json"],
  ["trace", "--enterprise", "e", "--order", "1"],
  ["user", "list"],
  ["watch", "list"],
];

describe.each(readers)("touchstone %s %s", (...words) => {
  const given = words.filter((word) => word !== undefined);

  it("tells of a directory that is not there, and makes none", async () => {
    const missing = path.join(folder, "mistyped");
    const { exitCode, errors } = await run(...given, "--data-dir", missing);
    expect(errors).toContain("FILES_NO_SUCH_DIRECTORY");
    expect(errors).toContain(missing);
    expect(exitCode).toBe(2);
    expect(existsSync(missing)).toBe(false);
  });

  it("tells what it found in a folder of something else, and leaves it alone", async () => {
    writeFileSync(path.join(folder, "thesis.txt"), "");
    const { exitCode, errors } = await run(...given, "--data-dir", folder);
    expect(errors).toContain("FILES_NO_LEDGER");
    expect(errors).toContain("thesis.txt");
    expect(exitCode).toBe(2);
    expect(readdirSync(folder)).toEqual(["thesis.txt"]);
  });
});

async function run(...words: string[]) {
  let errors = "";
  const exitCode = await runCommandLine(words, {
    stdout: { write: () => undefined },
    stderr: { write: (text) => (errors += text) },
    env: {},
    clock: systemClock,
    language: "en",
    signal: new AbortController().signal,
  });
  return { exitCode, errors };
}
