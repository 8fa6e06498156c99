import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommandLine } from "./run-command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "region-options-"));
const out = join(folder, "out");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(
  line: string,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let told = "";
  let err = "";
  const code = await runCommandLine(line.split(" "), {
    stdout: { write: (text) => (told += text) },
    stderr: { write: (text) => (err += text) },
    env: {},
    clock: () => 0,
    language: "en",
    signal: new AbortController().signal,
  });
  return { code, out: told, err };
}

describe("commands about regions, their customers and their benches", () => {
  it.each([
    ["a region too small", "simulate --enterprises 19 --out OUT", "20 to 20000, found 19"],
    ["half an enterprise", "simulate --enterprises 20.5 --out OUT", "20 to 20000, found 20.5"],
    ["a day that does not exist", "simulate --until 2026-02-30 --out OUT", "YYYY-MM-DD"],
    ["no case of a kind", "simulate --stratified 0 --out OUT", "1 to 1000"],
    ["half a plant", "simulate live --server http://127.0.0.1:1 --state OUT --plants 1.5", "1 to 200"],
    ["no speed", "simulate live --server http://127.0.0.1:1 --state OUT --speed 0", "0.1 to 3600"],
    ["a folder without a region", "evaluate --region OUT", "FLOW_NO_REGION"],
    ["a region and files", "evaluate --region OUT --invoices OUT", "no --invoices"],
    ["a month for a day", "enterprise profile E1 --data-dir OUT --as-of 2026-13", "YYYY-MM-DD"],
    ["an edition of no day", "customer edition --data-dir OUT --as-of today", "YYYY-MM-DD"],
    ["no reading", "bench indicators --readings 0", "a whole number, 1000 or more"],
    ["sizes that are none", "bench indicators --sizes 300,many", "found many"],
    ["a profile as of no day", "bench profile --end-day now", "YYYY-MM-DD"],
    ["a folder that is not there", "bench profile --dir OUT", "a folder that is there"],
    ["detection as of no day", "bench detection --end-day 2026-02-31", "YYYY-MM-DD"],
    ["no case to detect", "bench detection --per-kind 0", "a whole number, 1 or more"],
  ])("refuse %s before anything is written", async (_, line, told) => {
    const answer = await run(line.replaceAll("OUT", out));
    expect(answer).toMatchObject({ code: 2, out: "" });
    expect(answer.err).toContain(told);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    "simulate region",
    "indices",
    "enterprise profile",
    "customer list",
    "customer edition",
    "customer reproduce",
    "customer idle-assets",
    "customer funnel",
    "bench indicators",
    "bench profile",
    "bench detection",
  ])("%s has help and a document", async (command) => {
    const answer = await run(`${command} --help`);
    expect(answer.code).toBe(0);
    expect(answer.out).toContain("--json");
  });
});
