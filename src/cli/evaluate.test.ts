import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Evaluation } from "#report";
import { simulateSample } from "#simulate";

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as its user would, in a process of its own. */
async function touchstone(...words: readonly string[]): Promise<Run> {
  const program = new URL("../bin/touchstone.ts", import.meta.url).pathname;
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...words],
      { maxBuffer: 1 << 28, env: { ...process.env, LANG: "C.UTF-8", LC_ALL: "" } },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      },
    );
  });
}

let folder = "";
let input = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "touchstone-evaluate-"));
  input = join(folder, "input");
  await simulateSample({
    seed: "touchstone-sample-1",
    enterprisesWithHistory: 150,
    applicants: 30,
    months: 36,
    endDay: "2026-10-31",
    directory: input,
    truthFile: null,
    onProgress: () => {},
  });
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe("touchstone evaluate", () => {
  it("prints one document in which every file's rows add up and every applicant is decided", async () => {
    const run = await touchstone("evaluate", "--invoices", input, "--out", join(folder, "a"), "--json");
    expect(run.stderr).not.toMatch(/Error|at file/);
    expect(run.code).toBe(0);
    const evaluation = JSON.parse(run.stdout) as Evaluation;
    expect(evaluation.simulated).toBe(true);
    for (const file of evaluation.input) {
      expect(file.read, file.file).toBe(file.stored + file.duplicates + file.quarantined);
    }
    expect(evaluation.input.some(({ quarantined }) => quarantined > 0)).toBe(true);
    expect(evaluation.input.some(({ duplicates }) => duplicates > 0)).toBe(true);
    const applicants = evaluation.enterprises.filter(({ label }) => label === null);
    expect(applicants).toHaveLength(30);
    expect(applicants.every(({ decision }) => decision === "granted" || decision === "declined")).toBe(true);
    expect(applicants.every(({ reasons }) => reasons.length > 0)).toBe(true);
    const granted = applicants.reduce((sum, { amountFen }) => sum + BigInt(amountFen ?? "0"), 0n);
    expect(String(granted)).toBe(evaluation.portfolio.amountFen);
    expect(granted <= BigInt(evaluation.portfolio.budgetFen)).toBe(true);
    expect(evaluation.model.auc?.mean).toBeGreaterThan(0.6);
  });

  it("gives the same result twice, apart from time, log and receipt", async () => {
    const run = await touchstone("evaluate", "--invoices", input, "--out", join(folder, "b"), "--json");
    const first = JSON.parse(await readFile(join(folder, "a", "evaluation.json"), "utf8")) as Evaluation;
    expect(repeatable(JSON.parse(run.stdout) as Evaluation)).toEqual(repeatable(first));
  });

  it("writes bundles that verify offline with the trust file and are of unknown signer without", async () => {
    const out = join(folder, "a");
    const bundle = join(out, "evidence", (await readdir(join(out, "evidence")))[0] as string);
    const trusted = await touchstone("verify", bundle, "--trust", join(out, "trust.json"));
    expect(trusted).toMatchObject({ code: 0 });
    const untrusted = await touchstone("verify", bundle);
    expect(untrusted.code).toBe(1);
    expect(untrusted.stdout + untrusted.stderr).toContain("signer unknown");
  });

  it("leaves a store that audits clean", async () => {
    const audit = await touchstone("audit", "--data-dir", join(folder, "a", "data"), "--json");
    expect(audit).toMatchObject({ code: 0 });
  });

  it("exits 1 with --strict when rows were quarantined", async () => {
    const run = await touchstone("evaluate", "--invoices", input, "--out", join(folder, "c"), "--strict");
    expect(run.code).toBe(1);
  });

  it("scores nobody and says so when no outcome is known, and uses a card that it is given", async () => {
    const unlabelled = join(folder, "unlabelled");
    await mkdir(unlabelled);
    for (const name of await readdir(input)) {
      if (/applicant.*invoices/.test(name))
        await writeFile(join(unlabelled, name), await readFile(join(input, name)));
    }
    const bare = await touchstone("evaluate", "--invoices", unlabelled, "--out", join(folder, "d"), "--json");
    expect(bare.code).toBe(0);
    const unscored = JSON.parse(bare.stdout) as Evaluation;
    expect(unscored.model.scorecard).toBeNull();
    expect(new Set(unscored.enterprises.map(({ decision }) => decision))).toEqual(new Set(["notScored"]));
    const card = join(folder, "a", "scorecard.json");
    const carded = await touchstone(
      "evaluate",
      "--invoices",
      unlabelled,
      "--scorecard",
      card,
      "--out",
      join(folder, "e"),
      "--json",
    );
    const scored = JSON.parse(carded.stdout) as Evaluation;
    expect(scored.enterprises.every(({ score }) => score !== null)).toBe(true);
  });

  it.each([
    ["nothing to read", ["evaluate", "--out", "x"], "CLI_NOTHING_TO_EVALUATE"],
    ["a folder that is not there", ["evaluate", "--invoices", "/nowhere", "--out", "x"], "CLI_NO_SUCH_INPUT"],
    [
      "a day that is none",
      ["evaluate", "--invoices", ".", "--out", join(tmpdir(), "touchstone-never"), "--as-of", "2020-02-30"],
      "CLI_BAD_OPTION",
    ],
    ["no output folder", ["evaluate", "--invoices", "."], "--out"],
  ])("exits 2 and says what was expected: %s", async (_, words, said) => {
    const run = await touchstone(...words);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(said);
  });
});

/** The document without what may differ between two runs over the same input. */
function repeatable(evaluation: Evaluation): unknown {
  const enterprises = evaluation.enterprises.map((enterprise) => ({
    ...enterprise,
    quality: { ...enterprise.quality, receivedAtMs: 0 },
  }));
  return { ...evaluation, enterprises, timing: null, log: null };
}
